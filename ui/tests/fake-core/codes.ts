import type { CodeView, CopyWhich, SettingsView } from '../../src/ipc/types';
import type { Entry } from './entries';
import { fullName, hash } from './names';

const steamLetters = '23456789BCDFGHJKMNPQRTVWXY';

export function codeAt(entry: Entry, step: number): string {
  if (entry.kind === 'steam') {
    let h = hash(fullName(entry) + String(step));
    let code = '';
    for (let i = 0; i < 5; i += 1) {
      code += steamLetters.charAt(h % 26);
      h = Math.floor(h / 26);
    }
    return code;
  }
  return String(hash(`${fullName(entry)}/${String(step)}`) % 10 ** entry.digits).padStart(entry.digits, '0');
}

export function codeView(entry: Entry, nowMs: number, frozen: boolean): CodeView {
  if (entry.kind === 'hotp') {
    return { id: entry.id, code: null, next: null, validFrom: 0, validUntil: 0, problem: '' };
  }
  const step = Math.floor(nowMs / 1000 / entry.period);
  // Standing still, every entry shows its first step: the pictures need the same digits every time.
  const shown = frozen ? 1 : step;
  return {
    id: entry.id,
    code: codeAt(entry, shown),
    next: codeAt(entry, shown + 1),
    validFrom: step * entry.period,
    validUntil: (step + 1) * entry.period,
    problem: '',
  };
}

/** Which code a copy takes. */
export function chosen(which: CopyWhich, settings: SettingsView, secondsLeft: number): 'current' | 'next' {
  if (which === 'current' || which === 'next') return which;
  const soon = secondsLeft <= settings.lastSeconds && settings.enterCopies === 'smart';
  const smart = soon ? 'next' : 'current';
  if (which === 'smart') return smart;
  return smart === 'current' ? 'next' : 'current';
}
