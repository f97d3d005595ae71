import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, type Query } from './every-look';
import { openList } from './window';

async function open(page: Page, query: Query = {}): Promise<void> {
  await openList(page, { t: '18', ...query });
  await page.keyboard.press('Control+b');
  await page.locator('.way').nth(4).getByRole('button').click();
  await page.getByRole('status').filter({ hasText: /\d/u }).first().waitFor();
}

test.describe('an export', () => {
  test('is encrypted first, asks for both passwords, and says what was written', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('Password for the file').fill('one');
    await page.getByLabel('The same password again').fill('two');
    await page.getByLabel('Vault password').fill('correct horse battery staple');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByRole('alert')).toContainText('not the same');
    await page.getByLabel('The same password again').fill('one');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByText('aegis-export.json', { exact: true })).toBeVisible();
  });

  test('without protection needs a second yes, and names what is lost', async ({ page }) => {
    await open(page);
    await page.getByLabel('Format').selectOption('otpauth-list');
    await expect(page.getByText('Whoever finds this file can make the same codes')).toBeVisible();
    await page.getByText('Which ones, and why').click();
    await expect(page.getByText('cannot go: its kind of code is not known there')).toBeVisible();
    await page.getByLabel('Vault password').fill('correct horse battery staple');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByRole('alert')).toContainText('Tick that you want');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByText('aegis-export.json', { exact: true })).toBeVisible();
  });

  test('looks right everywhere', async ({ page }) => {
    await expectEveryLook(page, (query) => open(page, query));
  });
});
