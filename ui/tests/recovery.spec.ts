import { expect, test, type Page } from '@playwright/test';
import { expectEveryLook, password, type Query } from './every-look';
import { compact, openList, wide } from './window';

const passphrase = 'maple signal drift';
const unused = ['w8ku-5dfa', 'h3xp-97jc'];

test.use({ viewport: wide });

const section = (page: Page) => page.locator('section.recovery');
const boxes = (page: Page) => section(page).getByRole('checkbox');
const dialog = (page: Page) => page.getByRole('dialog');

/** Opens the window at the entry with ten codes. */
async function show(page: Page, query: Query = {}, name = 'acme-sandbox-eu'): Promise<void> {
  await page.setViewportSize(wide);
  await openList(page, { t: '18', ...query });
  await select(page, name);
}

async function select(page: Page, name: string): Promise<void> {
  await page.locator('.row', { hasText: name }).first().click();
  await expect(page.locator('.detail h2').first()).toContainText(name.split('-').at(-1) ?? name);
}

async function open(page: Page, query: Query = {}): Promise<void> {
  await show(page, query);
  await unlock(page);
}

async function unlock(page: Page): Promise<void> {
  await section(page).locator('header button').click();
  await dialog(page).locator('input').fill(passphrase);
  await page.keyboard.press('Enter');
  await boxes(page).first().waitFor();
}

async function expectNothingOfTheCodes(page: Page): Promise<void> {
  const content = await page.content();
  for (const code of [...unused, '4k7m']) expect(content).not.toContain(code);
}

test('while they are closed, their number is all there is', async ({ page }) => {
  await show(page);
  await expect(section(page).locator('.pill.warn')).toHaveText('2 left');
  await expect(section(page)).toContainText('10 codes, opened with their own passphrase.');
  await expect(boxes(page)).toHaveCount(0);
  await expectNothingOfTheCodes(page);
});

for (const [place, size] of [
  ['wide', wide],
  ['compact', compact],
] as const) {
  test(`the menu of the entry leads to them: ${place}`, async ({ page }) => {
    await show(page);
    await page.setViewportSize(size);
    await page.keyboard.press('Control+k');
    await page.getByRole('menuitem', { name: 'Recovery codes' }).click();
    await dialog(page).getByLabel('Passphrase of the recovery codes').fill(passphrase);
    await page.keyboard.press('Enter');
    await boxes(page).first().waitFor();
  });
}

test('the menu leads to the first codes of an entry without any', async ({ page }) => {
  await show(page, { recovery: 'none' });
  await page.keyboard.press('Control+k');
  await page.getByRole('menuitem', { name: 'Recovery codes' }).click();
  await expect(dialog(page)).toContainText('Add recovery codes');
});

test('the passphrase opens them, and no other', async ({ page }) => {
  await show(page);
  await page.getByRole('button', { name: 'Open the recovery codes' }).click();
  const field = dialog(page).getByLabel('Passphrase of the recovery codes');
  await expect(field).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toHaveText('The passphrase is empty. Type it.');
  await field.fill(password);
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toContainText('not the passphrase of these recovery codes');
  await expectNothingOfTheCodes(page);
  await field.fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(boxes(page)).toHaveCount(10);
  await expect(section(page)).toContainText('Closes in 5 minutes.');
  await expect(section(page).locator('li.used')).toHaveCount(8);
  await expect(section(page).locator('li').first()).toHaveText(/^\s*4k7m-92xd\s*2 Mar$/u);
  await expect(section(page).locator('li.used span').first()).toHaveCSS('text-decoration-line', 'line-through');
  await expect(section(page).getByRole('checkbox', { name: 'Recovery code 9 used' })).not.toBeChecked();
});

test('a code is ticked without a question, taken back, and unticked', async ({ page }) => {
  await open(page);
  await boxes(page).nth(8).check();
  await expect(page.locator('.receipt')).toContainText('Recovery code ticked as used');
  await expect(section(page).locator('.pill')).toHaveText('1 left');
  await page.locator('.receipt').getByRole('button', { name: 'Undo' }).click();
  await expect(section(page).locator('.pill')).toHaveText('2 left');
  await expect(boxes(page).nth(8)).not.toBeChecked();
  await boxes(page).first().uncheck();
  await expect(section(page).locator('.pill')).toHaveText('3 left');
  await expect(section(page).locator('.pill.warn')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo: Recovery code no longer ticked' })).toBeVisible();
});

test('the next unused code is copied, and can be ticked then', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Copy next unused' }).click();
  const receipt = page.locator('.receipt');
  await expect(receipt).toContainText('Recovery code 9 copied');
  await expect(receipt).toContainText('Clipboard clears in');
  await receipt.getByRole('button', { name: 'Tick it as used' }).click();
  await expect(boxes(page).nth(8)).toBeChecked();
  await expect(section(page).locator('.pill')).toHaveText('1 left');
  await boxes(page).nth(9).check();
  await expect(section(page).locator('.pill.warn')).toHaveText('None left');
  await expect(page.getByRole('button', { name: 'Copy next unused' })).toHaveCount(0);
});

test('another entry takes them out of the page; closing asks for the passphrase again', async ({ page }) => {
  await open(page);
  await page.locator('.row', { hasText: 'globex' }).first().click();
  await expect(section(page)).toContainText('None are kept here.');
  await expectNothingOfTheCodes(page);
  await page.locator('.row', { hasText: 'acme-sandbox-eu' }).first().click();
  await page.getByRole('button', { name: 'Open the recovery codes' }).click();
  await expect(boxes(page), 'the five minutes are not over').toHaveCount(10);
  await page.getByRole('button', { name: 'Close the recovery codes' }).click();
  await expect(boxes(page)).toHaveCount(0);
  await expectNothingOfTheCodes(page);
  await page.getByRole('button', { name: 'Open the recovery codes' }).click();
  await expect(dialog(page)).toBeVisible();
});

test('they close after five minutes, and with them what lies over them', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-11-24T10:31:12') });
  await openList(page);
  await select(page, 'acme-sandbox-eu');
  await unlock(page);
  await page.clock.runFor('04:30');
  await expect(section(page)).toContainText('Closes in 1 minute.');
  await page.getByRole('button', { name: 'Print…' }).click();
  await expect(dialog(page)).toContainText('w8ku-5dfa');
  await page.clock.runFor('00:31');
  await expect(dialog(page)).toHaveCount(0);
  await expect(boxes(page)).toHaveCount(0);
  await expectNothingOfTheCodes(page);
});

test('locking takes them out of the page', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  await expectNothingOfTheCodes(page);
});

test('a pasted text is shown as it was understood before it is kept', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Add codes…' }).click();
  const sheet = dialog(page);
  await expect(sheet.getByLabel('Codes, as the site gave them')).toBeFocused();
  await page.keyboard.insertText('Your codes\n1. a1b2-c3d4\n[x] e5f6-g7h8\n1. a1b2-c3d4\n');
  await expect(sheet.getByRole('status')).toHaveText('2 codes understood. 1 was there twice. 1 line left out.');
  await expect(sheet.locator('li')).toHaveText([/^a1b2-c3d4\s*$/u, /^e5f6-g7h8\s*used$/u]);
  await sheet.getByRole('button', { name: 'Keep 2 codes' }).click();
  await expect(page.locator('.receipt')).toContainText('2 recovery codes kept');
  await expect(boxes(page)).toHaveCount(12);
  await expect(section(page).locator('.pill')).toHaveText('3 left');
  await page.locator('.receipt').getByRole('button', { name: 'Undo' }).click();
  await expect(boxes(page)).toHaveCount(10);
});

test('a new set takes the place of the old one', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Add codes…' }).click();
  await page.keyboard.insertText('a1b2-c3d4\ne5f6-g7h8');
  await dialog(page).getByRole('checkbox').check();
  await dialog(page).getByRole('button', { name: 'Keep 2 codes' }).click();
  await expect(page.locator('.receipt')).toContainText('Replaced by 2 new recovery codes');
  await expect(boxes(page)).toHaveCount(2);
});

test('the first codes of a vault set the passphrase', async ({ page }) => {
  await show(page, { recovery: 'none' });
  await page.getByRole('button', { name: 'Add codes…' }).click();
  const sheet = dialog(page);
  await sheet.getByRole('button', { name: 'Keep the codes' }).click();
  await expect(sheet.getByRole('alert').first()).toContainText('No recovery code was found');
  await page.keyboard.insertText('a1b2-c3d4');
  const first = sheet.getByLabel('A passphrase for all recovery codes of this vault');
  const again = sheet.getByLabel('Once more');
  await first.fill(password);
  await again.fill('something else');
  await sheet.getByRole('button', { name: 'Keep 1 code' }).click();
  await expect(sheet.getByRole('alert')).toHaveText('The two passphrases are not the same.');
  await again.fill(password);
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('alert')).toContainText('That is the password of the vault.');
  await first.fill('garden stone lamp');
  await again.fill('garden stone lamp');
  await page.keyboard.press('Enter');
  await expect(boxes(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Close the recovery codes' }).click();
  await page.getByRole('button', { name: 'Open the recovery codes' }).click();
  await page.keyboard.type('garden stone lamp');
  await page.keyboard.press('Enter');
  await expect(boxes(page)).toHaveCount(1);
});

test('an entry without codes asks for the passphrase of the others', async ({ page }) => {
  await show(page, {}, 'globex');
  await page.getByRole('button', { name: 'Add codes…' }).click();
  await page.keyboard.insertText('a1b2-c3d4');
  const field = dialog(page).getByLabel('Passphrase of the recovery codes');
  await field.fill('wrong');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toContainText('not the passphrase');
  await field.fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(boxes(page)).toHaveCount(1);
});

test('the passphrase is changed by those who know it', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Change passphrase…' }).click();
  const sheet = dialog(page);
  await expect(sheet.getByLabel('Present passphrase')).toBeFocused();
  await page.keyboard.type('wrong');
  await sheet.getByLabel('New passphrase').fill('garden stone lamp');
  await sheet.getByLabel('Once more').fill('garden stone lamp');
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('alert')).toContainText('not the passphrase');
  await sheet.getByLabel('Present passphrase').fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.locator('.receipt')).toContainText('Passphrase of the recovery codes changed');
  await page.getByRole('button', { name: 'Close the recovery codes' }).click();
  await page.getByRole('button', { name: 'Open the recovery codes' }).click();
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toBeVisible();
});

test('the printed sheet holds the codes, black on white, and nothing else of the window', async ({ page }) => {
  await open(page, { theme: 'dark' });
  await page.getByRole('button', { name: 'Print…' }).click();
  const sheet = page.locator('.printsheet');
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeFocused();
  await expect(sheet).toContainText('Zendesk-acme-sandbox-eu');
  await expect(sheet.locator('li')).toHaveCount(10);
  await expect(sheet.locator('s')).toHaveCount(8);
  await page.emulateMedia({ media: 'print' });
  await expect(sheet).toHaveCSS('color', 'rgb(0, 0, 0)');
  await expect(sheet).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  const seen = await page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.getClientRects().length > 0)
      .filter((element) => element.closest('.printsheet') === null && element.querySelector('.printsheet') === null)
      .map((element) => element.className),
  );
  expect(seen).toEqual([]);
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/gu)).toHaveLength(1);
});

test('a vault that can only be read shows them and changes nothing', async ({ page }) => {
  await open(page, { readonly: 'newer' });
  await expect(boxes(page).first()).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Add codes…' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Copy next unused' })).toBeVisible();
});

test('everything is reached by the keyboard', async ({ page }) => {
  await show(page);
  await page.getByRole('button', { name: 'Open the recovery codes' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await expect(boxes(page)).toHaveCount(10);
  await page.getByRole('button', { name: 'Copy next unused' }).focus();
  await page.keyboard.press('Tab');
  await expect(boxes(page).first()).toBeFocused();
  await page.keyboard.press('Space');
  await expect(section(page).locator('.pill')).toHaveText('3 left');
  for (let at = 0; at < 10; at += 1) await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Add codes…' })).toBeFocused();
});

test.describe('every look of', () => {
  test.slow();

  test('the closed section', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await show(page, query);
      await page.setViewportSize(compact);
      await expect(page.locator('.detail')).toHaveCount(0);
      await page.keyboard.press('ArrowRight');
      await section(page).scrollIntoViewIfNeeded();
    });
  });

  test('the open section', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await section(page).scrollIntoViewIfNeeded();
    });
  });

  test('the question for the passphrase', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await show(page, query);
      await section(page).locator('header button').click();
      await dialog(page).locator('input').fill('wrong');
      await page.keyboard.press('Enter');
      await dialog(page).getByRole('alert').waitFor();
    });
  });

  test('the sheet for pasting', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await show(page, { recovery: 'none', ...query });
      await section(page).locator('header button').click();
      await page.keyboard.insertText('Codes\na1b2-c3d4\n[x] e5f6-g7h8');
      await dialog(page).locator('li').first().waitFor();
    });
  });

  test('the sheet for another passphrase', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await section(page).locator('.btns button').nth(2).click();
      await dialog(page).waitFor();
    });
  });

  test('the sheet for printing', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await section(page).locator('.btns button').nth(1).click();
      await page.locator('.printsheet').waitFor();
    });
  });
});
