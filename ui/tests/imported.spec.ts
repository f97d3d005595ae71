import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, type Query } from './every-look';
import { openList } from './window';

async function choose(page: Page, query: Query = {}): Promise<void> {
  await openList(page, { t: '18', intake: 'aegis', ...query });
  await page.keyboard.press('Control+n');
  await page.locator('.src').first().click();
}

async function review(page: Page, query: Query = {}): Promise<void> {
  await choose(page, { intake: 'aegis-open', ...query });
  await page.locator('.dialog > footer .btn').last().waitFor();
}

async function receipt(page: Page, query: Query = {}): Promise<void> {
  await review(page, query);
  await page.locator('.dialog > footer .btn').last().click();
  await page.locator('.words').waitFor();
}

test.describe('a file of another app', () => {
  test('asks for its own password, says a wrong one, and goes on to the review', async ({ page }) => {
    await choose(page);
    await expect(page.getByText('It is the one chosen in Aegis, not your vault’s.')).toBeVisible();
    await page.keyboard.type('wrong');
    await page.getByRole('button', { name: 'Open the file' }).click();
    await expect(page.getByRole('alert')).toContainText('not the password of this file');
    await page.getByLabel('Password of the file').fill('right one');
    await page.getByRole('button', { name: 'Open the file' }).click();
    await expect(page.getByRole('dialog', { name: '4 codes found. Is this right?' })).toBeVisible();
    await expect(page.getByText('Items without a code, left out: 2.')).toBeVisible();
  });

  test('can be left out', async ({ page }) => {
    await choose(page);
    await page.getByRole('button', { name: 'Leave it out' }).click();
    await expect(page.getByRole('dialog', { name: 'No sign-in code found' })).toBeVisible();
  });

  test('has rows that can be mended, and leaves out what is in the bin there', async ({ page }) => {
    await review(page);
    await expect(page.getByRole('checkbox', { name: 'Add Tern Mail-olu' })).not.toBeChecked();
    await page.getByLabel('Type the secret of Okta-admin again').fill('short');
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('Type the secret of Okta-admin again').fill('GEZD GNBV GY3T QOJQ');
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByRole('button', { name: 'Add 2, update 1' })).toBeVisible();
  });

  test('comes from one of the apps that are named', async ({ page }) => {
    await openList(page, { t: '18' });
    await page.keyboard.press('Control+n');
    await page.getByRole('button', { name: /From another app/u }).click();
    await page.getByRole('button', { name: /Any other app/u }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Ente Auth' })).toBeVisible();
  });
});

test.describe('the receipt', () => {
  test('says how many came across, and proves it by four words', async ({ page }) => {
    await receipt(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('4 of 6 entries came across');
    await expect(page.getByText('File and vault give the same four words')).toBeVisible();
    await expect(page.getByText('Keep the old device for now')).toBeVisible();
    await expect(page.getByText('2 entries are only there.')).toBeVisible();
  });

  test('shows problems first and can be filtered', async ({ page }) => {
    await receipt(page);
    await expect(page.locator('tbody tr').first()).toContainText('Corp portal-m.lopez');
    await page.getByRole('radio', { name: /Skipped/u }).check({ force: true });
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await page.getByRole('button', { name: 'Add it now' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  });

  test('says when the old device may be cleared, and when the words differ', async ({ page }) => {
    await receipt(page, { imported: 'whole' });
    await expect(page.getByText('The old device may be cleared')).toBeVisible();
    await receipt(page, { imported: 'differ' });
    await expect(page.getByText('File and vault give different words')).toBeVisible();
  });

  test('is saved as text, and takes the import back', async ({ page }) => {
    await receipt(page);
    await page.getByRole('button', { name: 'Save as text' }).click();
    await expect(page.getByText('Receipt saved', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByRole('option').first()).toBeVisible();
  });
});

test.describe('looks', () => {
  test('the password of a file', async ({ page }) => {
    await expectEveryLook(page, (query) => choose(page, query));
  });
  test('the review of a file', async ({ page }) => {
    await expectEveryLook(page, (query) => review(page, query));
  });
  test('the receipt', async ({ page }) => {
    await expectEveryLook(page, (query) => receipt(page, query));
  });
});
