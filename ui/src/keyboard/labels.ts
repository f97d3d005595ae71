//! What the keys are called on their caps, here and in tooltips.
import type { IconName } from '../components/icons';
import { m } from '../paraglide/messages';
import { inForce, onMac } from './in-force';

export { onMac };

const symbols: Partial<Record<string, IconName>> = {
  Enter: 'corner-down-left',
  Shift: 'arrow-big-up',
  Up: 'arrow-up',
  Down: 'arrow-down',
  Right: 'arrow-right',
  Left: 'arrow-left',
};

/** The icon shown instead of a word, or null. */
export function keySymbol(key: string): IconName | null {
  return symbols[key] ?? null;
}

/** The word for a key in the language of the window. */
export function keyLabel(key: string): string {
  switch (key) {
    case 'Mod':
      return onMac ? '⌘' : m.key_ctrl();
    case 'Alt':
      return onMac ? '⌥' : 'Alt';
    case 'Delete':
      return onMac ? '⌦' : m.key_delete();
    case 'Backspace':
      return onMac ? '⌫' : m.key_backspace();
    case 'PageUp':
      return m.key_page_up();
    case 'PageDown':
      return m.key_page_down();
    case 'Space':
      return m.key_space();
    case 'Menu':
      return m.key_menu();
    case 'Plus':
      return '+';
    case 'Minus':
      return '−';
    case 'Enter':
      return m.key_enter();
    case 'Shift':
      return m.key_shift();
    case 'Up':
      return m.key_up();
    case 'Down':
      return m.key_down();
    case 'Left':
      return m.key_left();
    case 'Right':
      return m.key_right();
    default:
      return key;
  }
}

/** For tooltips: "Ctrl+K", the keys in force for these usual ones. */
export function keyText(usual: readonly string[]): string {
  return inForce(usual).map(keyLabel).join('+');
}
