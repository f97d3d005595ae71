/** What the address of the page asks for: ?phase=open&n=10000&theme=dark&lang=es&t=18 … */
import type { Density, LockView, Phase, SettingsView, Sort, Theme, TroubleKind } from '../../src/ipc/types';

export type Scenario = {
  phase: Phase;
  trouble: TroubleKind;
  /** Entries in the vault. */
  count: number;
  /** Seconds left at which the clock stands still, or null. */
  secondsLeft: number | null;
  settings: SettingsView;
  /** Rows that could not be read. */
  setAside: number;
  readOnly: string;
  passwordDue: boolean;
  /** "busy": the clipboard takes nothing; "stuck": it cannot be cleared. */
  clipboard: string;
  /** "proven" | "never" | "old" | "failed". */
  proof: string;
  /** "hours8" and so on, or "no": what was chosen last time. */
  trust: LockView['trust'];
  hint: string;
  /** "fine", "silent" (it did not answer), "none" (nothing can be remembered). */
  keyring: string;
  /** "high": opening a backup file asks for consent first. */
  cost: string;
  /** The code of the failure when a backup file is chosen, or "". */
  pick: string;
  /** "none": a vault in trouble has no version. */
  versions: string;
  /**
   * What the intake finds: "review" (the picture of the design), "empty", "link", "problems", "folder", "screen" (parts 1
   * and 3 of a Google export; the second look finds part 2, the third nothing new), "dark" (no code on any screen).
   */
  intake: string;
  /** The code of the failure when a picture of the screen is taken, or "". */
  screen: string;
  /** The receipt of an import: "some" (two are missing), "whole", "differ". */
  imported: string;
  /** "poor": the vault also holds entries whose names say too little. */
  names: string;
  /** "none": no entry has recovery codes. */
  recovery: string;
  /** What the file dialog brings for an icon: "picture", "drawing" (refused), "none" (cancelled). */
  icon: string;
  /** "never": no system call hides a window, as on X11 and Wayland. */
  hiding: string;
  /** Milliseconds that `list` takes for the first letter of a query: makes answers overtake each other. */
  slowFirst: number;
  /** The program that had the focus before quick search, "" for none. */
  program: string;
  /** Why nothing can be typed: the code of the failure, or "". */
  typing: string;
  /** Code of what did not work at the start, or "". */
  notice: string;
};

const themes: Record<string, Theme> = {
  system: 'system',
  light: 'light',
  dark: 'dark',
  'contrast-light': 'contrastLight',
  'contrast-dark': 'contrastDark',
};

export function readScenario(query: URLSearchParams): Scenario {
  const text = (key: string, otherwise: string) => query.get(key) ?? otherwise;
  return {
    phase: text('phase', 'open') as Phase,
    trouble: text('trouble', 'damaged') as TroubleKind,
    count: Number(text('n', '214')),
    secondsLeft: /^\d+$/u.test(text('t', '')) ? Number(text('t', '')) : null,
    settings: {
      language: text('lang', 'system') as SettingsView['language'],
      systemLanguage: 'en',
      theme: themes[text('theme', 'system')] ?? 'system',
      density: text('density', 'normal') as Density,
      textPercent: Number(text('zoom', '100')),
      hideCodes: query.get('hide') === '1',
      sort: text('sort', 'used') as Sort,
      enterCopies: text('enter', 'smart') as SettingsView['enterCopies'],
      lastSeconds: 5,
      clipboardSeconds: 45,
      lockMinutes: 15,
      lockOnSessionLock: true,
      lockOnSuspend: true,
      lockOnUserSwitch: true,
      lockOnClose: false,
      closeToTray: false,
      startWithSystem: false,
      openLinks: false,
      nameTemplate: '{issuer}-{account}',
      ringOnEveryRow: query.get('rings') === '1',
      hint: text('hint', 'The song from Lisbon'),
      keys: {},
      endings: ['sandbox', 'staging', 'test', 'dev', 'training', 'demo', 'eu', 'us', 'uk', 'apac'],
      quickHotkey: 'Ctrl+Alt+Space',
      typeInto: [],
    },
    setAside: Number(text('aside', '0')),
    readOnly: text('readonly', ''),
    passwordDue: query.get('due') === '1',
    clipboard: text('clipboard', 'fine'),
    proof: text('proof', 'proven'),
    trust: text('trust', 'hours8') as LockView['trust'],
    hint: text('hint', 'The song from Lisbon'),
    keyring: text('keyring', 'fine'),
    cost: text('cost', 'usual'),
    pick: text('pick', ''),
    versions: text('versions', 'some'),
    intake: text('intake', 'review'),
    screen: text('screen', ''),
    imported: text('imported', 'some'),
    names: text('names', 'good'),
    recovery: text('recovery', 'some'),
    icon: text('icon', 'picture'),
    hiding: text('hiding', 'possible'),
    slowFirst: Number(text('slow', '0')),
    program: text('program', 'Firefox'),
    typing: text('typing', ''),
    notice: text('notice', ''),
  };
}
