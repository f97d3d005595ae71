import { expect, test } from '@playwright/test';
import { expectAccessible, expectNoSideways, openList, openWindow, themes, wide } from './window';

const states: [string, Record<string, string>, string[]][] = [
  ['the list', { t: '18' }, []],
  ['the last seconds', { t: '4' }, ['ArrowDown']],
  ['a copied code', { t: '18' }, ['Enter']],
  ['hidden codes', { t: '18', hide: '1' }, ['Control+r']],
  ['a search', { t: '18' }, ['#', 't', 'i', 'e', 'r', '-', '1', ' ', 'a', 'c', 'e', 'm']],
  ['no hits', { t: '18' }, ['z', 'e', 'n', 'd', 's', 'k', ' ', 'q', 'u', 'x']],
  ['a tag choice', { t: '18' }, ['#', 't']],
  ['near spellings', { t: '18' }, [...'meridian']],
  ['the trash in the list', { t: '18' }, [...'is:trash']],
  ['the actions', { t: '18' }, ['Control+k']],
  ['the trash receipt', { t: '18' }, ['Control+Shift+Delete']],
  ['sections by issuer', { t: '18', sort: 'name' }, []],
  ['one line', { t: '4', density: 'oneLine' }, []],
  ['notices', { t: '18', aside: '3', readonly: 'newer' }, []],
  ['the keys', { t: '18' }, ['F1']],
];

for (const theme of themes) {
  test.describe(theme, () => {
    for (const [name, query, keys] of states) {
      test(`${name} has no accessibility findings`, async ({ page }) => {
        await openList(page, { ...query, theme });
        for (const key of keys) await page.keyboard.press(key);
        await page.waitForTimeout(150);
        await expectAccessible(page);
        await expectNoSideways(page);
      });
    }

    test('the empty vault has no accessibility findings', async ({ page }) => {
      await openWindow(page, { n: '0', theme });
      await expect(page.getByRole('heading', { name: 'No entries yet.' })).toBeVisible();
      await expectAccessible(page);
    });

    test('the wide window has no accessibility findings', async ({ page }) => {
      await page.setViewportSize(wide);
      await openList(page, { t: '4', theme });
      await expect(page.locator('.detail')).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('the big digits are what Enter copies, before and in the last seconds', async ({ page }) => {
  await openList(page, { t: '18' });
  await expect(page.getByRole('option').first()).toContainText('Code 3 0 0, 5 5 1');
  await expect(page.locator('.row .digits').first()).toHaveText('300551');
  await page.goto('/?t=4');
  await expect(page.locator('.row .digits').first()).toHaveText('104700');
  await expect(page.locator('.row .out').first()).toHaveText('now300551');
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Next code copied, starts in 4 s, then works for 30 s');
});

test('a row says its name, code and login; only the selected one says the seconds', async ({ page }) => {
  await openList(page, { t: '18' });
  const rows = page.getByRole('option');
  await expect(rows.nth(0)).toHaveAttribute('aria-selected', 'true');
  await expect(rows.nth(0)).toHaveAccessibleName(/^Zendesk-acme, pinned\. Code 3 0 0, 5 5 1\. 18 seconds left\./);
  await expect(rows.nth(1)).not.toHaveAccessibleName(/seconds left/);
  await expect(page.getByRole('group', { name: 'Pinned' })).toBeVisible();
  await expect(rows.nth(0)).toHaveAttribute('aria-setsize', '214');
});

test('hits are marked across issuer, stem and ending', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('desk-acme-sandbox');
  await expect(page.locator('.row').first().locator('.n-iss mark')).toHaveText('desk-');
  await expect(page.locator('.row').first().locator('.n-stem mark')).toHaveText('acme-');
  await expect(page.locator('.row').first().locator('.env mark')).toHaveText('sandbox');
});

test('a hit outside the name says where it is', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('acem');
  await expect(page.getByText('Near spelling of “acem”')).toBeVisible();
  await expect(page.locator('.row .sub', { hasText: 'old name:' })).toContainText('Acme Foods');
});

test('near spellings stand below what was typed, under their own heading', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('meridian');
  const rows = (name: string) => page.getByRole('group', { name }).getByRole('option');
  await expect(rows('Entries')).toHaveCount(1);
  await expect(rows('Entries')).toHaveAccessibleName(/^Zendesk-meridian\./);
  await expect(rows('Near spelling of “meridian”')).toHaveAccessibleName(/^Zendesk-meridien\./);
  await expect(rows('Near spelling of “meridian”')).toHaveAttribute('aria-posinset', '2');
  await expect(rows('Near spelling of “meridian”')).toHaveAttribute('aria-setsize', '2');
  const field = page.getByRole('combobox');
  await expect(field).toHaveAttribute('aria-controls', 'list');
  await page.keyboard.press('ArrowDown');
  await expect(field).toHaveAttribute('aria-activedescendant', 'row-1');
  await expect(page.getByRole('listbox', { name: 'Entries' })).toHaveAttribute('id', 'list');
});

test('hits are marked by ground and underline', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('glob');
  const look = await page
    .locator('.row mark')
    .first()
    .evaluate((mark) => {
      const { backgroundColor, boxShadow, borderBottomStyle, textDecorationLine } = getComputedStyle(mark);
      return {
        backgroundColor,
        under: boxShadow !== 'none' || borderBottomStyle !== 'none' || textDecorationLine !== 'none',
      };
    });
  expect(look.backgroundColor).not.toBe('rgba(0, 0, 0, 0)');
  expect(look.under).toBe(true);
});

test('a service is found by its short form, and the row says so', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('gh');
  const row = page.locator('.row', { hasText: 'fieldhelp-bot' });
  await expect(row.locator('.sub')).toHaveText(/also called:\s*gh/u);
  await expect(row.locator('.sub mark')).toHaveText('gh');
});

test('filters narrow the search down', async ({ page }) => {
  await openList(page, { t: '18' });
  const field = page.getByRole('combobox');
  await field.fill('is:pinned zendesk');
  await expect(page.locator('.row')).toHaveCount(2);
  await field.fill('type:hotp');
  await expect(page.locator('.row')).toContainText('Bank token-1184');
  await field.fill('issuer:okta');
  await expect(page.locator('.row')).toContainText('Okta-admin');
  await expect(page.locator('.row')).toHaveCount(1);
});

test('the trash is searched by its filter, and an entry is put back from there', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('is:trash');
  const rows = page.getByRole('group', { name: 'In the trash' }).getByRole('option');
  await expect(rows).toHaveCount(3);
  await page.keyboard.type(' quxley');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('Control+Shift+Delete');
  await page.keyboard.press('Control+d');
  await expect(page.locator('.receipt')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('menuitem', { name: 'Move to trash' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Put back' }).click();
  await expect(page.locator('.receipt')).toContainText('1 entry back from the trash');
  await expect(page.getByRole('heading', { name: 'Nothing matches “is:trash quxley”' })).toBeVisible();
  await expect(page.getByText('Filters to narrow down: #tag, issuer:, is:pinned, is:trash, type:hotp.')).toBeVisible();
  await expect(page.getByRole('option', { name: 'Add an entry named “quxley”' })).toBeVisible();
});

test('the tag being typed is completed with Tab', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('acme #ti');
  await expect(page.getByRole('listbox', { name: 'Tags' }).getByRole('option').first()).toContainText('#tier-1');
  await expect(page.getByRole('combobox')).toHaveAttribute('aria-activedescendant', 'tag-0');
  await page.keyboard.press('Tab');
  await expect(page.locator('.token')).toContainText('#tier-1');
  await expect(page.getByRole('combobox')).toHaveValue('acme ');
});

test('a tag typed with its hash becomes the filter; Backspace takes it away', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('#tier-1 acme');
  await expect(page.locator('.token')).toContainText('#tier-1');
  await expect(page.getByRole('combobox')).toHaveValue('acme');
  await expect(page.locator('.outside')).toHaveText(/^Outside #tier-1 · \d+$/);
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('Backspace');
  await expect(page.locator('.token')).toHaveCount(0);
});

test('a tag is picked from the choice with Enter', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('#int');
  await expect(page.getByRole('option', { name: /#internal/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.locator('.token')).toContainText('#internal');
  await expect(page.locator('.row').first()).toContainText('admin');
});

test('nothing inside a tag says how many are elsewhere', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('#finance larkspur');
  await expect(page.locator('.outside')).toHaveText('Nothing in #finance, 2 elsewhere');
});

test('no hits offers ways on', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('zendsk qux');
  await expect(page.getByRole('heading', { name: 'Nothing matches “zendsk qux”' })).toBeVisible();
  await expect(page.getByRole('option')).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /Look in the trash/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox')).toHaveValue('zendsk');
  await expect(page.locator('.row').first()).toBeVisible();
});

test('rows of an older query never come back', async ({ page }) => {
  await openList(page, { slow: '400' });
  await page.keyboard.type('z');
  await page.keyboard.type('eph');
  await expect(page.locator('.row')).toHaveCount(1);
  await expect(page.locator('.row')).toContainText('zephyr-acre');
  await page.waitForTimeout(600);
  await expect(page.locator('.row')).toHaveCount(1);
  await expect(page.locator('.row')).toContainText('zephyr-acre');
});

test('hidden codes are shown for a while and copied without being shown', async ({ page }) => {
  await openList(page, { t: '18', hide: '1' });
  await expect(page.locator('.row .digits:not(.dots)')).toHaveCount(0);
  await expect(page.getByRole('option').first()).toHaveAccessibleName(/Code hidden/);
  await page.keyboard.press('Control+r');
  await expect(page.locator('.row .digits:not(.dots)')).toHaveText('300551');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Current code copied');
});

test('a counter entry makes its code on Enter and holding the key makes one', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.type('bank token');
  await expect(page.locator('.row')).toContainText('by counter');
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(page.locator('.receipt')).toContainText('Code 43 copied. Works until the next one is used.');
  await expect(page.locator('.row')).toContainText('counter 43');
});

test('the receipt shrinks to a line and the clipboard can be cleared', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Clipboard clears in 45 s');
  await expect(page.locator('.receipt')).toHaveCount(0, { timeout: 8000 });
  await expect(page.locator('.foot')).toContainText('Clipboard clears in 45 s');
  await page.getByRole('button', { name: 'Clear now' }).click();
  await expect(page.locator('.foot')).not.toContainText('Clipboard clears');
});

test('a clipboard that takes nothing or keeps the code is told', async ({ page }) => {
  await openList(page, { t: '18', clipboard: 'busy' });
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('The system did not take the code. It is 300\u00a0551.');
  await page.goto('/?t=18&clipboard=stuck');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+x');
  await expect(page.getByRole('alert')).toContainText('The clipboard still holds the code. Clear it yourself.');
});

test('a trashed entry leaves and comes back', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Shift+Delete');
  await expect(page.locator('.row', { hasText: 'acme-sandbox' }).first()).not.toContainText('079762');
  await expect(page.locator('.receipt')).toContainText('In the trash until you empty it.');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.receipt')).toContainText('Taken back');
  await expect(page.locator('.row').nth(1)).toContainText('079762');
});

test('a vault that cannot be changed offers no change', async ({ page }) => {
  await openList(page, { t: '18', readonly: 'newer', aside: '3' });
  await expect(
    page.getByText('3 rows could not be read. They are kept as they are, and the rest is open.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add entries' })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('menuitem', { name: 'Move to trash' })).toHaveCount(0);
  await expect(page.getByRole('menuitem', { name: 'Copy', exact: false }).first()).toBeVisible();
});

test('order and density are chosen from the menu', async ({ page }) => {
  await openList(page, { t: '18' });
  const sort = page.getByRole('button', { name: 'Sort and density' });
  await sort.click();
  await expect(page.getByRole('menuitemradio', { name: 'Often used' })).toHaveAttribute('aria-checked', 'true');
  await page.getByRole('menuitemradio', { name: 'A–Z by issuer' }).click();
  await expect(page.getByRole('group', { name: 'AWS' })).toBeVisible();
  await page.getByRole('menuitemradio', { name: 'One line' }).click();
  await expect(page.locator('.row').first()).toHaveCSS('height', '34px');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('views that do not fit are in a menu', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.getByRole('button', { name: /more views/ }).click();
  await page.getByRole('menuitem', { name: '#restricted' }).click();
  await expect(page.locator('.token')).toContainText('#restricted');
  await expect(page.locator('.row')).toHaveCount(1);
});

test('with no room for anything but the list, the strip keeps its menu', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 400 });
  await openList(page, { t: '18' });
  await expect(page.getByRole('button', { name: /more views/ })).toBeInViewport();
  await expectNoSideways(page);
});

test('an older copy of the vault is changed only after the person goes on with it', async ({ page }) => {
  await openList(page, { t: '18', readonly: 'older-copy' });
  await page.getByRole('button', { name: 'Go on with this copy' }).click();
  await expect(page.getByText('This is an older copy')).toHaveCount(0);
  await expectAccessible(page);
});
