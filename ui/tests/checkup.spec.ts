import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, openPage, type Query } from './every-look';
import { openList, wide } from './window';

const open = (page: Page, query: Query = {}) => openPage(page, 'checkup', { names: 'poor', ...query });
const title = (page: Page) => page.getByRole('heading', { level: 1 });
const needs = (page: Page) => page.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
const wait = (page: Page) => page.getByRole('region', { name: 'Can wait' }).getByRole('listitem');
const better = (page: Page) => page.getByRole('region', { name: 'Better names' }).getByRole('listitem');

test.describe('the check-up', () => {
  test('counts what needs a person and says what is wrong', async ({ page }) => {
    await open(page);
    await expect(title(page)).toHaveText('1 name needs you');
    await expect(page.getByText('4 can be better. Looked at 219 entries, without the internet.')).toBeVisible();
    await expect(wait(page)).toHaveCount(2);
    await expect(wait(page).first()).toContainText('One letter apart from Zendesk-meridien.');
    await expect(wait(page).first().locator('.twin')).toHaveText('a');
    await expect(needs(page)).toHaveCount(1);
    await expect(needs(page)).toContainText('An email address alone does not say which service it is for.');
    await expect(better(page)).toHaveCount(4);
    await expect(better(page).first()).toContainText('halden');
    await expect(better(page).nth(1)).toContainText('The code names its sign-in page: larch.zendesk.com.');
    await expect(better(page).last().locator('.new .env')).toHaveText('sandbox-eu');
  });

  test('uses one better name and takes it back', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Use Zendesk-halden for halden' }).click();
    await expect(page.locator('.receipt')).toContainText('Zendesk-halden');
    await expect(page.locator('.receipt')).toContainText('Renamed');
    await expect(better(page)).toHaveCount(3);
    await page.locator('.receipt').getByRole('button', { name: 'Undo' }).click();
    await expect(better(page)).toHaveCount(4);
    await expect(page.locator('.receipt')).toContainText('Taken back');
  });

  test('uses all better names as one change', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Use all 4' }).click();
    await expect(page.locator('.receipt')).toContainText('4 names changed');
    await expect(better(page)).toHaveCount(0);
    await expect(page.locator('.pagepane')).toBeFocused();
    await page.keyboard.press('Control+z');
    await expect(better(page)).toHaveCount(4);
  });

  test('goes by keyboard alone, and the focus stays where the work is', async ({ page }) => {
    await page.setViewportSize(wide);
    await openList(page, { t: '18', names: 'poor' });
    await page.keyboard.press('Control+u');
    await expect(title(page)).toHaveText('1 name needs you');
    const first = page.getByRole('button', { name: 'Use Zendesk-halden for halden' });
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      if (await first.evaluate((button) => button === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    await expect(better(page)).toHaveCount(3);
    await expect(page.getByRole('button', { name: 'Use Zendesk-larch for larch.zendesk.com-agent' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(better(page)).toHaveCount(0);
    await expect(page.locator('.pagepane')).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox')).toBeFocused();
  });

  for (const size of ['compact', 'wide'] as const) {
    test(`opens the entry with its name ready to be changed, ${size}`, async ({ page }) => {
      await open(page);
      if (size === 'wide') await page.setViewportSize(wide);
      await page.getByRole('button', { name: 'Edit name of m.lopez@fieldhelp.example' }).click();
      const field = page.getByLabel('Issuer', { exact: true });
      await expect(field).toBeFocused();
      await page.keyboard.type('Miro');
      await page.keyboard.press('Enter');
      await expect(page.locator('.detail h2').first()).toContainText('Miro-m.lopez@fieldhelp.example');
      if (size === 'compact') await page.keyboard.press('ArrowLeft');
      await expect(page.locator('.row[aria-selected="true"]')).toContainText('Miro');
      await expect(page.locator('.row[aria-selected="true"]')).toBeInViewport();
      await page.keyboard.press('Control+u');
      await expect(title(page)).toHaveText('4 names can be better');
    });
  }

  test('says so when every name is in order', async ({ page }) => {
    await open(page, { names: 'good' });
    await expect(title(page)).toHaveText('Nothing needs you');
    await expect(page.getByText('Every name says which account it is.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Use/u })).toHaveCount(0);
  });

  test('offers no change in a vault that cannot be changed', async ({ page }) => {
    await open(page, { readonly: 'newer' });
    await expect(better(page)).toHaveCount(4);
    await expect(page.getByRole('button', { name: /^(?:Use|Edit)/u })).toHaveCount(0);
  });

  test('is reached from the menu', async ({ page }) => {
    await openList(page, { t: '18' });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Check-up' }).click();
    await expect(title(page)).toHaveText('Nothing needs you');
  });
});

test.describe('how names are put together', () => {
  const pattern = (page: Page) => page.getByLabel('Pattern', { exact: true });
  const shown = (page: Page) => page.getByRole('list', { name: 'With your entries' }).getByRole('listitem');

  test('is tried on the entries, and saved', async ({ page }) => {
    await open(page);
    await expect(shown(page)).toHaveCount(5);
    const save = page.getByRole('button', { name: 'Save the pattern' });
    await expect(save).toHaveAttribute('aria-disabled', 'true');
    await pattern(page).fill('{issuer}/');
    await page.getByRole('button', { name: 'Customer {tenant}' }).click();
    await expect(pattern(page)).toBeFocused();
    await expect(pattern(page)).toHaveValue('{issuer}/{tenant}');
    await expect(shown(page).nth(1)).toHaveText(/^Zendesk-acme-sandbox\s*becomes\s*Zendesk\/acme$/u);
    await page.keyboard.press('Enter');
    await expect(page.locator('[aria-live="polite"]')).toHaveText('Pattern. Changed');
    await expect(save).toHaveAttribute('aria-disabled', 'true');
    await expect(shown(page).nth(1)).toHaveText('Zendesk/acme');
  });

  test('a pattern that does not work is told and not saved', async ({ page }) => {
    await open(page);
    await pattern(page).fill('{issuer}');
    await expect(page.getByRole('alert')).toContainText('It needs the account, the customer or the login');
    await expect(pattern(page)).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Enter');
    await expect(page.locator('[aria-live="polite"]')).toHaveText('');
    await page.keyboard.press('Escape');
    await expect(pattern(page)).toHaveValue('{issuer}-{account}');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test.describe('every look of', () => {
  test.slow();

  test('the check-up', async ({ page }) => {
    await expectEveryLook(page, (query) => open(page, query));
  });

  test('names in order', async ({ page }) => {
    await expectEveryLook(page, (query) => open(page, { names: 'good', ...query }));
  });

  test('a pattern that does not work', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await page.locator('.field input').fill('{issuer}');
      await page.getByRole('alert').waitFor();
    });
  });
});
