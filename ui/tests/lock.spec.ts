import { expect, test, type Page } from '@playwright/test';
import { emit, expectEveryLook, password, type Query } from './every-look';
import { openWindow } from './window';

const key = '7k4m-92xd-pq3t-8hwn-7rvc 5mbe x2fd 6dks n9ja';

async function lock(page: Page, query: Query = {}): Promise<void> {
  await openWindow(page, { phase: 'locked', t: '18', ...query });
  await page.locator('form').waitFor();
}

async function tryWrong(page: Page, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await page.locator('input').first().fill('otter piano velvet');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expect(page.locator('.btn.primary')).not.toHaveText(/Unlocking|Desbloqueando/u);
  }
}

test.describe('the lock', () => {
  test('opens with the password, typed at once', async ({ page }) => {
    await lock(page);
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();
  });

  test('says the exact end of the trust window', async ({ page }) => {
    await lock(page);
    await expect(page.getByRole('checkbox')).toBeChecked();
    await expect(page.getByText(/^Until (today|tomorrow), \d\d:\d\d\./u)).toBeVisible();
    await page.getByLabel('Trust window').selectOption({ label: '7 days' });
    await expect(page.getByText(/^Until \d+ \w+, \d\d:\d\d\./u)).toBeVisible();
    await page.getByRole('checkbox').uncheck();
    await expect(page.getByText('The password is asked for at every start.')).toBeVisible();
  });

  test('offers nothing to remember without a keyring', async ({ page }) => {
    await lock(page, { keyring: 'none' });
    await expect(page.getByRole('checkbox')).toHaveCount(0);
  });

  test('says that the keyring did not answer', async ({ page }) => {
    await lock(page, { keyring: 'silent' });
    await expect(page.getByText('The system keyring did not answer.')).toBeVisible();
  });

  test('keeps a wrong password selected, and shows the hint at the second failure', async ({ page }) => {
    await lock(page);
    await expect(page.getByText('The song from Lisbon')).toHaveCount(0);
    await tryWrong(page, 1);
    await expect(page.getByRole('alert')).toHaveText('That is not the password of this vault. Nothing was changed.');
    const selected = await page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement;
      return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    });
    expect(selected).toBe('otter piano velvet');
    await expect(page.getByText('The song from Lisbon')).toHaveCount(0);
    await tryWrong(page, 1);
    await expect(page.getByText('The song from Lisbon')).toBeVisible();
  });

  test('shows the hint when asked, and no button where there is none', async ({ page }) => {
    await lock(page);
    await page.getByRole('button', { name: 'Show hint' }).click();
    await expect(page.getByText('The song from Lisbon')).toBeVisible();
    await lock(page, { hint: '' });
    await expect(page.getByRole('button', { name: 'Show hint' })).toHaveCount(0);
  });

  test('counts the wait down in words and does not try meanwhile', async ({ page }) => {
    await lock(page);
    await tryWrong(page, 4);
    await expect(page.getByText(/The next try is in \d+ seconds?\./u).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Unlock' })).toHaveAttribute('aria-disabled', 'true');
    await page.locator('input').first().fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  });

  test('takes no file that is dropped', async ({ page }) => {
    await lock(page);
    await emit(page, 'backupDropped', { token: 7, file: 'stick.watchword' });
    await emit(page, 'dragOver', { over: true });
    await expect(page.locator('dialog')).toHaveCount(0);
    await expect(page.getByText('Drop it anywhere')).toHaveCount(0);
  });

  test('holds nothing of the vault', async ({ page }) => {
    await lock(page);
    await expect(page.locator('body')).not.toContainText(/Zendesk|acme|214/u);
    await expect(page.getByText('vault.watchword')).toBeVisible();
  });
});

test.describe('the recovery key', () => {
  test('is counted, forgiven, and leads to a new password', async ({ page }) => {
    await lock(page);
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.keyboard.type('k7qm 2xvd 9hrt w4');
    await expect(page.getByText('14 of 36 typed.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Open with this key' })).toHaveAttribute('aria-disabled', 'true');
    await page.getByLabel('Recovery key').fill(key);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill('maple signal drift anchor');
    await page.getByLabel('Type it again').fill('maple signal drift anchor');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();
  });

  test('that is wrong says so and changes nothing', async ({ page }) => {
    await lock(page);
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.getByLabel('Recovery key').fill('2'.repeat(36));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('That key does not open this vault. Nothing was changed.');
    await page.getByRole('button', { name: 'Back to the password' }).click();
    await expect(page.locator('input[type=password]')).toBeFocused();
  });
});

test.describe('every look of', () => {
  test.slow();

  test('the lock', async ({ page }) => {
    await expectEveryLook(page, (query) => lock(page, query));
  });

  test('the lock after failures', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await lock(page, { keyring: 'silent', ...query });
      await tryWrong(page, 4);
    });
  });

  test('the recovery key', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await lock(page, query);
      await page.locator('.lock-links .btn').last().click();
    });
  });

  test('the new password', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await openWindow(page, { due: '1', t: '18', ...query });
      await page.locator('form').waitFor();
    });
  });
});
