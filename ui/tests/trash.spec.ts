import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, openPage, type Query } from './every-look';

const open = (page: Page, query: Query = {}) => openPage(page, 'trash', query);

test.describe('the trash', () => {
  test('names its entries and puts one back', async ({ page }) => {
    await open(page);
    await expect(page.getByRole('listitem')).toHaveCount(3);
    await expect(page.getByText(/^Moved here yesterday, \d\d:\d\d$/u)).toBeVisible();
    await page.getByRole('button', { name: 'Put back Zendesk-quxley' }).click();
    await expect(page.getByRole('listitem')).toHaveCount(2);
    await expect(page.locator('.receipt')).toBeVisible();
  });

  test('deletes for good only after the words, with the focus where they go', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Delete all for good…' }).click();
    const sheet = page.getByRole('alertdialog', { name: 'Delete 3 entries for good?' });
    await expect(sheet.getByText('GitHub-trial-2024')).toBeVisible();
    await expect(sheet.getByText(/^Backups made before now still contain them\. The oldest is from /u)).toBeVisible();
    await expect(sheet.getByLabel('Type delete 3 to go on')).toBeFocused();
    const button = sheet.getByRole('button', { name: 'Delete for good' });
    await page.keyboard.type('delete 2');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Enter');
    await expect(sheet).toBeVisible();
    await sheet.getByRole('textbox').fill('delete 3');
    await page.keyboard.press('Enter');
    await expect(sheet).toHaveCount(0);
    await expect(page.getByText('The trash is empty.')).toBeVisible();
    await expect(page.getByRole('button', { name: /Delete all/u })).toHaveCount(0);
  });

  test('deletes a single entry, and keeps it when told so', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Delete Zendesk-quxley for good…' }).click();
    const sheet = page.getByRole('alertdialog', { name: 'Delete 1 entry for good?' });
    await sheet.getByRole('button', { name: 'Keep it' }).click();
    await expect(page.getByRole('listitem')).toHaveCount(3);
    await page.getByRole('button', { name: 'Delete Zendesk-quxley for good…' }).click();
    await page.keyboard.type('delete 1');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listitem')).toHaveCount(2);
  });

  test('asks for the words of its language', async ({ page }) => {
    await open(page, { lang: 'es' });
    await page.getByRole('button', { name: 'Eliminar todo definitivamente…' }).click();
    await page.keyboard.type('eliminar 3');
    await page.keyboard.press('Enter');
    await expect(page.getByText('La papelera está vacía.')).toBeVisible();
  });
});

test.describe('every look of', () => {
  test.slow();

  test('the page', async ({ page }) => {
    await expectEveryLook(page, (query) => open(page, query));
  });

  test('deleting for good', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await page.locator('.page-head .btn').click();
    });
  });
});
