/** What the window shows as a whole: phase, page, settings, and how they reach the document. */
import { forgetPictures } from './components/pictures';
import { core } from './ipc/client';
import type { OverviewView, ScreenView, SettingsPatch, SettingsView, StartView, Theme } from './ipc/types';
import { overwriteGetLocale } from './paraglide/runtime';
import { m } from './paraglide/messages';
import { receipts } from './receipts.svelte';
import { say } from './say.svelte';
import { sheets } from './sheets.svelte';

export type Page = 'codes' | 'checkup' | 'backups' | 'trash' | 'settings' | 'imported';
export type Locale = 'en' | 'es';
type ResolvedTheme = 'light' | 'dark' | 'contrast-light' | 'contrast-dark';

/** Nothing is open: nobody can see anything. */
const unseen: ScreenView = { presenting: false, hiddenPossible: false, captureUntil: 0 };

class App {
  /** null until the core has answered for the first time. */
  start = $state.raw<StartView | null>(null);
  settings = $state.raw<SettingsView | null>(null);
  overview = $state.raw<OverviewView | null>(null);
  /** What others can see of the open vault. */
  screen = $state.raw<ScreenView>(unseen);
  page = $state<Page>('codes');

  readonly locale: Locale = $derived.by(() => {
    const settings = this.settings;
    if (settings === null) return 'en';
    return settings.language === 'system' ? settings.systemLanguage : settings.language;
  });

  /** Asks the core where things stand: at the start, after unlocking, after the vault was made. */
  async restart(): Promise<void> {
    const view = await core().start();
    this.overview = null;
    this.screen = unseen;
    receipts.dismiss();
    sheets.close();
    this.page = 'codes';
    this.settings = view.settings;
    if (view.phase === 'open') await this.refresh();
    this.start = view;
  }

  /** Asks again for the numbers of the vault. */
  async refresh(): Promise<void> {
    [this.overview, this.screen] = await Promise.all([core().overview(), core().screen()]);
  }

  /** Begins or ends presenting. The core masks; everything that is shown is asked for again. */
  async present(on: boolean): Promise<void> {
    if (await this.#seen(core().present(on))) say.announce(on ? m.present_said_on() : m.present_said_off());
  }

  /** Lets the window be captured for ten minutes, or hides it again. */
  async capture(on: boolean): Promise<void> {
    const done = await this.#seen(on ? core().allowCapture() : core().hideFromCapture());
    if (done) say.announce(on ? m.capture_said_on() : m.capture_said_off());
  }

  async #seen(change: Promise<ScreenView>): Promise<boolean> {
    try {
      this.screen = await change;
      if (this.screen.presenting) forgetPictures();
      // A receipt tells a name that was masked or shown until now.
      receipts.dismiss();
      return true;
    } catch (error) {
      receipts.fail(error);
      return false;
    }
  }

  /** The auto-lock was put off. Unix ms, 0 = never. */
  locksLater = (locksAt: number): void => {
    if (this.overview !== null) this.overview = { ...this.overview, locksAt };
  };

  putNoticeAway(): void {
    if (this.start !== null) this.start = { ...this.start, notice: null };
  }

  /** Changes settings; false when it could not be done. */
  async change(patch: SettingsPatch): Promise<boolean> {
    try {
      this.settings = await core().changeSettings(patch);
      return true;
    } catch (error) {
      receipts.fail(error);
      return false;
    }
  }

  /** The core drops every key and starts anew. */
  async lock(): Promise<void> {
    await core().lock();
    await this.restart();
  }
}

export const app = new App();

overwriteGetLocale(() => app.locale);

const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');

/** Keeps `<html>` in step with the settings; called inside the root component. */
export function followSettings(): void {
  let systemChanges = $state(0);
  const changed = () => (systemChanges += 1);

  $effect(() => {
    dark.addEventListener('change', changed);
    contrast.addEventListener('change', changed);
    return () => {
      dark.removeEventListener('change', changed);
      contrast.removeEventListener('change', changed);
    };
  });
  $effect.pre(() => {
    void systemChanges;
    applySettings(app.settings, app.locale);
  });
}

/** Writes language, theme and text size to the document. */
export function applySettings(settings: SettingsView | null, locale: Locale): void {
  const root = document.documentElement;
  root.lang = locale;
  root.dataset['theme'] = resolveTheme(settings?.theme ?? 'system', dark.matches, contrast.matches);
  root.style.fontSize = `${settings?.textPercent ?? 100}%`;
}

export function resolveTheme(theme: Theme, dark: boolean, contrast: boolean): ResolvedTheme {
  switch (theme) {
    case 'system':
      if (contrast) return dark ? 'contrast-dark' : 'contrast-light';
      return dark ? 'dark' : 'light';
    case 'contrastLight':
      return 'contrast-light';
    case 'contrastDark':
      return 'contrast-dark';
    case 'light':
    case 'dark':
      return theme;
  }
}
