import { expect, test, type Page } from '@playwright/test';
import { emit, expectEveryLook, password, type Query } from './every-look';
import { compact, expectNoSideways, openList, openWindow } from './window';

const size = { width: 600, height: 360 };

async function openQuick(page: Page, query: Query = {}): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) throw new Error(message.text());
  });
  await page.setViewportSize(size);
  await page.goto(`/quick.html?${new URLSearchParams({ t: '18', ...query }).toString()}`);
  await page.locator('.pal').waitFor();
}

type Seen = { fakeCore: { quickDid: string[]; quickClears: number; openQuick(): void } };

/** What the page asked the window to do. */
async function did(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as Seen).fakeCore.quickDid);
}

async function pressHotkey(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as Seen).fakeCore.openQuick());
}

const rows = (page: Page) => page.getByRole('option');
const field = (page: Page) => page.getByRole('combobox');

test.describe('quick search', () => {
  test('opens with the focus in the field and the five likeliest', async ({ page }) => {
    await openQuick(page);
    await expect(field(page)).toBeFocused();
    await expect(rows(page)).toHaveCount(5);
    await expect(rows(page).first()).toContainText('Zendesk-acme');
    await expect(page.getByText('Back to Firefox')).toBeVisible();
  });

  test('takes the height of its rows and never more than the hits', async ({ page }) => {
    await openQuick(page);
    await field(page).fill('merid');
    await expect(rows(page)).toHaveCount(2);
    await expect.poll(async () => (await did(page)).filter((what) => what.startsWith('shown')).length).toBe(2);
    const heights = (await did(page)).map((what) => Number(what.split(' ')[1]));
    expect(heights[0]).toBeGreaterThan(heights[1] ?? 0);
    expect(heights[0]).toBeLessThanOrEqual(size.height);
    const drawn = await page.locator('.pal').evaluate((pane) => pane.getBoundingClientRect().height);
    expect(heights[1]).toBe(Math.ceil(drawn));
  });

  test('copies with Enter, hides, and holds nothing then', async ({ page }) => {
    await openQuick(page);
    await page.keyboard.type('zas');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await did(page)).slice(-2))
      .toEqual(['copied Zendesk-acme-sandbox current', 'hidden']);
    await expect(page.locator('.pal')).toHaveCount(0);
    await expect(page.locator('body')).not.toContainText(/Zendesk|\d{3}/u);
    // The window goes once its page is empty.
    const clears = () => page.evaluate(() => (window as unknown as Seen).fakeCore.quickClears);
    await expect.poll(clears).toBe(1);
    await pressHotkey(page);
    await expect(field(page)).toHaveValue('');
    await expect(field(page)).toBeFocused();
    await expect(rows(page)).toHaveCount(5);
  });

  test('gives the digits that Enter copies, in the last seconds the next ones', async ({ page }) => {
    await openQuick(page, { t: '4' });
    const first = rows(page).first();
    await expect(first.locator('.digits').first()).toHaveClass(/next/u);
    await expect(first.locator('.line2')).toContainText('now');
    await expect(page.locator('.foot .swap').first().locator('span:not([aria-hidden])')).toHaveText('Copy next');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await did(page)).at(-2)).toBe('copied Zendesk-acme next');
    await pressHotkey(page);
    await field(page).waitFor();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(async () => (await did(page)).at(-2)).toBe('copied Zendesk-acme current');
  });

  test('moves with the arrows, round the ends, and takes a row by its number', async ({ page }) => {
    await openQuick(page);
    await page.keyboard.press('ArrowUp');
    await expect(rows(page).nth(4)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(rows(page).nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect(field(page)).toHaveAttribute('aria-activedescendant', 'row-1');
    const third = await rows(page).nth(2).locator('.name').textContent();
    await page.keyboard.press('Control+3');
    await expect.poll(async () => (await did(page)).at(-2)).toBe(`copied ${third?.trim() ?? ''} current`);
  });

  test('waits for the answer to what was typed last', async ({ page }) => {
    await openQuick(page, { slow: '300' });
    await page.keyboard.type('zas', { delay: 10 });
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await did(page)).at(-2)).toBe('copied Zendesk-acme-sandbox current');
  });

  test('says that nothing matches', async ({ page }) => {
    await openQuick(page);
    await field(page).fill('qqqq');
    await expect(page.getByText('Nothing matches “qqqq”').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.locator('.pal')).toBeVisible();
  });

  test('closes with Escape and names no program where none is known', async ({ page }) => {
    await openQuick(page, { program: '' });
    await expect(page.locator('.back2')).toHaveText(/Close/u);
    await page.keyboard.press('Escape');
    await expect.poll(() => did(page)).toContain('hidden');
    await expect(page.locator('.pal')).toHaveCount(0);
  });

  test('stays to show a code that the clipboard did not take', async ({ page }) => {
    await openQuick(page, { clipboard: 'busy' });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText(/The system did not take the code. It is \d/u);
    await expect(rows(page)).toHaveCount(5);
  });

  test('waits for the new code when the person chose so; Escape stops that first', async ({ page }) => {
    await openQuick(page, { t: '4', enter: 'wait' });
    await page.keyboard.press('Enter');
    await expect(rows(page).first()).toContainText('Copies in 4 s');
    await page.keyboard.press('Escape');
    await expect(rows(page).first()).not.toContainText('Copies in');
    expect(await did(page)).not.toContain('hidden');
  });

  test('hides codes and shows one for a while', async ({ page }) => {
    await openQuick(page, { hide: '1' });
    await expect(rows(page).first().locator('.dots')).toBeVisible();
    await page.keyboard.press('Control+r');
    await expect(rows(page).first().locator('.dots')).toHaveCount(0);
    await expect(rows(page).nth(1).locator('.dots')).toBeVisible();
  });

  test('copies the row that is clicked', async ({ page }) => {
    await openQuick(page);
    const second = await rows(page).nth(1).locator('.name').textContent();
    await rows(page).nth(1).click();
    await expect.poll(async () => (await did(page)).at(-2)).toBe(`copied ${second?.trim() ?? ''} current`);
  });
});

test.describe('typing', () => {
  test('asks once for a program', async ({ page }) => {
    await openQuick(page);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('alert')).toContainText('Let Watchword type into Firefox?');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await did(page)).not.toContain('hidden');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await did(page)).slice(-2)).toEqual(['typed Zendesk-acme current', 'hidden']);
    await pressHotkey(page);
    await field(page).waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await did(page)).filter((what) => what.startsWith('typed')).length).toBe(2);
  });

  test('copies where the desktop lets no program type, and says so', async ({ page }) => {
    await openQuick(page, { typing: 'typing-unsupported' });
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('alert')).toHaveText(
      'This desktop does not let programs type. The code was copied instead.',
    );
  });
});

test.describe('typing from the list', () => {
  test('asks once, then types with one key', async ({ page }) => {
    await openList(page, { t: '18' });
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('alertdialog')).toContainText('Let Watchword type into Firefox?');
    await page.getByRole('button', { name: 'Type it' }).click();
    await expect(page.locator('.receipt')).toContainText('Typed. Works for 18 s');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('.receipt')).toContainText('Typed. Works for 18 s');
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
  });

  test('says that the code was copied instead', async ({ page }) => {
    await openList(page, { t: '18', typing: 'typing-unsupported' });
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('alert')).toContainText('The code was copied instead.');
  });
});

test.describe('the main window', () => {
  test('names a key that another program has, until it is put away', async ({ page }) => {
    await openList(page, { t: '18', notice: 'hotkey-taken' });
    const notice = page.getByText('Another program has the key Ctrl+Alt+Space.');
    await expect(notice).toBeVisible();
    await page.locator('.banner').getByRole('button', { name: 'Close' }).click();
    await expect(notice).toHaveCount(0);
  });

  test('opens with the vault that quick search opened', async ({ page }) => {
    await openWindow(page, { phase: 'locked', t: '18' });
    await page.locator('form').waitFor();
    await page.evaluate(async (text) => {
      const { fakeCore } = window as unknown as { fakeCore: { unlock(password: Uint8Array): Promise<void> } };
      await fakeCore.unlock(new TextEncoder().encode(text));
    }, password);
    await emit(page, 'vaultOpened', null);
    await expect(rows(page).first()).toBeVisible();
  });

  test('goes on with the recovery key', async ({ page }) => {
    await openWindow(page, { phase: 'locked', t: '18' });
    await page.locator('form').waitFor();
    await emit(page, 'quickWentOn', null);
    await expect(page.getByLabel('Recovery key')).toBeFocused();
  });
});

test.describe('quick search, locked', () => {
  test('takes the password and stays open as search', async ({ page }) => {
    await openQuick(page, { phase: 'locked' });
    await expect(page.getByLabel('Vault password')).toBeFocused();
    await expect(page.locator('body')).not.toContainText(/Zendesk|acme|214/u);
    await expect(page.getByText(/Remember on this computer for 8 hours, until/u)).toBeVisible();
    await page.keyboard.type('not it');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('That is not the password of this vault. Nothing was changed.');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(field(page)).toBeFocused();
    await expect(rows(page)).toHaveCount(5);
  });

  test('leaves the recovery key to the main window', async ({ page }) => {
    await openQuick(page, { phase: 'locked' });
    await page.keyboard.press('Alt+r');
    await expect.poll(() => did(page)).toContain('main');
  });
});

test('reads from right to left', async ({ page }) => {
  await openQuick(page);
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  await expectNoSideways(page);
  const [field, back] = await Promise.all([
    page.locator('.pal .search > .i').boundingBox(),
    page.locator('.back2').boundingBox(),
  ]);
  expect(field?.x).toBeGreaterThan(300);
  expect(back?.x).toBeLessThan(300);
});

test.describe('every look of', () => {
  test.slow();

  test('quick search', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await openQuick(page, query);
      await page.keyboard.type('merid');
      await expect(rows(page)).toHaveCount(2);
    });
  });

  test('quick search in the last seconds', async ({ page }) => {
    await expectEveryLook(page, (query) => openQuick(page, { t: '4', ...query }));
  });

  test('quick search that asks', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await openQuick(page, query);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').waitFor();
    });
  });

  test('the question before typing from the list', async ({ page }) => {
    await page.setViewportSize(compact);
    await expectEveryLook(page, async (query) => {
      await openList(page, { t: '18', ...query });
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alertdialog').waitFor();
    });
  });

  test('quick search without a hit', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await openQuick(page, query);
      await page.keyboard.type('qqqq');
      await page.locator('.nothing').waitFor();
    });
  });

  test('quick search, locked', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await openQuick(page, { phase: 'locked', ...query });
      await page.keyboard.type('not it');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    });
  });
});
