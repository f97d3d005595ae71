/**
 * Every setting, once: its place, its words and its control. A new setting is a row here, its field in
 * `service/src/settings.rs` and `src-tauri/src/ipc/settings.rs`, and its words in each language.
 */
import { app } from '../../app.svelte';
import type { IconName } from '../../components/icons';
import { failureText } from '../../ipc/failure';
import { textSizes } from '../../keyboard/keymap';
import { m } from '../../paraglide/messages';
import NamePattern from '../checkup/NamePattern.svelte';
import { densities, languages, sorts, themes } from '../list/menus';
import { choice, steps, toggle, type Control } from './controls';
import { keyRows } from './key-rows';
import TrustControl from './TrustControl.svelte';
import { ways } from './ways.svelte';

export type Row = {
  id: string;
  label: () => string;
  /** One sentence; what a choice costs is said here. */
  text?: () => string;
  /** Where it has something to set; everywhere when it is left out. */
  shown?: () => boolean;
  control: Control;
};

export type Section = { id: string; icon: IconName; title: () => string; rows: readonly Row[] };

export const sections: readonly Section[] = [
  {
    id: 'lock',
    icon: 'lock',
    title: m.settings_lock,
    rows: [
      {
        id: 'lock-minutes',
        label: m.settings_lock_after,
        text: m.settings_lock_after_text,
        control: steps('lockMinutes', [1, 5, 15, 30, 60, 120, 240, 0], minuteWords),
      },
      {
        id: 'lock-on-session-lock',
        label: m.settings_lock_on_session_lock,
        text: m.settings_lock_on_session_lock_text,
        control: toggle('lockOnSessionLock'),
      },
      {
        id: 'lock-on-suspend',
        label: m.settings_lock_on_suspend,
        text: m.settings_lock_on_suspend_text,
        control: toggle('lockOnSuspend'),
      },
      {
        id: 'lock-on-user-switch',
        label: m.settings_lock_on_user_switch,
        text: m.settings_lock_on_user_switch_text,
        control: toggle('lockOnUserSwitch'),
      },
      {
        id: 'lock-on-close',
        label: m.settings_lock_on_close,
        text: m.settings_lock_on_close_text,
        control: toggle('lockOnClose'),
      },
      {
        id: 'trust',
        label: m.settings_trust,
        text: () => (ways.view?.trustPossible === false ? m.settings_trust_none() : m.settings_trust_text()),
        control: { kind: 'own', control: TrustControl, wide: false },
      },
      {
        id: 'trusted',
        label: m.settings_trusted,
        text: () => ways.trustedWords(),
        shown: () => (ways.view?.rememberedUntil ?? 0) > 0,
        control: { kind: 'button', label: m.settings_trusted_end, run: () => void ways.forget() },
      },
    ],
  },
  {
    id: 'desktop',
    icon: 'monitor',
    title: m.settings_desktop,
    rows: [
      {
        id: 'quick-hotkey',
        label: m.settings_quick_hotkey,
        text: () => {
          const notice = app.start?.notice ?? null;
          return notice === null ? m.settings_quick_hotkey_text() : failureText(notice).message;
        },
        control: {
          kind: 'text',
          limit: 40,
          now: (settings) => settings.quickHotkey,
          to: (quickHotkey) => ({ quickHotkey }),
        },
      },
      {
        id: 'type-into',
        label: m.settings_type_into,
        text: m.settings_type_into_text,
        shown: () => (app.settings?.typeInto.length ?? 0) > 0,
        control: {
          kind: 'list',
          now: (settings) => settings.typeInto,
          to: (typeInto) => ({ typeInto }),
          removeLabel: (program) => m.settings_type_into_forget({ program }),
        },
      },
      {
        id: 'close-to-tray',
        label: m.settings_close_to_tray,
        text: m.settings_close_to_tray_text,
        control: toggle('closeToTray'),
      },
      {
        id: 'start-with-system',
        label: m.settings_start_with_system,
        text: m.settings_start_with_system_text,
        control: toggle('startWithSystem'),
      },
      {
        id: 'open-links',
        label: m.settings_open_links,
        text: m.settings_open_links_text,
        control: toggle('openLinks'),
      },
    ],
  },
  {
    id: 'clipboard',
    icon: 'clipboard',
    title: m.settings_clipboard,
    rows: [
      {
        id: 'enter-copies',
        label: m.settings_enter,
        text: m.settings_enter_text,
        control: choice('enterCopies', () => [
          { value: 'smart', label: m.settings_enter_smart() },
          { value: 'current', label: m.settings_enter_current() },
          { value: 'wait', label: m.settings_enter_wait() },
        ]),
      },
      {
        id: 'last-seconds',
        label: m.settings_switch,
        text: m.settings_switch_text,
        control: steps('lastSeconds', [3, 5, 8, 10, 15, 0], (value) =>
          value === 0 ? m.settings_never() : m.settings_seconds_left({ count: value }),
        ),
      },
      {
        id: 'clipboard-seconds',
        label: m.settings_clear,
        text: m.settings_clear_text,
        control: steps('clipboardSeconds', [10, 20, 30, 45, 60, 90, 120, 0], secondWords),
      },
    ],
  },
  {
    id: 'screen',
    icon: 'monitor-off',
    title: m.settings_screen,
    rows: [
      {
        id: 'capture',
        label: m.capture_title,
        text: m.settings_capture_text,
        shown: () => app.screen.hiddenPossible,
        control: {
          kind: 'button',
          label: () => (app.screen.captureUntil > 0 ? m.capture_hide() : m.capture_allow()),
          run: () => void app.capture(app.screen.captureUntil === 0),
        },
      },
      {
        id: 'no-capture',
        label: m.settings_seen,
        text: m.settings_seen_text,
        shown: () => !app.screen.hiddenPossible,
        control: { kind: 'words' },
      },
      {
        id: 'present',
        label: m.keys_present,
        text: m.settings_present_text,
        control: {
          kind: 'button',
          label: () => (app.screen.presenting ? m.present_end() : m.present_begin()),
          run: () => void app.present(!app.screen.presenting),
        },
      },
      {
        id: 'hide-codes',
        label: m.settings_hide,
        text: m.settings_hide_text,
        control: toggle('hideCodes'),
      },
    ],
  },
  {
    id: 'names',
    icon: 'spell-check',
    title: m.settings_names,
    rows: [
      {
        id: 'name-template',
        label: m.checkup_pattern,
        text: m.settings_pattern_text,
        control: { kind: 'own', control: NamePattern, wide: true },
      },
      {
        id: 'endings',
        label: m.settings_endings,
        text: m.settings_endings_text,
        control: {
          kind: 'list',
          now: (settings) => settings.endings,
          to: (endings) => ({ endings }),
          removeLabel: (ending) => m.settings_remove({ item: ending }),
          add: { label: m.settings_ending_new, limit: 40 },
        },
      },
    ],
  },
  {
    id: 'look',
    icon: 'palette',
    title: m.settings_look,
    rows: [
      { id: 'theme', label: m.menu_theme, control: choice('theme', themes, 'buttons') },
      { id: 'density', label: m.settings_rows, control: choice('density', densities, 'buttons') },
      {
        id: 'text-percent',
        label: m.menu_text,
        control: steps('textPercent', textSizes, (value) => m.menu_percent({ percent: String(value) })),
      },
      {
        id: 'ring',
        label: m.settings_ring,
        text: m.settings_ring_text,
        control: toggle('ringOnEveryRow'),
      },
      { id: 'sort', label: m.list_sort, text: m.settings_sort_text, control: choice('sort', sorts) },
    ],
  },
  {
    id: 'language',
    icon: 'languages',
    title: m.menu_language,
    rows: [{ id: 'language', label: m.menu_language, control: choice('language', languages) }],
  },
  { id: 'keyboard', icon: 'keyboard', title: m.menu_keyboard, rows: keyRows },
  {
    id: 'ways',
    icon: 'key-round',
    title: m.settings_ways,
    rows: [
      {
        id: 'password',
        label: m.settings_password,
        text: m.settings_password_text,
        control: { kind: 'button', label: m.settings_password_change, run: () => ways.open('password') },
      },
      {
        id: 'hint',
        label: m.settings_hint,
        text: m.settings_hint_text,
        control: { kind: 'text', limit: 200, now: (settings) => settings.hint, to: (hint) => ({ hint }) },
      },
      {
        id: 'recovery-key',
        label: m.settings_key,
        text: () => (ways.view?.recoveryKeyKept === true ? m.settings_key_kept() : m.settings_key_missing()),
        control: { kind: 'button', label: m.settings_key_new, run: () => ways.open('recoveryKey') },
      },
    ],
  },
  {
    id: 'about',
    icon: 'info',
    title: m.settings_about,
    rows: [
      {
        id: 'version',
        label: () => m.settings_version({ version: app.start?.version ?? '' }),
        text: m.settings_version_text,
        control: { kind: 'words' },
      },
    ],
  },
];

function minuteWords(minutes: number): string {
  if (minutes === 0) return m.settings_never();
  return minutes % 60 === 0 ? m.settings_hours({ count: minutes / 60 }) : m.settings_minutes({ count: minutes });
}

function secondWords(seconds: number): string {
  if (seconds === 0) return m.settings_never();
  return seconds % 60 === 0 ? m.settings_minutes({ count: seconds / 60 }) : m.settings_seconds({ count: seconds });
}
