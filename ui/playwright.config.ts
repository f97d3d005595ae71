import { defineConfig } from '@playwright/test';

const port = Number(process.env['PORT'] ?? 4173);

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  // A second try tells a slow machine from a fault; the list names every test that needed one.
  retries: 1,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: `http://localhost:${String(port)}`,
    viewport: { width: 420, height: 680 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    },
  },
  webServer: {
    command: `npm run build:fake && npx vite preview --mode fake --outDir dist-fake --port ${String(port)} --strictPort`,
    port,
    reuseExistingServer: false,
    timeout: 180_000,
  },
});
