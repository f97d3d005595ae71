/** A password's strength in words, with the reason where there is one. */
import { m } from '../../paraglide/messages';
import type { StrengthView } from '../../ipc/types';

/** One sentence on what the strength means, one on what weakens it; null: nothing was typed. */
export function strengthWords(view: StrengthView | null): string {
  if (view === null) return m.first_strength_0();
  const sentence = [m.first_strength_1, m.first_strength_1, m.first_strength_2, m.first_strength_3, m.first_strength_4][
    view.bars
  ];
  return [sentence?.() ?? '', reasonWords(view.reason)].filter((part) => part !== '').join(' ');
}

function reasonWords(reason: string): string {
  switch (reason) {
    case 'common':
      return m.first_reason_common();
    case 'short':
      return m.first_reason_short();
    case 'repeats':
      return m.first_reason_repeats();
    case 'dates':
      return m.first_reason_dates();
    case 'names':
      return m.first_reason_names();
    case 'keyboard':
      return m.first_reason_keyboard();
    default:
      return '';
  }
}

/** Whether whoever reads the hint has the password. */
export function hintTells(hint: string, password: string): boolean {
  return password !== '' && hint.toLowerCase().includes(password.toLowerCase());
}
