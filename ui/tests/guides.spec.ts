import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, password, type Query } from './every-look';
import { openList, openWindow, wide } from './window';

const words = 'otter piano velvet tram';
const field = (page: Page) => page.getByRole('textbox', { name: /app|aplicación/u });
const app = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name }).getByRole('button');

/** First run, the list of apps. */
async function firstApps(page: Page, query: Query = {}): Promise<void> {
  await openWindow(page, { phase: 'firstRun', t: '18', ...query });
  await page.locator('.choice').first().click();
  await page.locator('.choice').nth(1).click();
  await page.locator('.apps').waitFor();
}

/** The list of apps over the open vault. */
async function sheetApps(page: Page, query: Query = {}): Promise<void> {
  await openList(page, { t: '18', ...query });
  await page.keyboard.press('Control+n');
  await page.locator('.src').nth(3).click();
  await page.locator('.apps').waitFor();
}

test.describe('the apps', () => {
  test('are found by three letters, and Enter opens the first', async ({ page }) => {
    await firstApps(page);
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('aeg');
    await expect(page.locator('.apps button')).toHaveText([/Aegis/u, /Any other app/u]);
    await expect(page.getByRole('status').first()).toHaveText('1 app found');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Aegis', exact: true })).toBeFocused();
    await expect(page.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveCount(3);
  });

  test('are walked through with the arrows, and the one that was left has the focus', async ({ page }) => {
    await firstApps(page);
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.apps button').first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.apps button').nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(page.locator('.apps button').nth(1)).toBeFocused();
    await page.keyboard.press('End');
    await expect(app(page, 'Any other app')).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await expect(field(page)).toBeFocused();
  });

  test('that are not there lead to the steps for any other', async ({ page }) => {
    await firstApps(page);
    await page.keyboard.type('xyzzy');
    await expect(page.getByRole('status').first()).toHaveText(/No app here is called “xyzzy”/u);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Any other app' })).toBeVisible();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await field(page).focus();
    await page.keyboard.press('Escape');
    await expect(field(page)).toHaveValue('');
  });
});

test.describe('on the first run', () => {
  test('the vault comes first, and then the same steps with the way in', async ({ page }) => {
    await firstApps(page);
    await app(page, 'Aegis').click();
    await expect(page.getByText('First you choose a password for the vault.')).toBeVisible();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('input').nth(0).fill(words);
    await page.locator('input').nth(1).fill(words);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(page.getByRole('dialog', { name: 'Aegis' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose the file…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: '6 codes found. Is this right?' })).toBeVisible();
  });

  test('the way back goes from page to page', async ({ page }) => {
    await firstApps(page);
    await app(page, 'Steam').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    const back = page.getByRole('button', { name: 'Back', exact: true });
    await back.click();
    await expect(page.getByRole('heading', { name: 'Steam' })).toBeVisible();
    await back.click();
    await back.click();
    await expect(page.getByRole('heading', { name: 'Where are they now?' })).toBeVisible();
  });

  test('a backup of Watchword becomes the vault', async ({ page }) => {
    await openWindow(page, { phase: 'firstRun', t: '18' });
    await page.getByRole('button', { name: 'Bring my codes here' }).click();
    await page.getByRole('button', { name: 'Watchword on another computer' }).click();
    await page.getByRole('button', { name: 'Choose the file…' }).click();
    await expect(page.getByRole('dialog', { name: 'Open watchword-2026-11-01.watchword' })).toBeVisible();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();
  });
});

test.describe('over the open vault', () => {
  test('Esc goes back one step at a time', async ({ page }) => {
    await sheetApps(page);
    await page.keyboard.type('goo');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Google Authenticator' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(app(page, 'Google Authenticator')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Add entries' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox')).toBeFocused();
  });

  test('each way leads to what the Add sheet has for it', async ({ page }) => {
    await sheetApps(page);
    await app(page, 'Okta Verify').click();
    await page.getByRole('button', { name: 'Add a code…' }).click();
    await expect(page.getByRole('dialog', { name: 'Add entries' })).toBeVisible();
    await page.getByRole('button', { name: /From another app/u }).click();
    await app(page, 'Google Authenticator').click();
    await page.getByRole('button', { name: 'Choose the pictures…' }).click();
    await expect(page.getByRole('dialog', { name: '6 codes found. Is this right?' })).toBeVisible();
  });
});

test.describe('every look of', () => {
  test.slow();

  for (const [name, size] of [
    ['compact', { width: 420, height: 680 }],
    ['wide', wide],
  ] as const) {
    test(`the first list, ${name}`, async ({ page }) => {
      await page.setViewportSize(size);
      await expectEveryLook(page, async (query) => firstApps(page, query));
    });

    test(`the page with the most traps, ${name}`, async ({ page }) => {
      await page.setViewportSize(size);
      await expectEveryLook(page, async (query) => {
        await firstApps(page, query);
        await app(page, 'Microsoft Authenticator').click();
        await page.locator('.howto').waitFor();
      });
    });

    test(`the list in its sheet, ${name}`, async ({ page }) => {
      await page.setViewportSize(size);
      await expectEveryLook(page, async (query) => {
        await sheetApps(page, query);
        await page.keyboard.type('auth');
      });
    });

    test(`a page in its sheet, ${name}`, async ({ page }) => {
      await page.setViewportSize(size);
      await expectEveryLook(page, async (query) => {
        await sheetApps(page, query);
        await app(page, 'Google Authenticator').click();
        await page.locator('.howto').waitFor();
      });
    });
  }
});
