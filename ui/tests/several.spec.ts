import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, password, type Query } from './every-look';
import { openList, wide } from './window';

const picked = (page: Page) => page.locator('[role="option"][aria-selected="true"]');
const receipt = (page: Page) => page.locator('.receipt');
const said = (page: Page) => page.locator('[aria-live="polite"]');
const open = (page: Page, query: Query = {}) => openList(page, { t: '18', ...query });

async function pickThree(page: Page): Promise<void> {
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(picked(page)).toHaveCount(3);
}

test.describe('several selected', () => {
  test('by keyboard: copying is off, Escape goes back to one', async ({ page }) => {
    await open(page);
    await pickThree(page);
    await expect(said(page)).toHaveText('3 selected');
    await expect(page.locator('.foot')).toContainText('3 selected');
    await page.keyboard.press('Enter');
    await expect(said(page)).toHaveText('Copying is off while several are selected.');
    await expect(receipt(page)).toHaveCount(0);
    await page.keyboard.press('Shift+ArrowUp');
    await expect(picked(page)).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(picked(page)).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(receipt(page)).toContainText('copied');
  });

  test('by pointer: a range with Shift, one more or less with Ctrl, none of it copies', async ({ page }) => {
    await open(page);
    const row = (at: number) => page.locator(`#row-${String(at)}`);
    await row(2).click({ modifiers: ['Shift'] });
    await expect(picked(page)).toHaveCount(3);
    await row(5).click({ modifiers: ['Control'] });
    await expect(picked(page)).toHaveCount(4);
    await row(1).click({ modifiers: ['Control'] });
    await expect(picked(page)).toHaveCount(3);
    await expect(row(1)).toHaveAttribute('aria-selected', 'false');
    await expect(receipt(page)).toHaveCount(0);
    await row(7).click();
    await expect(picked(page)).toHaveCount(1);
    await expect(receipt(page)).toContainText('copied');
  });

  test('go to the trash together, and back with one key', async ({ page }) => {
    await open(page);
    await pickThree(page);
    await page.getByRole('group', { name: 'Actions for the selected entries' }).getByText('Trash').click();
    await expect(receipt(page)).toContainText('3');
    await expect(page.getByRole('combobox')).toHaveAttribute('placeholder', /211/u);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('combobox')).toHaveAttribute('placeholder', /214/u);
    await page.keyboard.press('Control+Shift+z');
    await expect(receipt(page)).toContainText('Done again');
    await expect(page.getByRole('combobox')).toHaveAttribute('placeholder', /211/u);
    await page.keyboard.press('Control+Shift+z');
    await expect(page.getByRole('alert')).toContainText('There is nothing to do again.');
  });

  test('are pinned together', async ({ page }) => {
    await open(page);
    await page.keyboard.press('Control+ArrowDown');
    await pickThree(page);
    await page.keyboard.press('Control+d');
    await expect(receipt(page)).toContainText('3 entries pinned');
  });

  test('are tagged together: a dash for what some have', async ({ page }) => {
    await open(page);
    await pickThree(page);
    await page.keyboard.press('Control+t');
    const sheet = page.getByRole('dialog', { name: 'Tags of 3 entries' });
    const box = (tag: string) => sheet.getByRole('checkbox', { name: `#${tag}`, exact: true });
    await expect(sheet.getByLabel('New tags')).toBeFocused();
    await expect(box('sandbox')).toHaveJSProperty('indeterminate', true);
    await box('sandbox').check();
    await page.keyboard.press('Shift+Tab');
    await sheet.getByLabel('New tags').fill('night-desk');
    await page.keyboard.press('Enter');
    await expect(receipt(page)).toContainText('3 entries tagged');
    await page.keyboard.type('#night-desk ');
    await expect(page.getByRole('option')).toHaveCount(3);
  });

  test('the menu is theirs', async ({ page }) => {
    await open(page);
    await pickThree(page);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('menu')).toContainText('3 selected');
    await expect(page.getByRole('menuitem')).toHaveText([/Tags/u, /Pin/u, /QR codes/u, /Export/u, /Move to trash/u]);
  });

  test('a vault that cannot be changed offers nothing for them', async ({ page }) => {
    await open(page, { readonly: 'newer' });
    await pickThree(page);
    await expect(page.locator('.foot')).toContainText('3 selected');
    await expect(page.locator('.foot').getByRole('button', { name: 'Pin' })).toHaveCount(0);
  });
});

test.describe('an order made by hand', () => {
  const names = (page: Page) => page.locator('[role="option"] .name').allTextContents();

  test('by keyboard, and taken back', async ({ page }) => {
    await open(page, { sort: 'manual' });
    const before = await names(page);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await names(page))[1]).toBe(before[0]);
    await expect(page.locator('#row-1')).toHaveAttribute('aria-selected', 'true');
    await expect(receipt(page)).toContainText('Moved');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await names(page))[0]).toBe(before[0]);
  });

  test('by dragging, without a copy, and not out of its section', async ({ page }) => {
    await open(page, { sort: 'manual' });
    const before = await names(page);
    const box = async (at: number) =>
      (await page.locator(`#row-${String(at)}`).boundingBox()) ?? { x: 0, y: 0, height: 0 };
    const [from, to] = [await box(2), await box(0)];
    await page.mouse.move(from.x + 120, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 120, to.y + 4, { steps: 4 });
    await expect(page.locator('.dropline')).toBeVisible();
    await page.mouse.up();
    await expect.poll(async () => (await names(page))[0]).toBe(before[2]);
    await expect(receipt(page)).toContainText('Moved');
    // Far below the pinned ones: the last place of theirs.
    const far = await box(9);
    await page.mouse.move(from.x + 120, (await box(0)).y + 20);
    await page.mouse.down();
    await page.mouse.move(far.x + 120, far.y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await names(page))[3]).toBe(before[2]);
  });

  test('is offered where there is one only', async ({ page }) => {
    await open(page);
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('menuitem', { name: 'Move up' })).toHaveCount(0);
  });
});

test.describe('the QR code for another device', () => {
  const sheet = (page: Page) => page.getByRole('dialog', { name: 'QR code for another device' });

  async function show(page: Page, query: Query = {}): Promise<void> {
    await page.setViewportSize(wide);
    await open(page, query);
    await page.locator('.qrcard button').click();
    await sheet(page).or(page.locator('dialog')).first().locator('input').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.paper svg').waitFor();
  }

  test('asks for the password, shows for a minute, and leaves nothing', async ({ page }) => {
    await page.setViewportSize(wide);
    await open(page);
    await page.getByRole('button', { name: 'Show QR' }).click();
    await sheet(page).getByLabel('Vault password').fill('not it');
    await page.keyboard.press('Enter');
    await expect(sheet(page)).toContainText('That is not the password of this vault');
    await expect(page.locator('.paper')).toHaveCount(0);
    await sheet(page).getByLabel('Vault password').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('img', { name: 'QR code of Zendesk-acme' })).toBeVisible();
    await expect(sheet(page)).toContainText('Hidden in 60 seconds.');
    await expect(sheet(page).getByRole('button', { name: 'Hide' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('.paper')).toHaveCount(0);
    await expect(page.getByRole('combobox')).toBeFocused();
  });

  test('every look', async ({ page }) => {
    test.slow();
    await expectEveryLook(page, (query) => show(page, query));
  });
});

test.describe('every look of', () => {
  test.slow();

  test('several selected', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await pickThree(page);
    });
  });

  test('tags of several', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await pickThree(page);
      await page.keyboard.press('Control+t');
      await page.locator('dialog').waitFor();
    });
  });
});

test('a tag is completed with Tab in the detail', async ({ page }) => {
  await page.setViewportSize(wide);
  await open(page);
  await page.keyboard.press('Control+t');
  await page.keyboard.press('End');
  await page.keyboard.type(' sand');
  await expect(page.getByRole('group', { name: 'Complete with' })).toContainText('#sandbox');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Tags', { exact: true })).toHaveValue(/ sandbox $/u);
  await page.keyboard.press('Enter');
  await expect(receipt(page)).toContainText('Tags changed');
});
