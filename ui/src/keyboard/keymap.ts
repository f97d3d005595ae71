/**
 * What each key does: one table, used by the handler, the help, the menus and the settings. A new key is one line of
 * `bindings` and its words in `words.ts`.
 */

export type Command =
  | { name: 'move'; by: 'row' | 'page' | 'section'; direction: 1 | -1; picking?: boolean }
  | { name: 'carry'; direction: 1 | -1 }
  | { name: 'first' | 'last' }
  | { name: 'copy' | 'copyOther' | 'type' }
  | { name: 'copyPinned' | 'view'; number: number }
  | { name: 'open' | 'back' | 'escape' }
  | { name: 'actions' | 'edit' | 'pin' | 'tags' | 'trash' | 'reveal' }
  | { name: 'undo' | 'redo' | 'clearClipboard' | 'hideCodes' | 'present' }
  | { name: 'add' | 'codes' | 'checkup' | 'backups' | 'settings' | 'lock' | 'help' }
  | { name: 'text'; step: 1 | 0 | -1 }
  | { name: 'pane'; direction: 1 | -1 };

export type Stroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

/** Keys pressed together, as they are written and kept: "Mod+Shift+P". Mod is Ctrl, on macOS Command. */
export type Combination = string;

/** Stands for a digit, where each of them does the same with its own number. */
export const anyDigit = '1…9';

type Binding = {
  /** What the settings keep the key of a person under. */
  action: string;
  keys: Combination;
  /** Where macOS has another usual key. */
  mac?: Combination;
  /** More keys that always do the same. */
  also?: readonly Combination[];
  command: Command;
};

/** What a person may put on another key. */
export const bindings = [
  { action: 'copy', keys: 'Enter', command: { name: 'copy' } },
  { action: 'copy-other', keys: 'Shift+Enter', command: { name: 'copyOther' } },
  { action: 'type', keys: 'Mod+Enter', command: { name: 'type' } },
  { action: 'copy-pinned', keys: 'Mod+1…9', command: { name: 'copyPinned', number: 0 } },
  { action: 'clear-clipboard', keys: 'Mod+Shift+X', command: { name: 'clearClipboard' } },
  { action: 'view', keys: 'Alt+1…9', mac: 'Mod+Alt+1…9', command: { name: 'view', number: 0 } },
  { action: 'next-section', keys: 'Mod+Down', command: { name: 'move', by: 'section', direction: 1 } },
  { action: 'previous-section', keys: 'Mod+Up', command: { name: 'move', by: 'section', direction: -1 } },
  { action: 'present', keys: 'Mod+Shift+P', command: { name: 'present' } },
  { action: 'hide-codes', keys: 'Mod+Shift+H', command: { name: 'hideCodes' } },
  { action: 'reveal', keys: 'Mod+R', command: { name: 'reveal' } },
  { action: 'actions', keys: 'Mod+K', also: ['Menu', 'Shift+F10'], command: { name: 'actions' } },
  { action: 'edit', keys: 'F2', command: { name: 'edit' } },
  { action: 'tags', keys: 'Mod+T', command: { name: 'tags' } },
  { action: 'pin', keys: 'Mod+D', command: { name: 'pin' } },
  { action: 'carry-up', keys: 'Alt+Up', command: { name: 'carry', direction: -1 } },
  { action: 'carry-down', keys: 'Alt+Down', command: { name: 'carry', direction: 1 } },
  { action: 'trash', keys: 'Mod+Shift+Delete', mac: 'Mod+Shift+Backspace', command: { name: 'trash' } },
  { action: 'undo', keys: 'Mod+Z', command: { name: 'undo' } },
  { action: 'redo', keys: 'Mod+Shift+Z', command: { name: 'redo' } },
  { action: 'add', keys: 'Mod+N', command: { name: 'add' } },
  { action: 'codes', keys: 'Mod+E', command: { name: 'codes' } },
  { action: 'checkup', keys: 'Mod+U', command: { name: 'checkup' } },
  { action: 'backups', keys: 'Mod+B', command: { name: 'backups' } },
  { action: 'settings', keys: 'Mod+,', command: { name: 'settings' } },
  { action: 'text-larger', keys: 'Mod+Plus', command: { name: 'text', step: 1 } },
  { action: 'text-smaller', keys: 'Mod+Minus', command: { name: 'text', step: -1 } },
  { action: 'text-usual', keys: 'Mod+0', command: { name: 'text', step: 0 } },
  { action: 'lock', keys: 'Mod+L', command: { name: 'lock' } },
  { action: 'next-pane', keys: 'F6', command: { name: 'pane', direction: 1 } },
  { action: 'previous-pane', keys: 'Shift+F6', command: { name: 'pane', direction: -1 } },
  { action: 'help', keys: 'F1', also: ['Mod+/'], command: { name: 'help' } },
] as const satisfies readonly Binding[];

export type Action = (typeof bindings)[number]['action'];

/** Keys that were changed: the action, and its combination. */
export type ChangedKeys = { readonly [action in string]?: Combination };

/** Keys that every list and every text field needs. */
const fixed: readonly (readonly [Combination, Command])[] = [
  ['Down', { name: 'move', by: 'row', direction: 1 }],
  ['Up', { name: 'move', by: 'row', direction: -1 }],
  ['PageDown', { name: 'move', by: 'page', direction: 1 }],
  ['PageUp', { name: 'move', by: 'page', direction: -1 }],
  ['Shift+Down', { name: 'move', by: 'row', direction: 1, picking: true }],
  ['Shift+Up', { name: 'move', by: 'row', direction: -1, picking: true }],
  ['Shift+PageDown', { name: 'move', by: 'page', direction: 1, picking: true }],
  ['Shift+PageUp', { name: 'move', by: 'page', direction: -1, picking: true }],
  ['Home', { name: 'first' }],
  ['End', { name: 'last' }],
  ['Esc', { name: 'escape' }],
];

const composing = 229;

/** The command of a stroke, or null. Nothing while an input method is composing. */
export function commandOf(stroke: Stroke, mac: boolean, rtl = false, changed: ChangedKeys = {}): Command | null {
  for (const { keys, digit } of spellings(stroke, mac)) {
    if (keys === (rtl ? 'Left' : 'Right')) return { name: 'open' };
    if (keys === (rtl ? 'Right' : 'Left')) return { name: 'back' };
    const command =
      fixed.find(([its]) => its === keys)?.[1] ??
      bindings.find((binding) => keysOf(binding.action, mac, changed) === keys)?.command ??
      bindings.find((binding) => 'also' in binding && (binding.also as readonly string[]).includes(keys))?.command;
    if (command !== undefined) return 'number' in command ? { ...command, number: digit } : command;
  }
  return null;
}

/** The combination in force for an action. */
export function keysOf(action: Action, mac: boolean, changed: ChangedKeys): Combination {
  const binding: Binding | undefined = bindings.find((item) => item.action === action);
  return changed[action] ?? (mac ? binding?.mac : undefined) ?? binding?.keys ?? '';
}

/** The action that has this combination where nothing was changed. */
export function actionOf(usual: Combination): Action | undefined {
  return bindings.find((binding) => binding.keys === usual)?.action;
}

/** Whether each digit does the same with its own number. */
export function takesDigits(action: Action): boolean {
  return bindings.some((binding) => binding.action === action && 'number' in binding.command);
}

/** The combination of a stroke for an action, or null while only modifiers are held. */
export function combinationOf(stroke: Stroke, mac: boolean, action: Action | null): Combination | null {
  const all = spellings(stroke, mac);
  const found = all.find(({ digit }) => digit > 0 === (action !== null && takesDigits(action))) ?? all.at(-1);
  return found?.keys ?? null;
}

/** Why a combination cannot be had. */
export type Refusal = { why: 'typing' | 'field' | 'digit' } | { why: 'taken'; by: Action };

/** Keys of text fields, of lists and of the systems. */
const kept = new Set(
  `Mod+A Mod+C Mod+V Mod+X Tab Shift+Tab Left Right Mod+Left Mod+Right Mod+Backspace Mod+Delete Backspace Delete Shift+Left
  Shift+Right Shift+Up Shift+Down Shift+Home Shift+End Mod+Home Mod+End Alt+F4 Alt+Tab Alt+T`.split(/\s+/u),
);

/** Why `action` cannot have this combination, or null when it can. */
export function refusal(action: Action, keys: Combination, mac: boolean, changed: ChangedKeys): Refusal | null {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const held = parts.slice(0, -1);
  if (!held.includes('Mod') && !held.includes('Alt') && (key.length === 1 || key === 'Space' || key === anyDigit)) {
    return { why: 'typing' };
  }
  if (kept.has(keys) || fixed.some(([its]) => its === keys)) return { why: 'field' };
  if (takesDigits(action) && key !== anyDigit) return { why: 'digit' };
  const same = alike(keys);
  const other = bindings.find(
    (binding) =>
      binding.action !== action &&
      [keysOf(binding.action, mac, changed), ...('also' in binding ? binding.also : [])].some(
        (its) => alike(its) === same,
      ),
  );
  return other === undefined ? null : { why: 'taken', by: other.action };
}

/** One digit is any digit, as far as others want it. */
function alike(keys: Combination): Combination {
  return keys.replace(/(^|\+)[1-9]$/u, `$1${anyDigit}`);
}

type Spelling = { keys: Combination; digit: number };

const names: Partial<Record<string, string>> = {
  ArrowDown: 'Down',
  ArrowUp: 'Up',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ContextMenu: 'Menu',
  Escape: 'Esc',
  ' ': 'Space',
  '+': 'Plus',
  '=': 'Plus',
  '-': 'Minus',
};
const modifiers = /^(?:Control|Shift|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified)$/u;

/** How a stroke may be written: as a digit by its place on the keyboard, and by what is on the key. */
function spellings(stroke: Stroke, mac: boolean): Spelling[] {
  if (stroke.isComposing || stroke.keyCode === composing || modifiers.test(stroke.key)) return [];
  const mod = mac ? stroke.metaKey : stroke.ctrlKey;
  // The other of the two belongs to the system.
  if (mac ? stroke.ctrlKey : stroke.metaKey) return [];
  const write = (key: string, shift: boolean) =>
    [mod && 'Mod', stroke.altKey && 'Alt', shift && 'Shift', key].filter((part) => part !== false).join('+');
  const digit = Number(/^(?:Digit|Numpad)([1-9])$/u.exec(stroke.code)?.[1] ?? 0);
  // Alt changes what a letter key gives on macOS.
  const letter = stroke.altKey ? /^Key([A-Z])$/u.exec(stroke.code)?.[1] : undefined;
  const key = letter ?? names[stroke.key] ?? (stroke.key.length === 1 ? stroke.key.toUpperCase() : stroke.key);
  // Shift is part of how a sign is typed, and another key for everything else.
  const sign = key.length === 1 ? !/\p{L}/u.test(key) : key === 'Plus' || key === 'Minus';
  const byKey = { keys: write(key, stroke.shiftKey && !sign), digit: 0 };
  return digit === 0 ? [byKey] : [{ keys: write(anyDigit, stroke.shiftKey), digit }, byKey];
}

export const textSizes = [90, 100, 110, 125, 150, 175, 200] as const;

/** The text size one step larger or smaller, or the usual one. */
export function textSize(now: number, step: 1 | 0 | -1): number {
  if (step === 0) return 100;
  if (step === 1) return textSizes.find((size) => size > now) ?? 200;
  return textSizes.findLast((size) => size < now) ?? 90;
}
