import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, openPage, type Query } from './every-look';

const password = 'correct horse battery staple';

async function choose(page: Page, query: Query = {}): Promise<void> {
  await openPage(page, 'backups', query);
  await page
    .locator('.way')
    .filter({ has: page.locator('use[href="#i-qr-code"]') })
    .getByRole('button')
    .click();
  await page.getByRole('dialog').waitFor();
}

async function show(page: Page, query: Query = {}): Promise<void> {
  await choose(page, query);
  await page.locator('.dialog > footer .btn.primary').click();
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.paper svg').waitFor();
}

async function paper(page: Page, query: Query = {}): Promise<void> {
  await choose(page, query);
  await page.locator('.dialog > footer .btn').nth(1).click();
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.yes input').check();
  await page.locator('.printsheet svg').first().waitFor();
}

test.describe('QR codes for a phone', () => {
  test('say how many pictures they take, and what cannot go', async ({ page }) => {
    await choose(page);
    await expect(page.getByRole('status').filter({ hasText: 'Pictures:' })).toBeVisible();
    await expect(page.getByText('is of a kind that this form does not know.')).toBeVisible();
    await page.getByRole('radio', { name: /One entry/u }).check();
    await expect(page.getByText('is of a kind that this form does not know.')).toHaveCount(0);
  });

  test('take only what is ticked', async ({ page }) => {
    await choose(page);
    await page.getByRole('checkbox', { name: 'All entries' }).uncheck();
    await expect(page.getByText('Entries: 0. Pictures: 0.')).toBeVisible();
    await page.getByLabel('Entries to show').first().fill('globex');
    await page
      .getByRole('checkbox', { name: /globex/u })
      .first()
      .check();
    await expect(page.getByText('Entries: 1. Pictures: 1.')).toBeVisible();
  });

  test('want the password, turn by the arrow keys, and go with the sheet', async ({ page }) => {
    await choose(page);
    await page.getByRole('button', { name: 'Show QR codes' }).click();
    await page.getByLabel('Vault password').fill('not it');
    await page.keyboard.press('Enter');
    await expect(page.getByText('That is not the password of this vault.')).toBeVisible();
    await page.getByLabel('Vault password').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /^Picture 1 of/u })).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('heading', { name: /^Picture 2 of/u })).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('heading', { name: /^Picture 1 of/u })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Turn by itself' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.locator('.paper')).toHaveCount(0);
  });

  test('come on paper only after a second yes', async ({ page }) => {
    await choose(page);
    await page.getByRole('button', { name: 'Print…' }).click();
    await page.getByLabel('Vault password').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Print…' })).toHaveAttribute('aria-disabled', 'true');
    await expect(page.locator('.printsheet')).toHaveCount(0);
    await page.getByRole('checkbox').check();
    await expect(page.getByRole('button', { name: 'Print…' })).not.toHaveAttribute('aria-disabled', 'true');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.printsheet svg').first()).toBeVisible();
    await expect(page.locator('.page-head')).toBeHidden();
  });

  test('are drawn in whole pixels: no square is thinner than its neighbour', async ({ page }) => {
    await show(page);
    const code = page.locator('.paper svg');
    const side = Number((await code.getAttribute('viewBox'))?.split(' ').at(-1));
    const box = await code.boundingBox();
    expect((box?.width ?? 0.5) % side).toBe(0);
  });

  test('go from the page when nobody printed them for five minutes', async ({ page }) => {
    await page.clock.install({ time: new Date('2026-11-24T10:31:12') });
    await paper(page, { t: 'runs' });
    await page.clock.runFor('04:50');
    await expect(page.locator('.printsheet')).toBeVisible();
    await page.clock.runFor('00:11');
    await expect(page.locator('.printsheet')).toHaveCount(0);
  });

  test('every look of the choice', async ({ page }) => {
    await expectEveryLook(page, (query) => choose(page, query));
  });

  test('every look of a picture', async ({ page }) => {
    await expectEveryLook(page, (query) => show(page, query));
  });

  test('every look of the paper', async ({ page }) => {
    await expectEveryLook(page, (query) => paper(page, query));
  });
});
