import { expect, test, type Page } from '@playwright/test';
import { emit, expectEveryLook, openPage, password, type Query } from './every-look';
import { openList, wide } from './window';

const open = (page: Page, query: Query = {}) => openPage(page, 'backups', query);

async function rehearse(page: Page, query: Query = {}): Promise<void> {
  await open(page, query);
  await page.locator('.proof .btn').click();
  await page.locator('dialog input').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.ticks').waitFor();
}

async function chooseFile(page: Page, typed: string, query: Query = {}): Promise<void> {
  await open(page, query);
  await page.locator('.way .btn').nth(1).click();
  await page.locator('dialog input').fill(typed);
  await page.keyboard.press('Enter');
}

test.describe('the proof', () => {
  const states: [string, string | RegExp][] = [
    ['proven', 'Proven restorable 3 days ago'],
    ['never', 'Not proven yet'],
    ['old', '42 days since the last proof'],
    ['failed', 'The last rehearsal failed: 213 of 214'],
  ];
  for (const [proof, title] of states) {
    test(`can be: ${proof}`, async ({ page }) => {
      await open(page, { proof });
      await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Rehearse now' })).toBeVisible();
    });
  }
});

test.describe('a rehearsal', () => {
  test('asks for the password and shows four ticks', async ({ page }) => {
    await rehearse(page);
    await expect(page.locator('.ticks li')).toHaveText([
      /Done: Backup of today, \d\d:\d\d, found on this computer/u,
      'Done: Your password opens it',
      'Done: 214 of 214 entries are there',
      'Done: Every secret is the same as in the vault',
    ]);
    await expect(page.getByText(/^Proven restorable on this computer, today, \d\d:\d\d$/u)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Done' })).toBeFocused();
  });

  test('names what is missing', async ({ page }) => {
    await rehearse(page, { proof: 'failed' });
    await expect(page.locator('.namelist')).toHaveText('Zendesk-halcyon');
    await expect(page.getByRole('alert')).toContainText('The rehearsal failed: 213 of 214');
  });

  test('says that the password is wrong', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Rehearse now' }).click();
    await page.keyboard.type('otter');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('That is not the password of this vault. Nothing was changed.');
  });
});

test.describe('versions', () => {
  test('say when, why, how many, where and whether proven', async ({ page }) => {
    await open(page);
    const row = page.getByRole('row').nth(2);
    await expect(row).toContainText(/^Yesterday, \d\d:\d\d/u);
    await expect(row).toContainText('Added Zendesk-halcyon');
    await expect(row).toContainText('This computer');
    await expect(row).toContainText('Not yet');
    await expect(page.getByText('A new one after every change. 58 kept, 3.1 MB.')).toBeVisible();
    await expect(page.getByRole('row').last()).toContainText('Copied by hand');
  });

  test('can be gone back to, with the password', async ({ page }) => {
    await open(page);
    const button = page.getByRole('button', { name: /^Go back to this version, yesterday/u });
    await button.click();
    const sheet = page.getByRole('dialog', { name: /^Go back to the version of yesterday, / });
    await expect(sheet).toContainText('A version of now is made first');
    await sheet.getByRole('button', { name: 'Stay with now' }).click();
    await expect(button).toBeFocused();
    await button.click();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(sheet).toHaveCount(0);
    await expect(page.locator('.receipt')).toBeVisible();
  });
});

test.describe('a file', () => {
  test('is made, and the receipt names it', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Make the file' }).click();
    await expect(page.locator('.receipt')).toContainText('watchword-2026-11-24.watchword');
  });

  test('is opened with its own password and then reviewed', async ({ page }) => {
    await chooseFile(page, 'wrong');
    await expect(page.getByRole('alert')).toHaveText('That is not the password of this file. Nothing was changed.');
    await page.locator('dialog input').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: /codes found/u })).toBeVisible();
  });

  test('that costs much asks first, and Cancel is the default', async ({ page }) => {
    await chooseFile(page, password, { cost: 'high' });
    const sheet = page.getByRole('alertdialog');
    await expect(sheet).toContainText('Opening it needs 3 GiB and about 40 s.');
    await expect(sheet.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await sheet.getByRole('button', { name: 'Open it anyway' }).click();
    await expect(page.getByRole('dialog', { name: /codes found/u })).toBeVisible();
  });

  test('that costs much is left alone on Cancel', async ({ page }) => {
    await chooseFile(page, password, { cost: 'high' });
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(page.locator('dialog')).toHaveCount(0);
  });

  test('is taken when dropped on the list', async ({ page }) => {
    await openList(page, { t: '18' });
    await emit(page, 'backupDropped', { token: 3, file: 'stick.watchword' });
    await expect(page.getByRole('dialog', { name: 'Open stick.watchword' })).toBeVisible();
  });
});

test.describe('every look of', () => {
  test.slow();

  const screens: [string, (page: Page, query: Query) => Promise<void>][] = [
    ['the page', open],
    ['the page without a proof', (page, query) => open(page, { proof: 'never', ...query })],
    ['the page with an old proof', (page, query) => open(page, { proof: 'old', ...query })],
    ['the page after a failure', (page, query) => open(page, { proof: 'failed', ...query })],
    ['a rehearsal', rehearse],
    ['a failed rehearsal', (page, query) => rehearse(page, { proof: 'failed', ...query })],
    ['a wrong password', (page, query) => chooseFile(page, 'wrong', query)],
    ['the cost question', (page, query) => chooseFile(page, password, { cost: 'high', ...query })],
    [
      'going back',
      async (page, query) => {
        await open(page, query);
        await page.locator('.tbl .btn').first().click();
      },
    ],
  ];
  for (const [name, reach] of screens) {
    test(name, async ({ page }) => {
      await expectEveryLook(page, (query) => reach(page, query));
    });
  }

  test('the page in a wide window', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await open(page, query);
      await page.setViewportSize(wide);
    });
  });
});
