import { expect, test, type Page } from '@playwright/test';
import { emit, expectEveryLook, type Query } from './every-look';
import { openList, wide } from './window';

async function sources(page: Page, query: Query = {}): Promise<void> {
  await openList(page, { t: '18', ...query });
  await page.keyboard.press('Control+n');
  await page.locator('.srcs').waitFor();
}

async function review(page: Page, query: Query = {}): Promise<void> {
  await sources(page, query);
  await page.locator('.src').first().click();
  await page.locator('.dialog > footer').waitFor();
}

const rowOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

test.describe('adding', () => {
  test('has the focus on its first way, and Esc closes it', async ({ page }) => {
    await sources(page);
    await expect(page.getByRole('button', { name: /Choose files/u })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('combobox')).toBeFocused();
  });

  test('takes the clipboard by key', async ({ page }) => {
    await sources(page);
    await page.keyboard.press('Control+v');
    await expect(page.getByRole('dialog', { name: '6 codes found. Is this right?' })).toBeVisible();
  });

  test('takes a link, and says what is none', async ({ page }) => {
    await sources(page);
    await page.getByRole('button', { name: /Paste a link/u }).click();
    await page.keyboard.type('https://example.com');
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('Links, one on each line').fill('otpauth://totp/x?secret=y');
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByRole('button', { name: 'Add 1' })).toBeVisible();
  });

  test('by typing needs the setup key, and knows the fields of each kind', async ({ page }) => {
    await sources(page);
    await page.getByRole('button', { name: /Type it in/u }).click();
    await page.keyboard.type('Zendesk');
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByText('The setup key is missing.')).toBeVisible();
    await page.getByLabel('Setup key', { exact: true }).fill('JBSW Y3DP');
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Kind').selectOption({ label: 'By counter' });
    await expect(page.getByLabel('Next counter')).toBeVisible();
    await expect(page.getByLabel('Seconds for each code')).toHaveCount(0);
    await page.getByLabel('Kind').selectOption({ label: 'Yandex, with a PIN' });
    await expect(page.getByLabel('PIN', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByRole('button', { name: 'Add 1' })).toBeVisible();
  });

  test('shows over the whole window where files may be let go', async ({ page }) => {
    await sources(page);
    await emit(page, 'dragOver', { over: true });
    await expect(page.getByText('Drop it anywhere')).toBeVisible();
    await emit(page, 'dragOver', { over: false });
    await expect(page.getByText('Drop it anywhere')).toHaveCount(0);
  });

  test('opens by itself for what comes in from outside', async ({ page }) => {
    await openList(page, { t: '18' });
    await emit(page, 'intakeChanged', null);
    await expect(page.getByRole('dialog')).toBeVisible();
  });
});

test.describe('the review', () => {
  test('shows no pixels, and numbers codes and rows alike', async ({ page }) => {
    await review(page);
    await expect(page.locator('.pic .box b')).toHaveText(['1', '2', '3', '4']);
    await expect(page.locator('.thumb b')).toHaveText(['1', '2', '3', '4', '4', '4']);
    await expect(page.locator('.dialog img, .dialog canvas')).toHaveCount(0);
    await expect(page.getByText('Nothing is saved until you press Add.')).toBeVisible();
  });

  test('counts, and an unanswered conflict blocks nothing else', async ({ page }) => {
    await review(page);
    await expect(page.getByText('3 new, 1 update, 1 already here.')).toBeVisible();
    await expect(page.getByText('1 needs your answer.')).toBeVisible();
    const conflict = rowOf(page, 'Okta-admin');
    await expect(conflict.getByRole('checkbox')).toBeDisabled();
    await conflict.getByRole('button', { name: 'Keep both' }).click();
    await expect(page.getByRole('button', { name: 'Add 4, update 1' })).toBeVisible();
    await conflict.getByRole('button', { name: 'Skip' }).click();
    await expect(page.getByRole('button', { name: 'Add 3, update 1' })).toBeVisible();
    await expect(page.getByText('needs your answer')).toHaveCount(0);
    await page.getByRole('checkbox', { name: 'Add Bank token-2207' }).uncheck();
    await page.getByRole('button', { name: 'Add 2, update 1' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('.receipt')).toBeVisible();
  });

  test('takes a suggestion and gives it back', async ({ page }) => {
    await review(page);
    const row = rowOf(page, 'halden');
    await row.getByRole('button', { name: 'Use', exact: true }).click();
    await expect(row.getByText('Zendesk-halden')).toBeVisible();
    await row.getByRole('button', { name: 'Undo' }).click();
    await expect(row.getByText('Zendesk-halden')).toHaveCount(0);
  });

  test('keeps a name when the person says so', async ({ page }) => {
    await review(page);
    await rowOf(page, 'halden').getByRole('button', { name: 'Keep “halden”' }).click();
    await expect(page.getByText('Says too little.')).toHaveCount(0);
  });

  test('takes the other name of a known entry', async ({ page }) => {
    await review(page);
    const row = rowOf(page, 'Same secret, named “Meridian Ltd” here.');
    await expect(row.locator('.name')).toHaveText('Zendesk-meridian');
    await row.getByRole('button', { name: 'Take “Meridian Ltd”' }).click();
    await expect(row.locator('.name')).toHaveText('Meridian Ltd');
  });

  test('replaces a secret only after a tick', async ({ page }) => {
    await review(page);
    await rowOf(page, 'Okta-admin').getByRole('button', { name: 'Replace…' }).click();
    const sheet = page.getByRole('alertdialog', { name: 'Replace the secret of Okta-admin?' });
    await expect(sheet.getByRole('checkbox')).toBeFocused();
    // aria-disabled, so that it can be found: pressing it does nothing.
    await sheet.getByRole('button', { name: 'Replace the secret' }).press('Enter');
    await expect(sheet).toBeVisible();
    await sheet.getByRole('checkbox').check();
    await sheet.getByRole('button', { name: 'Replace the secret' }).click();
    await expect(page.getByRole('button', { name: 'Add 3, update 2' })).toBeVisible();
  });

  test('asks for a name where nothing tells it, and shows it while it is typed', async ({ page }) => {
    await review(page, { intake: 'problems' });
    const row = page.getByRole('listitem').first();
    await expect(row.getByText('No name')).toBeVisible();
    await row.getByLabel('Service').fill('Zendesk');
    await row.getByLabel('Account').fill('acme-sandbox');
    await expect(row.locator('.name')).toHaveText('Zendesk-acme-sandbox');
    await expect(row.getByLabel('Account')).toHaveValue('acme-sandbox');
  });

  test('tells apart why a source gave nothing, and names what is no code', async ({ page }) => {
    await review(page, { intake: 'problems' });
    await expect(page.getByText('This is not a picture, and not a list of links.')).toBeVisible();
    await expect(page.getByText('This picture is too large.')).toBeVisible();
    await expect(page.getByText('This picture is damaged or cut off.')).toBeVisible();
    await expect(page.getByText('a Wi-Fi network (code 3) and a text (line 2)')).toBeVisible();
    await expect(page.getByText('A hash that Watchword does not know.')).toBeVisible();
    await review(page, { intake: 'empty' });
    await expect(page.getByText('No QR code in this picture. Try: larger on the screen')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add', exact: true })).toHaveAttribute('aria-disabled', 'true');
  });

  test('goes back without losing what came in, and forgets it when closed', async ({ page }) => {
    await review(page);
    await page.keyboard.press('Escape');
    await expect(page.getByText('6 codes wait for your review')).toBeVisible();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('Control+n');
    await expect(page.getByText('wait for your review')).toHaveCount(0);
  });
});

test.describe('every look of', () => {
  test.slow();

  const screens: [string, (page: Page, query: Query) => Promise<void>][] = [
    ['adding', sources],
    [
      'a link',
      async (page, query) => {
        await sources(page, query);
        await page.locator('.src').nth(-2).click();
      },
    ],
    [
      'typing',
      async (page, query) => {
        await sources(page, query);
        await page.locator('.src').nth(-1).click();
        await page.locator('summary').click();
      },
    ],
    ['the review', review],
    ['problems', (page, query) => review(page, { intake: 'problems', ...query })],
    [
      'replacing',
      async (page, query) => {
        await review(page, query);
        await page.getByRole('button', { name: /^(Replace|Reemplazar)…$/u }).click();
      },
    ],
  ];
  for (const [name, reach] of screens) {
    test(name, async ({ page }) => {
      await expectEveryLook(page, (query) => reach(page, query));
    });
  }

  test('the review in a wide window', async ({ page }) => {
    await page.setViewportSize(wide);
    await expectEveryLook(page, (query) => review(page, query));
  });
});

test.describe('the screen and folders', () => {
  const button = (page: Page, name: RegExp) => page.getByRole('button', { name });

  test('are looked at again until no part is missing', async ({ page }) => {
    await sources(page);
    await button(page, /Scan the screen/u).click();
    await expect(page.getByText('Google export: parts 1 and 3 of 3 found')).toBeVisible();
    await expect(page.getByText('Screen 1')).toBeVisible();
    await expect(page.locator('.pic .box b')).toHaveText(['1', '2', '3', '4', '5']);
    await expect(page.getByText('a web link (code 5)')).toBeVisible();
    await button(page, /Scan for part 2/u).click();
    await expect(page.getByText('Google export: all 3 parts found')).toBeVisible();
  });

  test('with nothing on it says so, and looks again', async ({ page }) => {
    await sources(page, { intake: 'dark' });
    await button(page, /Scan the screen/u).click();
    await expect(page.getByText('No QR code on the screen.')).toBeVisible();
    await expect(button(page, /Scan again/u)).toBeVisible();
  });

  test('that the system keeps back leave the other ways', async ({ page }) => {
    await sources(page, { screen: 'screen-not-allowed' });
    await button(page, /Scan the screen/u).click();
    await expect(page.getByRole('alert')).toContainText('The system did not allow a picture of the screen.');
    await expect(page.locator('.src')).toHaveCount(7);
  });

  test('of pictures are told of by numbers', async ({ page }) => {
    await sources(page);
    await button(page, /Choose a folder/u).click();
    await expect(page.getByText('Pictures with codes: 1. Without: 312. Other files, left out: 14.')).toBeVisible();
  });

  for (const intake of ['review', 'dark']) {
    test(`every look of a scanned screen: ${intake}`, async ({ page }) => {
      await expectEveryLook(page, async (query) => {
        await sources(page, { intake, ...query });
        await page.locator('.src').nth(1).click();
        await page.locator('.dialog > footer').waitFor();
      });
    });
  }

  test('every look of a refused screen', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await sources(page, { screen: 'screen-not-allowed', ...query });
      await page.locator('.src').nth(1).click();
      await page.getByRole('alert').waitFor();
    });
  });

  test('every look of a folder', async ({ page }) => {
    await expectEveryLook(page, async (query) => {
      await sources(page, query);
      await page.locator('.src').nth(4).click();
      await page.locator('.dialog > footer').waitFor();
    });
  });
});
