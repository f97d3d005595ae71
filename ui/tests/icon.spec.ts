import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, type Query } from './every-look';
import { compact, openList, wide } from './window';

test.use({ viewport: wide });

async function openSheet(page: Page, query: Query = {}): Promise<void> {
  await page.setViewportSize(wide);
  await openList(page, { t: '18', ...query });
  await page.locator('.tilebutton').click();
  await page.getByRole('dialog').waitFor();
}

const use = (page: Page) => page.getByRole('button', { name: 'Use this icon' });
const tile = (page: Page) => page.locator('.d-head .tile');

for (const [number, kind] of ['automatic', 'letters', 'mark', 'picture'].entries()) {
  test(`the choice of an icon holds in every look: ${kind}`, async ({ page }) => {
    test.setTimeout(90_000);
    await expectEveryLook(page, async (query) => {
      await openSheet(page, query);
      await page.setViewportSize(compact);
      await page.locator('.dialog .seg input').nth(number).check();
    });
  });
}

test('letters and a colour are chosen with the keyboard, and undone', async ({ page }) => {
  await openList(page, { t: '18' });
  const before = await tile(page).innerText();
  await page.keyboard.press('Control+k');
  await page.getByRole('menuitem', { name: 'Icon…' }).click();
  await expect(use(page)).toBeDisabled();
  await page.getByRole('radio', { name: 'Automatic' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Q7');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'By the name' })).toBeFocused();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Colour 3' })).toBeChecked();
  await expect(page.locator('.dialog .tile')).toHaveText('Q7');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(tile(page)).toHaveText('Q7');
  await expect(tile(page)).toHaveAttribute('data-hue', '2');
  await expect(page.locator('.row .tile').first()).toHaveText('Q7');
  await expect(page.locator('.receipt')).toContainText('Icon changed');
  await page.keyboard.press('Control+z');
  await expect(tile(page)).toHaveText(before);
});

test('a mark is found by its name', async ({ page }) => {
  await openSheet(page);
  await page.getByRole('radio', { name: 'Mark of a service' }).check();
  await page.getByLabel('Find a service').fill('stack');
  await expect(page.getByRole('status').filter({ hasText: 'marks' })).toHaveText('2 marks');
  await page.getByRole('radio', { name: 'Stack Overflow' }).check();
  await expect(page.locator('.dialog .preview .brand')).toHaveCount(1);
  await use(page).click();
  await expect(tile(page).locator('.badge')).toHaveCount(0);
  await page.locator('.tilebutton').click();
  await expect(page.getByRole('radio', { name: 'Mark of a service' })).toBeChecked();
  await expect(use(page)).toBeDisabled();
  await page.getByRole('radio', { name: 'Automatic' }).check();
  await use(page).click();
  await expect(tile(page).locator('.badge')).toHaveCount(1);
});

test('a picture is drawn from its pixels in the list and in the detail', async ({ page }) => {
  await openSheet(page);
  await page.getByRole('radio', { name: 'Own picture' }).check();
  await expect(use(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Choose a picture…' }).click();
  await expect(page.locator('.dialog .tile canvas')).toHaveAttribute('width', '48');
  await use(page).click();
  await expect(tile(page).locator('canvas')).toHaveCount(1);
  const drawn = page.locator('.row .tile canvas').first();
  const middle = await drawn.evaluate((canvas: HTMLCanvasElement) =>
    Array.from(canvas.getContext('2d')?.getImageData(24, 24, 1, 1).data ?? []),
  );
  expect(middle).toEqual([200, 60, 90, 255]);
});

test('a drawing is refused with what to do, and a closed dialog changes nothing', async ({ page }) => {
  await openSheet(page, { icon: 'drawing' });
  await page.getByRole('radio', { name: 'Own picture' }).check();
  await page.getByRole('button', { name: 'Choose a picture…' }).click();
  await expect(page.getByRole('alert')).toContainText('Save it as PNG or JPEG');
  await openSheet(page, { icon: 'none' });
  await page.getByRole('radio', { name: 'Own picture' }).check();
  await page.getByRole('button', { name: 'Choose a picture…' }).click();
  await expect(use(page)).toBeDisabled();
});

test('while presenting an icon cannot be chosen and a chosen one is not shown', async ({ page }) => {
  await openSheet(page);
  await page.getByRole('radio', { name: 'Own picture' }).check();
  await page.getByRole('button', { name: 'Choose a picture…' }).click();
  await use(page).click();
  await expect(page.locator('.tile canvas')).toHaveCount(2);
  await page.keyboard.press('Control+Shift+p');
  await expect(page.locator('.tile canvas')).toHaveCount(0);
  await expect(page.locator('.tilebutton')).toHaveCount(0);
});
