import { expect, test } from '@playwright/test';
import { compact, expectAccessible, expectNoSideways, openList, themes, wide } from './window';

test.use({ viewport: wide });

for (const theme of themes) {
  test(`the entry in full has no accessibility findings in ${theme}`, async ({ page }) => {
    await openList(page, { t: '18', theme });
    await page.keyboard.press('F2');
    await expect(page.getByRole('textbox', { name: 'Account' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize(compact);
    // The key means something else until the window has become narrow.
    await expect(page.locator('.detail')).toHaveCount(0);
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('.detail')).toBeFocused();
    await expectAccessible(page);
    await expectNoSideways(page);
  });
}

test('the arrows in the list change the detail without moving the focus', async ({ page }) => {
  await openList(page, { t: '18' });
  await expect(page.locator('.detail h2').first()).toHaveText('Zendesk-acme');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.detail h2').first()).toHaveText('Okta-admin');
  await expect(page.locator('.codecard .xl')).toHaveText('885870');
  await expect(page.locator('.nextline')).toHaveText(/^Next\s*690143\s*in 18 s$/);
  await expect(page.getByRole('combobox')).toBeFocused();
});

test('in the last seconds the codes change places', async ({ page }) => {
  await openList(page, { t: '4' });
  await expect(page.locator('.codecard .xl')).toHaveText('104700');
  await expect(page.locator('.nextline')).toHaveText(/^Now\s*300551\s*for 4 s$/);
  await page.getByRole('button', { name: 'Copy next' }).click();
  await expect(page.locator('.receipt')).toContainText('Next code copied');
  await page.getByRole('button', { name: 'Copy current' }).click();
  await expect(page.locator('.receipt')).toContainText('Current code copied');
});

test('a name is changed in place and taken back from the history', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('F2');
  await page.keyboard.type('acme-prime');
  await page.keyboard.press('Enter');
  await expect(page.locator('.detail h2').first()).toHaveText('Zendesk-acme-prime');
  await expect(page.locator('.row').first()).toContainText('acme-prime');
  await expect(page.locator('.receipt')).toContainText('Renamed');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.getByRole('button', { name: 'Undo: Renamed from “Zendesk-acme”' }).click();
  await expect(page.locator('.detail h2').first()).toHaveText('Zendesk-acme');
});

test('Escape leaves a fact as it was', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.getByRole('button', { name: 'Note: None. Change' }).click();
  await page.keyboard.type('Call first');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Note: None. Change' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Call first');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Note: Call first. Change' })).toBeFocused();
});

test('tags are typed with spaces between them', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('Control+t');
  await page.keyboard.press('End');
  await page.keyboard.type(' #vip');
  await page.keyboard.press('Enter');
  await expect(page.locator('.facts .tag')).toHaveText(['#tier-1', '#vip']);
});

test('the menu of the entry opens beside its buttons', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: /Copy/ }).first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'More actions' })).toBeFocused();
});
