import { expect, test, type Page } from '@playwright/test';
import { openList } from './window';

/** Four seconds before a step of 30 seconds turns. */
const fourLeft = '2026-11-24T10:31:26.100Z';

/** Opens the list with the clock of the page standing still at a moment. */
async function openAt(page: Page, moment: string, query: Record<string, string> = {}): Promise<void> {
  await page.clock.install({ time: new Date('2026-11-24T10:31:05Z') });
  await openList(page, query);
  await page.clock.pauseAt(new Date(moment));
}

test('at the turn of the step the big digits stay and only change their colour', async ({ page }) => {
  await openAt(page, fourLeft);
  const digits = page.locator('.row').first().locator('.code > .digits');
  await expect(digits).toHaveClass(/next/);
  const before = await digits.textContent();
  await expect(page.locator('.secs')).toHaveText('4\u00a0s');
  await page.clock.runFor(4000);
  await expect(page.locator('.secs')).toHaveText('30\u00a0s');
  await expect(digits).not.toHaveClass(/next/);
  await expect(digits).toHaveText(before ?? '');
});

test('after a sleep no old code is shown', async ({ page }) => {
  await openAt(page, fourLeft);
  const digits = page.locator('.row').first().locator('.code > .digits');
  const before = (await digits.textContent()) ?? '';
  await page.clock.fastForward(600_000);
  await page.clock.runFor(1100);
  await expect(digits).not.toHaveText(before);
  await expect(digits).toHaveText(/^\d{6}$/);
});

test('Enter can wait for the new code, and Escape calls it off', async ({ page }) => {
  await openAt(page, fourLeft, { enter: 'wait' });
  const row = page.locator('.row').first();
  await page.keyboard.press('Enter');
  await expect(row).toContainText('Copies in 4 s');
  await expect(page.locator('.receipt')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(row).not.toContainText('Copies in');
  await page.keyboard.press('Enter');
  await page.clock.runFor(4000);
  await expect(page.locator('.receipt')).toContainText('Current code copied, works for 30 s');
});

test('one line keeps its names in the last seconds', async ({ page }) => {
  await openAt(page, '2026-11-24T10:31:24.100Z', { density: 'oneLine' });
  const widths = () => page.locator('.row .who').evaluateAll((nodes) => nodes.map((node) => node.clientWidth));
  // Fonts and the last codes may still be on their way: measured is what stays.
  await page.evaluate(() => document.fonts.ready);
  let before = await widths();
  await expect
    .poll(async () => {
      const last = before;
      before = await widths();
      return JSON.stringify(last) === JSON.stringify(before);
    })
    .toBe(true);
  await page.clock.runFor(2000);
  await expect(page.locator('.row .out').first()).toBeVisible();
  await expect.poll(widths).toEqual(before);
});

test('between two steps the window is laid out at most once a second', async ({ page }) => {
  await openAt(page, '2026-11-24T10:31:12.100Z', { n: '200' });
  const browser = await page.context().newCDPSession(page);
  await browser.send('Performance.enable');
  const layouts = async (): Promise<number> => {
    // Whatever is still to be laid out is laid out now, and counted.
    await page.evaluate(() => document.body.offsetHeight);
    const { metrics } = await browser.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'LayoutCount')?.value ?? Infinity;
  };
  await page.evaluate(() => document.fonts.ready);
  const seconds = 12;
  const before = await layouts();
  for (let second = 0; second < seconds; second += 1) {
    await page.clock.runFor(1000);
    await layouts();
  }
  const counted = (await layouts()) - before;
  expect(counted).toBeLessThanOrEqual(seconds);
  await expect(page.locator('.secs')).toHaveText('6\u00a0s');
});
