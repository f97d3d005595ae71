/** What each key does: one table, used by the handler and by the help. Mod is Ctrl, on macOS Command. */

export type Command =
  | { name: 'move'; by: 'row' | 'page' | 'section'; direction: 1 | -1; picking?: boolean }
  | { name: 'carry'; direction: 1 | -1 }
  | { name: 'first' | 'last' }
  | { name: 'copy' | 'copyOther' | 'type' }
  | { name: 'copyPinned' | 'view'; number: number }
  | { name: 'open' | 'back' | 'escape' }
  | { name: 'actions' | 'edit' | 'pin' | 'tags' | 'trash' | 'reveal' }
  | { name: 'undo' | 'redo' | 'clearClipboard' | 'hideCodes' }
  | { name: 'add' | 'codes' | 'checkup' | 'backups' | 'lock' | 'help' }
  | { name: 'text'; step: 1 | 0 | -1 }
  | { name: 'pane'; direction: 1 | -1 };

export type Stroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

const composing = 229;

/** The command of a stroke, or null. Nothing while an input method is composing. */
export function commandOf(stroke: Stroke, mac: boolean, rtl = false): Command | null {
  if (stroke.isComposing || stroke.keyCode === composing) return null;
  const mod = mac ? stroke.metaKey && !stroke.ctrlKey : stroke.ctrlKey && !stroke.metaKey;
  const other = mac ? stroke.ctrlKey : stroke.metaKey;
  if (other) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/u.exec(stroke.code)?.[1];
  if (digit !== undefined) {
    const number = Number(digit);
    if (stroke.altKey && !stroke.shiftKey && mod === mac) return { name: 'view', number };
    if (mod && !stroke.altKey && !stroke.shiftKey) return { name: 'copyPinned', number };
  }
  if (stroke.altKey) {
    if (mod || stroke.shiftKey) return null;
    if (stroke.key === 'ArrowUp') return { name: 'carry', direction: -1 };
    return stroke.key === 'ArrowDown' ? { name: 'carry', direction: 1 } : null;
  }
  return mod ? withMod(stroke, mac) : plain(stroke, rtl);
}

function plain({ key, shiftKey }: Stroke, rtl: boolean): Command | null {
  if (shiftKey) {
    switch (key) {
      case 'Enter':
        return { name: 'copyOther' };
      case 'F10':
        return { name: 'actions' };
      case 'F6':
        return { name: 'pane', direction: -1 };
      case 'ArrowDown':
        return { name: 'move', by: 'row', direction: 1, picking: true };
      case 'ArrowUp':
        return { name: 'move', by: 'row', direction: -1, picking: true };
      case 'PageDown':
        return { name: 'move', by: 'page', direction: 1, picking: true };
      case 'PageUp':
        return { name: 'move', by: 'page', direction: -1, picking: true };
      default:
        return null;
    }
  }
  switch (key) {
    case 'ArrowDown':
      return { name: 'move', by: 'row', direction: 1 };
    case 'ArrowUp':
      return { name: 'move', by: 'row', direction: -1 };
    case 'PageDown':
      return { name: 'move', by: 'page', direction: 1 };
    case 'PageUp':
      return { name: 'move', by: 'page', direction: -1 };
    case 'Home':
      return { name: 'first' };
    case 'End':
      return { name: 'last' };
    case 'Enter':
      return { name: 'copy' };
    case 'ArrowRight':
      return { name: rtl ? 'back' : 'open' };
    case 'ArrowLeft':
      return { name: rtl ? 'open' : 'back' };
    case 'Escape':
      return { name: 'escape' };
    case 'ContextMenu':
      return { name: 'actions' };
    case 'F1':
      return { name: 'help' };
    case 'F2':
      return { name: 'edit' };
    case 'F6':
      return { name: 'pane', direction: 1 };
    default:
      return null;
  }
}

function withMod({ key, shiftKey }: Stroke, mac: boolean): Command | null {
  if (key === '+' || key === '=') return { name: 'text', step: 1 };
  if (key === '-') return { name: 'text', step: -1 };
  if (key === '/') return { name: 'help' };
  if (key === 'Enter') return shiftKey ? null : { name: 'type' };
  if (shiftKey) {
    switch (key.toLowerCase()) {
      case 'delete':
        return { name: 'trash' };
      case 'backspace':
        return mac ? { name: 'trash' } : null;
      case 'h':
        return { name: 'hideCodes' };
      case 'z':
        return { name: 'redo' };
      case 'x':
        return { name: 'clearClipboard' };
      default:
        return null;
    }
  }
  switch (key.toLowerCase()) {
    case 'arrowdown':
      return { name: 'move', by: 'section', direction: 1 };
    case 'arrowup':
      return { name: 'move', by: 'section', direction: -1 };
    case '0':
      return { name: 'text', step: 0 };
    case 'k':
      return { name: 'actions' };
    case 'd':
      return { name: 'pin' };
    case 't':
      return { name: 'tags' };
    case 'z':
      return { name: 'undo' };
    case 'r':
      return { name: 'reveal' };
    case 'n':
      return { name: 'add' };
    case 'e':
      return { name: 'codes' };
    case 'u':
      return { name: 'checkup' };
    case 'b':
      return { name: 'backups' };
    case 'l':
      return { name: 'lock' };
    default:
      return null;
  }
}

export const textSizes = [90, 100, 110, 125, 150, 175, 200] as const;

/** The text size one step larger or smaller, or the usual one. */
export function textSize(now: number, step: 1 | 0 | -1): number {
  if (step === 0) return 100;
  if (step === 1) return textSizes.find((size) => size > now) ?? 200;
  return textSizes.findLast((size) => size < now) ?? 90;
}
