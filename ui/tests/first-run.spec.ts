import { expect, test, type Page } from '@playwright/test';
import { emit, expectEveryLook, password, type Query } from './every-look';
import { openWindow } from './window';

const words = 'otter piano velvet tram';

async function begin(page: Page, query: Query = {}): Promise<void> {
  await openWindow(page, { phase: 'firstRun', t: '18', ...query });
  await page.locator('.choice').first().waitFor();
}

async function choosePassword(page: Page, query: Query = {}): Promise<void> {
  await begin(page, query);
  await page.locator('.choice').nth(1).click();
  await page.locator('form').waitFor();
}

async function makeVault(page: Page, query: Query = {}): Promise<void> {
  await choosePassword(page, query);
  await page.locator('input').nth(0).fill(words);
  await page.locator('input').nth(1).fill(words);
  await page.keyboard.press('Enter');
  await page.locator('.keycard').waitFor();
}

test.describe('first run', () => {
  test('offers only ways that lead somewhere', async ({ page }) => {
    await begin(page);
    await page.getByRole('button', { name: 'Bring my codes here' }).click();
    await expect(page.locator('.choice')).toHaveText([
      /Watchword on another computer/u,
      /Another app/u,
      /A backup file of Watchword/u,
      /Pictures of QR codes/u,
    ]);
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(page.getByRole('heading', { name: /Your sign-in codes/u })).toBeVisible();
  });

  test('speaks the language that is chosen', async ({ page }) => {
    await begin(page);
    await page.getByLabel('Language').selectOption('es');
    await expect(page.getByRole('heading', { name: /Sus códigos de acceso/u })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  });

  test('opens a backup file as the vault', async ({ page }) => {
    await begin(page);
    await page.getByRole('button', { name: 'Open a vault I already have' }).click();
    await expect(page.getByRole('dialog', { name: 'Open watchword-2026-11-01.watchword' })).toBeVisible();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();
  });

  test('says what is wrong with a chosen file', async ({ page }) => {
    await begin(page, { pick: 'not-a-vault' });
    await page.getByRole('button', { name: 'Open a vault I already have' }).click();
    await expect(page.getByRole('alert')).toHaveText('This is not a file of Watchword. Nothing was changed.');
  });

  test('takes a backup file that is dropped', async ({ page }) => {
    await begin(page);
    await emit(page, 'backupDropped', { token: 7, file: 'stick.watchword' });
    await expect(page.getByRole('dialog', { name: 'Open stick.watchword' })).toBeVisible();
  });
});

test.describe('the first password', () => {
  test('shows its strength with a reason', async ({ page }) => {
    await choosePassword(page);
    await page.keyboard.type('letmein');
    await expect(page.getByRole('img', { name: 'Strength 1 of 4' })).toBeVisible();
    await expect(page.getByText('This is a common phrase.')).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill(words);
    await expect(page.getByRole('img', { name: 'Strength 4 of 4' })).toBeVisible();
  });

  test('can be shown and suggested', async ({ page }) => {
    await choosePassword(page);
    const field = page.getByLabel('Password', { exact: true });
    await expect(field).toHaveAttribute('type', 'password');
    await page.getByRole('button', { name: 'Show password' }).click();
    await expect(field).toHaveAttribute('type', 'text');
    await page.getByRole('button', { name: 'Suggest four words for me' }).click();
    await expect(field).toHaveValue(/^\w+( \w+){3}$/u);
    await expect(page.getByLabel('Type it again')).toBeFocused();
  });

  test('must be typed twice the same, and not stand in the hint', async ({ page }) => {
    await choosePassword(page);
    await page.getByLabel('Password', { exact: true }).fill(words);
    await page.getByLabel('Type it again').fill('otter piano');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The two are not the same.')).toBeVisible();
    await page.getByLabel('Type it again').fill(words);
    await page.getByLabel(/^Hint/u).fill(`it is ${words}`);
    await page.keyboard.press('Enter');
    await expect(page.getByText('The hint contains the password. Choose other words.')).toBeVisible();
    await expect(page.locator('.keycard')).toHaveCount(0);
  });
});

test.describe('the spare key', () => {
  test('is nine groups, and its last one opens the vault', async ({ page }) => {
    await makeVault(page);
    await expect(page.getByRole('group', { name: 'Recovery key' }).locator('span')).toHaveCount(9);
    const open = page.getByRole('button', { name: 'Open my vault' });
    await expect(open).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.type('xxxx');
    await expect(page.getByText('That is not the last group.')).toBeVisible();
    await page.getByLabel('Type the last group to show you have it').fill('n9ja');
    await expect(open).not.toHaveAttribute('aria-disabled');
    await page.keyboard.press('Enter');
    await expect(page.getByText('No entries yet.')).toBeVisible();
    await expect(page.locator('body')).not.toContainText('N9JA');
  });

  test('can be put off, and pictures come right after it', async ({ page }) => {
    await begin(page);
    await page.getByRole('button', { name: 'Bring my codes here' }).click();
    await page.getByRole('button', { name: 'Pictures of QR codes' }).click();
    await page.locator('input').nth(0).fill(words);
    await page.locator('input').nth(1).fill(words);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(page.getByRole('dialog', { name: 'Add entries' })).toBeVisible();
  });

  test('is copied, and the end of that is said', async ({ page }) => {
    await makeVault(page);
    await page.getByRole('button', { name: 'Copy' }).click();
    await expect(page.getByText(/^Copied\. The clipboard clears in \d+ s\.$/u)).toBeVisible();
  });

  test('is printed alone, black on white', async ({ page }) => {
    await makeVault(page, { theme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('Watchword recovery key')).toBeVisible();
    await expect(page.getByText('N9JA')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Keep a spare key on paper' })).toBeHidden();
    await expect(page.locator('.keycard')).toHaveCSS('color', 'rgb(0, 0, 0)');
  });
});

test.describe('every look of', () => {
  test.slow();

  test('the start', async ({ page }) => {
    await expectEveryLook(page, (query) => begin(page, query));
  });

  test('where they are now', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await begin(page, query);
      await page.locator('.choice').first().click();
    });
  });

  test('the password with its errors', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await choosePassword(page, query);
      await page.locator('input').nth(0).fill('letmein');
      await page.locator('input').nth(1).fill('other');
      await page.keyboard.press('Enter');
      await page.locator('.err').waitFor();
    });
  });

  test('the spare key', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await makeVault(page, query);
      await page.keyboard.type('n9ja');
    });
  });
});
