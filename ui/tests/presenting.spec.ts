import { expect, test, type Page } from '@playwright/test';
import { emit, expectEveryLook, openPage, type Query } from './every-look';
import { openList, openWindow, wide } from './window';

const banner = (page: Page) => page.locator('.banner:not(.warn)');
const capture = (page: Page) => page.locator('.banner.warn');

/** Opens the list and begins presenting. */
async function present(page: Page, query: Query = {}): Promise<void> {
  await openList(page, { t: '18', ...query });
  await page.keyboard.press('Control+Shift+p');
  await expect(banner(page)).toBeVisible();
  await expect(page.locator('.row .name').first()).toHaveText(/^••••••/u);
}

/** Nothing of the vault is in the page: no name, login, tag or code. */
async function expectNothingTold(page: Page): Promise<void> {
  await expect(async () => {
    const source = (await page.content()).toLowerCase();
    const words = ['acme', 'globex', 'okta-', 'support@', 'tier-1', 'meridian'];
    expect(words.filter((word) => source.includes(word))).toEqual([]);
  }).toPass({ timeout: 5_000 });
}

test.describe('presenting', () => {
  test('masks names, logins, tags, views and codes; the page does not hold them', async ({ page }) => {
    await present(page);
    await expect(page.locator('.views')).toHaveCount(0);
    await expect(page.locator('.row .digits:not(.dots)')).toHaveCount(0);
    await expect(page.locator('[aria-live="polite"]')).toHaveText('Presenting on');
    await expectNothingTold(page);
    await expect(page.getByRole('option').first()).toHaveAccessibleName(/^Hidden name, pinned\. Code hidden\./u);
  });

  test('shows the letters that were typed and the framed ending', async ({ page }) => {
    await present(page);
    await page.keyboard.type('glo');
    await expect(page.locator('.row mark').first()).toHaveText('glo');
    const names = await page.locator('.row .name').allTextContents();
    expect(new Set(names)).toEqual(new Set(['•••glo•••', '•••glo•••sandbox']));
    await expect(page.locator('.row .env').first()).toHaveText('sandbox');
  });

  test('copies as always, and the receipt is masked too', async ({ page }) => {
    await present(page);
    await page.keyboard.type('glo');
    await expect(page.locator('.row').first()).toContainText('glo');
    await page.keyboard.press('Enter');
    await expect(page.locator('.receipt')).toContainText('Current code copied');
    await expect(page.locator('.receipt .name')).toHaveText('••••••');
    await expect(page.locator('.receipt')).not.toContainText('globex');
  });

  test('says which code Enter takes in the last seconds', async ({ page }) => {
    await present(page, { t: '4' });
    await expect(page.locator('.foot')).toContainText('Copy next');
    await expect(page.locator('.row .line2').first()).toHaveText('next code');
  });

  test('reveals nothing, and changes no name', async ({ page }) => {
    await present(page, { hide: '1' });
    await page.keyboard.press('Control+r');
    await page.keyboard.press('F2');
    await expect(page.locator('.row .digits:not(.dots)')).toHaveCount(0);
    await expect(page.getByLabel('Account', { exact: true })).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('menuitem', { name: 'Edit name' })).toHaveCount(0);
    await expect(page.getByRole('menuitem', { name: 'Reveal' })).toHaveCount(0);
  });

  test('takes a filter, a shown code and a receipt away when it begins', async ({ page }) => {
    await openList(page, { t: '18' });
    await page.keyboard.type('#tier-1 ');
    await page.locator('.token').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.receipt').waitFor();
    await page.keyboard.press('Control+Shift+p');
    await expect(page.locator('.token')).toHaveCount(0);
    await expect(page.locator('.receipt')).toHaveCount(0);
    await expect(page.locator('.row .name').first()).toHaveText(/^••••••/u);
    await expectNothingTold(page);
  });

  test('masks the detail', async ({ page }) => {
    await page.setViewportSize(wide);
    await present(page);
    await expect(page.locator('.detail h2.name')).toHaveText('••••••');
    await expect(page.locator('.detail')).toContainText('hidden while you present');
    await expect(page.locator('.detail .digits:not(.dots)')).toHaveCount(0);
    await expectNothingTold(page);
  });

  for (const name of ['checkup', 'trash'] as const) {
    test(`masks the ${name} page`, async ({ page }) => {
      await openPage(page, name, { names: 'poor' });
      await page.keyboard.press('Control+Shift+p');
      await expect(banner(page)).toBeVisible();
      await expect(page.locator('.find .name').first()).toHaveText(/^••••••/u);
      await expect(page.getByRole('button', { name: /^Delete/u })).toHaveCount(0);
      await expectNothingTold(page);
    });
  }

  test('ends before anything is added, and what came in is kept', async ({ page }) => {
    await present(page);
    await page.evaluate(() => {
      const core = (window as unknown as { fakeCore: { intakePaste(): Promise<unknown> } }).fakeCore;
      return core.intakePaste();
    });
    await emit(page, 'intakeChanged', null);
    const sheet = page.getByRole('dialog', { name: 'Adding shows names and pictures' });
    await expect(sheet.getByRole('button', { name: 'Go on presenting' })).toBeFocused();
    await sheet.getByRole('button', { name: 'End presenting and add' }).click();
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByRole('dialog', { name: /Is this right/u })).toBeVisible();
  });

  test('ends with its button, its key and the lock', async ({ page }) => {
    await present(page);
    await banner(page).getByRole('button', { name: 'End' }).click();
    await expect(page.getByRole('combobox')).toBeFocused();
    await expect(page.locator('.row').first()).toContainText('Zendesk-acme');
    await expect(page.locator('.views')).toBeVisible();
    await page.keyboard.press('Control+Shift+p');
    await expect(banner(page)).toBeVisible();
    await page.keyboard.press('Control+l');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
    await page.keyboard.press('Enter');
    await expect(page.locator('.row').first()).toContainText('Zendesk-acme');
    await expect(banner(page)).toHaveCount(0);
  });

  test('in every look', async ({ page }) => {
    await expectEveryLook(page, (query) => present(page, query));
  });
});

test.describe('capturing', () => {
  async function allow(page: Page, query: Query = {}): Promise<void> {
    await openList(page, { t: '18', ...query });
    await page.getByRole('button', { name: /^(?:More|Más)$/u }).click();
    await page.getByRole('menuitemcheckbox', { name: /10 min/u }).click();
    await page.keyboard.press('Escape');
    await expect(capture(page)).toBeVisible();
  }

  test('is allowed for ten minutes, with the time left and a way back', async ({ page }) => {
    await allow(page);
    await expect(capture(page)).toContainText('Screen sharing can see this window for 10:00');
    await capture(page).getByRole('button', { name: 'Hide again' }).click();
    await expect(capture(page)).toHaveCount(0);
  });

  test('ends when the core says so', async ({ page }) => {
    await allow(page);
    await emit(page, 'screenChanged', { presenting: false, hiddenPossible: true, captureUntil: 0 });
    await expect(capture(page)).toHaveCount(0);
  });

  test('is allowed in the settings too', async ({ page }) => {
    await openPage(page, 'settings');
    await page.locator('[data-row="capture"] button').click();
    await expect(capture(page)).toBeVisible();
    await page.locator('[data-row="capture"]').getByRole('button', { name: 'Hide again' }).click();
    await expect(capture(page)).toHaveCount(0);
  });

  test('cannot be hidden where the system has no way, and that is said', async ({ page }) => {
    await openPage(page, 'settings', { hiding: 'never' });
    await expect(page.locator('[data-row="no-capture"]')).toContainText('This desktop has no way to hide a window.');
    await expect(page.locator('[data-row="capture"]')).toHaveCount(0);
    await openWindow(page, { t: '18', hiding: 'never' });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expect(page.getByRole('menuitemcheckbox', { name: /10 min/u })).toHaveCount(0);
  });

  test('in every look', async ({ page }) => {
    await expectEveryLook(page, (query) => allow(page, query));
  });
});
