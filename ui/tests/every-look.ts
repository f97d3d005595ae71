/** One screen in every look: four themes, Spanish, text at 200 %. */
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSideways, openWindow, themes } from './window';

export type Query = Record<string, string>;

/**
 * `reach` opens the window with the given query and goes to the screen. The themes are switched in place, since they
 * change colours only.
 */
export async function expectEveryLook(page: Page, reach: (query: Query) => Promise<void>): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await reach({});
  for (const theme of themes) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    await expectAccessible(page);
  }
  await enlarge(page);
  await expectNoSideways(page);
  await expectAccessible(page);
  await reach({ lang: 'es' });
  await expectNoSideways(page);
  await expectAccessible(page);
  await enlarge(page);
  await expectNoSideways(page);
}

async function enlarge(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
}

/** Opens a page of the rail; the window is compact again afterwards. */
export async function openPage(
  page: Page,
  name: 'checkup' | 'backups' | 'trash' | 'settings',
  query: Query = {},
): Promise<void> {
  await page.setViewportSize({ width: 980, height: 700 });
  await openWindow(page, { t: '18', ...query });
  await page
    .locator('.rail button')
    .nth(['checkup', 'backups', 'trash', 'settings'].indexOf(name) + 1)
    .click();
  await page.locator('.pagepane h1').waitFor();
  await page.setViewportSize({ width: 420, height: 680 });
}

/** The same seen by the fake core: things that come from outside. */
export async function emit(page: Page, event: string, payload: unknown): Promise<void> {
  await page.evaluate(
    ([name, value]) => {
      (window as unknown as { fakeCore: { emit(name: unknown, value: unknown): void } }).fakeCore.emit(name, value);
    },
    [event, payload] as const,
  );
}

export const password = 'correct horse battery staple';
