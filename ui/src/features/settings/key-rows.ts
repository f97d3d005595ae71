/** A row for each key that can be changed. */
import { app } from '../../app.svelte';
import { onMac } from '../../keyboard/in-force';
import { bindings, combinationOf, keysOf, refusal, type Action } from '../../keyboard/keymap';
import { actionWords } from '../../keyboard/words';
import { m } from '../../paraglide/messages';
import { changes } from './changes';
import type { Row } from './rows';

const changed = () => app.settings?.keys ?? {};

export const keyRows: readonly Row[] = [
  {
    id: 'keys',
    label: m.settings_keys,
    text: m.settings_keys_text,
    shown: () => Object.keys(changed()).length > 0,
    control: {
      kind: 'button',
      label: m.settings_keys_reset,
      run: () => void changes.make(m.settings_keys, { keys: {} }),
    },
  },
  ...bindings.map(({ action }): Row => ({
    id: `key-${action}`,
    label: () => actionWords(action),
    control: {
      kind: 'key',
      now: () => keysOf(action, onMac, changed()),
      changed: () => changed()[action] !== undefined,
      read: (stroke) => combinationOf(stroke, onMac, action),
      refuse: (keys) => refusalWords(action, keys),
      to: (keys) => ({ keys: withKey(action, keys) }),
    },
  })),
];

/** What is changed, with this one too; the usual key is no change. */
function withKey(action: Action, keys: string | null): Record<string, string> {
  const others = Object.entries(changed()).filter(([other]) => other !== action);
  const usual = keysOf(action, onMac, {});
  return Object.fromEntries(keys === null || keys === usual ? others : [...others, [action, keys]]);
}

function refusalWords(action: Action, keys: string): string {
  const refused = refusal(action, keys, onMac, changed());
  switch (refused?.why) {
    case undefined:
      return '';
    case 'typing':
      return m.settings_key_typing();
    case 'field':
      return m.settings_key_field();
    case 'digit':
      return m.settings_key_digit();
    case 'taken':
      return m.settings_key_taken({ action: actionWords(refused.by) });
  }
}
