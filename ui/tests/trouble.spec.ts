import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, password, type Query } from './every-look';
import { openWindow } from './window';

async function trouble(page: Page, kind: string, query: Query = {}): Promise<void> {
  await openWindow(page, { phase: 'trouble', trouble: kind, t: '18', ...query });
  await page.locator('.choice').first().waitFor();
}

test.describe('a damaged vault', () => {
  test('offers the newest version first, and opens it with its password', async ({ page }) => {
    await trouble(page, 'damaged');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'The vault file is damaged. Your backups are not.',
    );
    const newest = page.getByRole('button', { name: /Open the newest backup/u });
    await expect(newest).toBeFocused();
    await expect(newest).toContainText(/Today, \d\d:\d\d\./u);
    await newest.click();
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toBeVisible();
    await page.locator('dialog input').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();
  });

  test('lists the older versions', async ({ page }) => {
    await trouble(page, 'damaged');
    await expect(page.getByRole('listitem')).toHaveCount(4);
    await page.getByRole('button', { name: /^Open the version of yesterday/u }).click();
    await expect(page.getByRole('dialog', { name: /^Open the version of yesterday/u })).toBeVisible();
  });

  test('promises nothing where there is no version', async ({ page }) => {
    await trouble(page, 'damaged', { versions: 'none' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The vault file is damaged.');
    await expect(page.getByText('No earlier version was found on this computer.')).toBeVisible();
  });
});

test('a missing vault is looked for again, and no empty one is offered', async ({ page }) => {
  await trouble(page, 'missing');
  await expect(page.locator('.choice')).toHaveCount(3);
  await page.getByRole('button', { name: /Look again/u }).click();
  await expect(page.getByText('Looked again: it is still not there.')).toBeVisible();
  await expect(page.getByText('Start empty')).toHaveCount(0);
});

test('a newer vault is left as it is', async ({ page }) => {
  await trouble(page, 'newer');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This vault was last saved by a newer Watchword.');
  await expect(page.locator('.choice')).toHaveCount(1);
});

test.describe('every look of', () => {
  test.slow();

  for (const kind of ['damaged', 'missing', 'newer']) {
    test(`a ${kind} vault`, async ({ page }) => {
      await expectEveryLook(page, (query) => trouble(page, kind, query));
    });
  }

  test('opening a version', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await trouble(page, 'damaged', query);
      await page.locator('.choice').first().click();
    });
  });
});

test('a backup from elsewhere opens in place of a lost vault', async ({ page }) => {
  await openWindow(page, { phase: 'trouble', trouble: 'missing' });
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await expect(page.getByLabel('Password of this file')).toBeFocused();
});
