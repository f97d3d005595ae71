/** Shared by the browser tests: opening the window over the fake core, and the accessibility check. */
import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const themes = ['light', 'dark', 'contrast-light', 'contrast-dark'] as const;
export const compact = { width: 420, height: 680 };
export const wide = { width: 980, height: 700 };

/** Opens the window; `query` as in tests/fake-core/scenario.ts. Errors on the page fail the test. */
export async function openWindow(page: Page, query: Record<string, string> = {}): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  page.on('console', (message) => {
    // Nothing may be refused by the content policy or warned about; the icon no page has is the browser's own wish.
    if (message.type() === 'error' && !message.text().includes('404')) throw new Error(message.text());
  });
  await page.goto(`/?${new URLSearchParams(query).toString()}`);
  await page.waitForFunction(() => document.documentElement.dataset['theme'] !== undefined);
}

/** Opens the list and waits for its first codes. */
export async function openList(page: Page, query: Record<string, string> = {}): Promise<void> {
  await openWindow(page, query);
  await page.getByRole('option').first().waitFor();
  await page.locator('.row .code').first().waitFor();
}

type Finding = { id: string; target: string };

/** WCAG 2.2 A and AA: nothing may be found. */
export async function expectAccessible(page: Page): Promise<void> {
  // Playwright evaluates outside the content policy of the page.
  await page.evaluate(axe);
  const findings = await page.evaluate(async (): Promise<Finding[]> => {
    const runner = (window as unknown as { axe: { run: (where: Document, options: unknown) => Promise<AxeResult> } })
      .axe;
    type AxeResult = { violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] };
    const result = await runner.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    });
    return result.violations.flatMap((violation) =>
      violation.nodes.map((node) => ({
        id: violation.id,
        target: `${node.target.join(' ')}: ${node.failureSummary ?? ''}`,
      })),
    );
  });
  expect(findings).toEqual([]);
}

/** The window never scrolls sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  const sideways = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.list, .detail, .pagepane, .solo, .dialog > .body')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.className}: ${String(element.scrollWidth)} > ${String(element.clientWidth)}`),
  );
  expect(sideways).toEqual([]);
}
