import { expect, test, type Page } from '@playwright/test';
import { openList, wide } from './window';

const timesHidden = (page: Page) =>
  page.evaluate(() => (window as unknown as { fakeCore: { hidden: number } }).fakeCore.hidden);
const selected = (page: Page) => page.locator('[role="option"][aria-selected="true"]');

test('start, three letters, Enter, receipt', async ({ page }) => {
  await openList(page);
  await page.keyboard.type('mer');
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('meridian');
  await expect(page.getByRole('combobox')).toBeFocused();
  await expect(page.locator('[aria-live="polite"]')).toContainText(/cop/i);
});

test('Enter pressed before the answer waits for it', async ({ page }) => {
  await openList(page, { t: '18', slow: '300' });
  await page.keyboard.type('o');
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Okta-admin');
});

test('the arrows move the selection and the focus stays in the field', async ({ page }) => {
  await openList(page, { t: '18' });
  const field = page.getByRole('combobox');
  await page.keyboard.press('ArrowDown');
  await expect(field).toHaveAttribute('aria-activedescendant', 'row-1');
  await expect(selected(page)).toContainText('acme-sandbox');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageUp');
  await expect(selected(page)).toContainText('acme-sandbox');
  await page.keyboard.press('Control+ArrowDown');
  await expect(selected(page)).toContainText('globex');
  await page.keyboard.press('Control+ArrowUp');
  await expect(field).toHaveAttribute('aria-activedescendant', 'row-0');
  await page.keyboard.press('End');
  await expect(field).toHaveAttribute('aria-activedescendant', 'row-213');
  await expect(selected(page)).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(field).toHaveAttribute('aria-activedescendant', 'row-0');
  await expect(field).toBeFocused();
});

test('Shift Enter copies the other code', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.receipt')).toContainText('Next code copied');
  await page.goto('/?t=4');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.receipt')).toContainText('Current code copied');
});

test('numbers copy pinned entries and choose views', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('Control+3');
  await expect(page.locator('.receipt')).toContainText('Okta-admin');
  await page.keyboard.press('Alt+2');
  await expect(page.locator('.views button').nth(1)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Alt+1');
  await expect(page.locator('.token')).toHaveCount(0);
});

test('letters search from anywhere', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.getByRole('button', { name: 'More', exact: true }).focus();
  await page.keyboard.type('okta');
  await expect(page.getByRole('combobox')).toHaveValue('okta');
  await expect(page.locator('.row')).toHaveCount(1);
});

test('the arrow opens the entry in place of the list, and takes back to it', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.detail')).toBeFocused();
  await expect(page.locator('.listpane')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Current code copied');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('combobox')).toBeFocused();
  await expect(page.locator('.detail')).toHaveCount(0);
});

test('F2 after another entry was open changes the selected one', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.detail')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F2');
  await expect(page.getByLabel('Account', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Account', { exact: true })).toHaveValue('acme-sandbox');
});

test('the arrow moves the caret first', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('acme');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.detail')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.detail')).toBeVisible();
});

test('Escape takes one step back per press', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('#tier-1 acme');
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.receipt')).toHaveCount(0);
  await expect(page.getByRole('combobox')).toHaveValue('acme');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox')).toHaveValue('');
  await expect(page.locator('.token')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.token')).toHaveCount(0);
  expect(await timesHidden(page)).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => timesHidden(page)).toBe(1);
});

test('Escape from elsewhere goes back to the search before it hides the window', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.getByRole('button', { name: 'More', exact: true }).focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox')).toBeFocused();
  expect(await timesHidden(page)).toBe(0);
});

test('the actions open with Ctrl K, the Menu key and the right button', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('Control+k');
  const menu = page.getByRole('menu', { name: 'Actions, Zendesk-acme' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Next code copied');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('ContextMenu');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await page.getByRole('option').nth(2).click({ button: 'right' });
  await expect(page.getByRole('menu', { name: 'Actions, Okta-admin' })).toBeVisible();
});

test('pin, unpin and take back', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('Control+d');
  await expect(page.locator('.receipt')).toContainText('No longer pinned');
  await expect(page.getByRole('option').first()).not.toHaveAccessibleName(/^Zendesk-acme, pinned/);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('option').first()).toHaveAccessibleName(/^Zendesk-acme, pinned/);
});

test('text size, hiding, pages, lock and help', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('Control+=');
  await expect(page.locator('html')).toHaveCSS('font-size', '17.6px');
  await page.keyboard.press('Control+-');
  await page.keyboard.press('Control+-');
  await expect(page.locator('html')).toHaveCSS('font-size', '14.4px');
  await page.keyboard.press('Control+0');
  await expect(page.locator('html')).toHaveCSS('font-size', '16px');
  await page.keyboard.press('Control+Shift+h');
  await expect(page.locator('.row .digits:not(.dots)')).toHaveCount(0);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Control+u');
  await expect(page.getByRole('heading', { level: 1, name: 'Nothing needs you' })).toBeVisible();
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('heading', { level: 1, name: 'Move and backups' })).toBeVisible();
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+l');
  await expect(page.locator('.row')).toHaveCount(0);
  await expect(page.getByText('Your vault is locked.')).toBeVisible();
});

test('F6 goes from pane to pane', async ({ page }) => {
  await page.setViewportSize(wide);
  await openList(page, { t: '18' });
  await page.locator('.detail').waitFor();
  await page.keyboard.press('F6');
  await expect(page.locator('.detail')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('.rail button').first()).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(page.locator('.rail button').first()).toBeFocused();
});

test('the views are one stop with arrows inside', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.getByRole('button', { name: 'More', exact: true }).focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('.views button').first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.views button').nth(1)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sort and density' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Lock/ })).toBeFocused();
});

test('a pasted link goes to the review, plain text to the field', async ({ page }) => {
  await openList(page, { t: '18' });
  const paste = (text: string) =>
    page.evaluate((value) => {
      const data = new DataTransfer();
      if (value !== '') data.setData('text/plain', value);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      return document.activeElement?.dispatchEvent(event);
    }, text);
  expect(await paste('acme')).toBe(true);
  expect(await paste('otpauth://totp/x')).toBe(false);
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('combobox')).toHaveValue('');
});

test('Tab goes through search, filter, Add, More, views, sort, lock', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('#tier-1 ');
  await page.locator('.token').waitFor();
  const stops = ['Remove filter tier-1', 'Add entries', 'More'];
  for (const name of stops) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name, exact: true })).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.locator('.views [data-view]').first()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sort and density' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Lock/ })).toBeFocused();
});

test('the hits are told once typing has stopped', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('merid');
  await expect(page.locator('[aria-live="polite"]')).toHaveText('2 entries, first Zendesk-meridian');
});
