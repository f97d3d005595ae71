import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectEveryLook, openPage, password, type Query } from './every-look';
import { expectAccessible, openList, wide } from './window';

const open = (page: Page, query: Query = {}) => openPage(page, 'settings', query);
const row = (page: Page, id: string): Locator => page.locator(`[data-row="${id}"]`);
const receipt = (page: Page) => page.locator('.receipt');
const html = (page: Page) => page.locator('html');

async function press(page: Page, id: string, keys: string): Promise<void> {
  await row(page, id)
    .getByRole('button', { name: /^Change the key/u })
    .click();
  await page.keyboard.press(keys);
}

test.describe('the settings', () => {
  test('open with their key, from the rail and from the menu, and Escape leaves them', async ({ page }) => {
    await page.setViewportSize(wide);
    await openList(page, { t: '18' });
    const title = page.getByRole('heading', { level: 1, name: 'Settings' });
    await page.keyboard.press('Control+,');
    await expect(title).toBeVisible();
    await expect(page.getByLabel('Search settings')).toBeFocused();
    await expect(page.locator('.rail button[aria-current="page"]')).toHaveAccessibleName('Settings');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox')).toBeFocused();
    await page.locator('.rail').getByRole('button', { name: 'Settings' }).click();
    await expect(title).toBeVisible();
    await page.keyboard.press('Control+e');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await expect(title).toBeVisible();
  });

  test('apply at once, with a receipt and one way back', async ({ page }) => {
    await open(page);
    await page.getByLabel('Text size', { exact: true }).selectOption('125');
    await expect(html(page)).toHaveCSS('font-size', '20px');
    await expect(receipt(page)).toContainText('Text size');
    await receipt(page).getByRole('button', { name: 'Undo' }).click();
    await expect(html(page)).toHaveCSS('font-size', '16px');
    await expect(receipt(page)).toContainText('Taken back');
  });

  test('are taken back one after the other with Ctrl Z', async ({ page }) => {
    await open(page);
    await page.getByRole('radio', { name: 'Dark', exact: true }).check();
    await page.getByRole('switch', { name: 'A ring on every row' }).check();
    await page.getByLabel('Lock after').selectOption('60');
    await page.keyboard.press('Control+z');
    await expect(page.getByLabel('Lock after')).toHaveValue('15');
    await page.getByLabel('Search settings').focus();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('switch', { name: 'A ring on every row' })).not.toBeChecked();
    await page.keyboard.press('Control+z');
    await expect(html(page)).toHaveAttribute('data-theme', 'light');
  });

  test('of a receipt is taken back on the list too, and no entry with it', async ({ page }) => {
    await page.setViewportSize(wide);
    await open(page);
    await page.setViewportSize(wide);
    await page.getByRole('switch', { name: 'A ring on every row' }).check();
    await page.keyboard.press('Control+e');
    await expect(page.locator('.row .ring').first()).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.locator('.row .ring')).toHaveCount(0);
    await expect(receipt(page)).toContainText('A ring on every row');
  });

  test('are found by label, sentence and choice, without accents', async ({ page }) => {
    await open(page, { lang: 'es' });
    const field = page.getByLabel('Buscar ajustes');
    await field.fill('contrasena pista');
    await expect(page.locator('.set')).toHaveCount(1);
    await expect(row(page, 'hint')).toBeVisible();
    await field.fill('contraste');
    await expect(row(page, 'theme')).toBeVisible();
    await field.fill('zebra');
    await expect(page.getByText('Ningún ajuste coincide con «zebra».')).toBeVisible();
    await field.press('Escape');
    await expect(page.locator('.setgrp')).toHaveCount(10);
  });

  test('go to a section and show which one is in sight', async ({ page }) => {
    await open(page);
    await page.setViewportSize(wide);
    const nav = page.getByRole('navigation', { name: 'Settings sections' });
    await nav.getByRole('button', { name: 'Appearance' }).click();
    await expect(page.getByRole('heading', { name: 'Appearance' })).toBeInViewport();
    await expect(nav.locator('[aria-current]')).toHaveText('Appearance');
  });

  test('show a value between the steps as it is', async ({ page }) => {
    await open(page);
    await page.evaluate(() => {
      const core = (window as unknown as { fakeCore: { changeSettings(patch: object): Promise<unknown> } }).fakeCore;
      return core.changeSettings({ clipboardSeconds: 37 });
    });
    await page.getByLabel('Lock after').selectOption('60');
    await expect(page.getByLabel('Clear the clipboard after')).toHaveValue('37');
    await expect(page.getByLabel('Clear the clipboard after')).toContainText('37 seconds');
  });

  test('keep a list of endings', async ({ page }) => {
    await open(page);
    const endings = row(page, 'endings');
    await endings.getByRole('button', { name: 'Remove staging' }).click();
    await expect(endings.getByText('staging', { exact: true })).toHaveCount(0);
    await expect(endings.getByRole('button', { name: 'Remove test' })).toBeFocused();
    await endings.getByLabel('New ending').fill('prod');
    await page.keyboard.press('Enter');
    await expect(endings.getByText('prod', { exact: true })).toBeVisible();
    await receipt(page).getByRole('button', { name: 'Undo' }).click();
    await expect(endings.getByText('prod', { exact: true })).toHaveCount(0);
  });

  test('show what a naming pattern makes of names, and save it', async ({ page }) => {
    await open(page);
    const pattern = page.getByLabel('Pattern', { exact: true });
    await pattern.fill('{account} ({issuer})');
    await expect(row(page, 'name-template')).toContainText('acme (Zendesk)');
    await pattern.press('Enter');
    await expect(receipt(page)).toContainText('Changed');
    await receipt(page).getByRole('button', { name: 'Undo' }).click();
    await expect(pattern).toHaveValue('{issuer}-{account}');
  });

  test('set a hint on Enter and leave it on Escape', async ({ page }) => {
    await open(page);
    const hint = page.getByLabel('Password hint');
    await hint.fill('The river');
    await hint.press('Escape');
    await expect(hint).toHaveValue('The song from Lisbon');
    await hint.fill('The river');
    await hint.press('Enter');
    await expect(receipt(page)).toContainText('Password hint');
  });
});

test.describe('keys', () => {
  test('can be changed; the list, the menus and the help follow', async ({ page }) => {
    await page.setViewportSize(wide);
    await open(page);
    await page.setViewportSize(wide);
    await press(page, 'key-pin', 'Control+Shift+F');
    await expect(row(page, 'key-pin').locator('kbd')).toHaveText(['Ctrl', 'Shift', 'F']);
    await page.keyboard.press('Control+e');
    await page.keyboard.press('Control+d');
    await expect(receipt(page)).not.toContainText('No longer pinned');
    await page.keyboard.press('Control+Shift+f');
    await expect(receipt(page)).toContainText('No longer pinned');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('menuitem', { name: 'Pin' }).locator('kbd')).toHaveText(['Ctrl', 'Shift', 'F']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    const line = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Pin or unpin' });
    await expect(line.locator('kbd')).toHaveText(['Ctrl', 'Shift', 'F']);
  });

  test('that are taken are named, and those that typing needs are refused', async ({ page }) => {
    await open(page);
    await press(page, 'key-pin', 'Control+k');
    await expect(row(page, 'key-pin').getByRole('alert')).toHaveText(
      '“All actions” has these keys. Press others, or change that one first.',
    );
    await page.keyboard.press('p');
    await expect(row(page, 'key-pin').getByRole('alert')).toContainText('Typing searches the list.');
    await page.keyboard.press('Control+v');
    await expect(row(page, 'key-pin').getByRole('alert')).toContainText('Press others.');
    await page.keyboard.press('Control+1');
    await expect(row(page, 'key-pin').getByRole('alert')).toContainText('Copy pinned entry 1 to 9');
    await page.keyboard.press('Escape');
    await expect(row(page, 'key-pin').locator('kbd')).toHaveText(['Ctrl', 'D']);
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  });

  test('of digits keep their digits', async ({ page }) => {
    await page.setViewportSize(wide);
    await open(page);
    await press(page, 'key-copy-pinned', 'Control+j');
    await expect(row(page, 'key-copy-pinned').getByRole('alert')).toContainText('needs a digit');
    await page.keyboard.press('Control+Alt+5');
    await expect(row(page, 'key-copy-pinned').locator('kbd')).toHaveText(['Ctrl', 'Alt', '1…9']);
    await page.keyboard.press('Control+e');
    await page.keyboard.press('Control+Alt+3');
    await expect(receipt(page)).toContainText('Okta-admin');
  });

  test('go back to the usual ones, each and all', async ({ page }) => {
    await open(page);
    await press(page, 'key-lock', 'Control+Shift+L');
    await press(page, 'key-help', 'F9');
    await row(page, 'key-lock').getByRole('button', { name: 'Usual key for “Lock”' }).click();
    await expect(row(page, 'key-lock').locator('kbd')).toHaveText(['Ctrl', 'L']);
    await page.getByRole('button', { name: 'Usual keys for all' }).click();
    await expect(row(page, 'key-help').locator('kbd')).toHaveText(['F1']);
    await expect(row(page, 'keys')).toHaveCount(0);
  });
});

test.describe('the ways into the vault', () => {
  test('the password changes for who knows it', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Change the password…' }).click();
    const sheet = page.getByRole('dialog', { name: 'Change the password' });
    await expect(sheet.getByLabel('Password of now')).toBeFocused();
    await sheet.getByLabel('Password of now').fill('not it');
    await sheet.getByLabel('Password', { exact: true }).fill('otter piano velvet tram');
    await sheet.getByLabel('Type it again').fill('otter piano velvet tram');
    await page.keyboard.press('Enter');
    await expect(sheet.getByRole('alert').first()).toContainText('That is not the password of this vault.');
    await expectAccessible(page);
    await sheet.getByLabel('Password of now').fill(password);
    await page.keyboard.press('Enter');
    await expect(receipt(page)).toContainText('Password changed');
    await page.keyboard.press('Control+l');
    await page.getByLabel('Password', { exact: true }).fill('otter piano velvet tram');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();
  });

  test('a new recovery key counts once it was written down', async ({ page }) => {
    await open(page);
    const start = page.getByRole('button', { name: 'New recovery key…' });
    await start.click();
    await page.getByLabel('Vault password').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.locator('.rkey span')).toHaveCount(9);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep the old key' }).click();
    await expect(row(page, 'recovery-key')).toContainText('Not written down yet');
    await start.click();
    await page.getByLabel('Vault password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByLabel('Type the last group to show you have it').fill('n9ja');
    await page.getByRole('button', { name: 'Use the new key' }).click();
    await expect(receipt(page)).toContainText('The new key opens the vault now');
    await expect(row(page, 'recovery-key')).toContainText('You have shown to have it.');
  });

  test('this computer is remembered after the password, and forgotten at once', async ({ page }) => {
    await open(page);
    const list = page.getByLabel('Remember on this computer', { exact: true });
    await list.selectOption('8 hours');
    await page.keyboard.press('Escape');
    await expect(list).toHaveValue('no');
    await list.selectOption('8 hours');
    await expect(page.getByRole('dialog')).toContainText('Whoever uses it then has every code.');
    await page.getByLabel('Vault password').fill(password);
    await page.keyboard.press('Enter');
    await expect(row(page, 'trusted')).toContainText('This computer, until today, 18:31');
    await page.getByRole('button', { name: 'End now' }).click();
    await expect(row(page, 'trusted')).toHaveCount(0);
  });

  test('without a keyring nothing is promised', async ({ page }) => {
    await open(page, { keyring: 'none' });
    await expect(row(page, 'trust')).toContainText('Not possible here: no system keyring answers.');
    await expect(row(page, 'trust').locator('select')).toHaveCount(0);
  });
});

test('the settings in every look', async ({ page }) => {
  await expectEveryLook(page, (query) => open(page, query));
});
