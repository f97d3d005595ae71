/** The keys in force. Everywhere else keys are written as they usually are, and shown through here. */
import { app } from '../app.svelte';
import { actionOf, anyDigit, keysOf } from './keymap';

export const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** ['Mod', 'K'] as the person has it: the same unless it was put on another key. */
export function inForce(usual: readonly string[]): readonly string[] {
  const digit = usual.find((key) => /^[1-9]$/u.test(key));
  const action = actionOf(usual.map((key) => (key === digit ? anyDigit : key)).join('+'));
  if (action === undefined) return usual;
  return keysOf(action, onMac, app.settings?.keys ?? {})
    .split('+')
    .map((key) => (key === anyDigit && digit !== undefined ? digit : key));
}
