import { expect, test } from '@playwright/test';
import { compact, expectNoSideways, openList, wide } from './window';

test('of 10,000 rows only those in sight exist', async ({ page }) => {
  await openList(page, { t: '18', n: '10000', sort: 'name' });
  expect(await page.locator('.row').count()).toBeLessThan(60);
  await page.locator('#list').evaluate((list) => (list.scrollTop = 200_000));
  await expect(page.locator('.sec.stick .num').first()).toHaveText(/^\d,\d{3} – \d,\d{3} of 9,985$/);
  await expect(page.locator('.sec.stick').first()).toBeInViewport();
  await expect(page.locator('.row .digits').first()).not.toBeEmpty();
  expect(await page.locator('.row').count()).toBeLessThan(60);
  const place = Number(await page.getByRole('option').first().getAttribute('aria-posinset'));
  expect(place).toBeGreaterThan(4000);
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-setsize', '10000');
});

test('End reaches the last of 10,000 rows', async ({ page }) => {
  await openList(page, { t: '18', n: '10000', sort: 'name' });
  await page.keyboard.press('End');
  await expect(page.locator('#row-9999')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Current code copied');
});

test('a folded issuer is stepped over', async ({ page }) => {
  await openList(page, { t: '18', sort: 'name' });
  await page.locator('.sec button').first().click();
  await expect(page.getByRole('combobox')).toHaveAttribute('aria-activedescendant', 'row-1');
});

test('codes are asked for once per step, for the rows in sight', async ({ page }) => {
  await openList(page, { n: '10000' });
  await page.waitForTimeout(2500);
  const asked = await page.evaluate(
    () => (window as unknown as { fakeCore: { asked: { codes: number[] } } }).fakeCore.asked.codes,
  );
  // One question at the start, and one more if a step turned meanwhile (those of 30 and of 60 seconds together).
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(Math.max(...asked)).toBeLessThan(60);
});

for (const [name, size] of Object.entries({ compact, wide })) {
  for (const lang of ['en', 'es']) {
    test(`200 % text in ${lang} does not scroll sideways in the ${name} window`, async ({ page }) => {
      await page.setViewportSize(size);
      await openList(page, { t: '4', zoom: '200', lang });
      await expectNoSideways(page);
      await page.keyboard.press('Enter');
      await expectNoSideways(page);
      await page.keyboard.press('ArrowRight');
      await page.locator('.detail').waitFor();
      await expectNoSideways(page);
    });
  }
}

test('at 200 % the code stands below the name and nothing is cut', async ({ page }) => {
  await openList(page, { t: '18', zoom: '200' });
  const name = await page.locator('.row .name').nth(1).boundingBox();
  const code = await page.locator('.row .code').nth(1).boundingBox();
  expect(name && code && code.y >= name.y + name.height - 1).toBe(true);
  await page.keyboard.press('End');
  await expect(page.locator('#row-213')).toBeInViewport();
});

test('a larger text turns the wide window into the compact one', async ({ page }) => {
  await page.setViewportSize(wide);
  await openList(page, { t: '18' });
  await expect(page.locator('.detail')).toBeVisible();
  await expect(page.locator('.rail')).toBeVisible();
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('Control+=');
  await expect(page.locator('.detail')).toHaveCount(0);
  await expect(page.locator('.rail')).toBeHidden();
});

test('Spanish, all of it', async ({ page }) => {
  await openList(page, { t: '4', lang: 'es' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByPlaceholder('Buscar en 214 entradas')).toBeFocused();
  await expect(page.getByText('Las más usadas')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Código siguiente copiado, empieza en 4 s, dura 30 s');
  await expect(page.locator('.receipt')).toContainText('El portapapeles se vacía en 45 s');
});

test('the language changes at once', async ({ page }) => {
  await openList(page, { t: '18' });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /Language/ }).click();
  await page.getByRole('menuitemradio', { name: 'Español' }).click();
  await expect(page.getByPlaceholder('Buscar en 214 entradas')).toBeVisible();
});

test('only the named animations run, and none while the window is hidden', async ({ page }) => {
  await openList(page);
  const running = () =>
    page.evaluate(() => [
      ...new Set(
        document
          .getAnimations()
          .filter((item) => item.playState === 'running')
          .map((item) => ('animationName' in item ? String(item.animationName) : 'transition')),
      ),
    ]);
  await page.waitForTimeout(300);
  expect((await running()).sort()).toEqual(expect.arrayContaining(['tide']));
  expect((await running()).filter((name) => !['tide', 'ring-a', 'ring-b'].includes(name))).toEqual([]);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  expect(await running()).toEqual([]);
});

test('with reduced motion the countdown moves in six steps', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openList(page);
  await expect(page.locator('.tide i').first()).toHaveCSS('animation-timing-function', 'steps(6)');
});

test('the theme follows the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openList(page, { t: '18' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast-light');
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});
