/** Recovery codes of the fake vault: their passphrase, their five minutes, and a simple reader of pasted texts. */
import type { PastedCodesView, RecoveryCodesView, RecoveryView } from '../../src/ipc/types';
import type { Entry } from './entries';
import { failure } from './vault';

export const fakePassphrase = 'maple signal drift';
const openMs = 5 * 60_000;

export class Recovery {
  #passphrase: string | null = fakePassphrase;
  #closesAt = 0;

  /** `none`: no entry of the vault has codes yet. */
  constructor(none: boolean) {
    if (none) this.#passphrase = null;
  }

  view(entry: Entry, now: number): RecoveryView {
    const { recovery } = entry;
    return {
      count: recovery.length,
      left: recovery.filter((code) => code.usedAt === 0).length,
      passphraseSet: this.#passphrase !== null,
      closesAt: now < this.#closesAt ? this.#closesAt : 0,
    };
  }

  open(passphrase: string, password: string, now: number): void {
    if (this.#passphrase === null) {
      if (passphrase === password) throw failure('passphrase-is-password', 'That is the password.');
      this.#passphrase = passphrase;
    }
    if (passphrase !== this.#passphrase) throw failure('wrong-passphrase', 'That is not the passphrase.');
    this.#closesAt = now + openMs;
  }

  close(): void {
    this.#closesAt = 0;
  }

  codes(entry: Entry, now: number): RecoveryCodesView {
    if (now >= this.#closesAt) throw failure('recovery-closed', 'The recovery codes are closed.');
    return { codes: entry.recovery, closesAt: this.#closesAt };
  }

  change(both: string): void {
    const [present = '', next = ''] = both.split('\n');
    if (present !== this.#passphrase) throw failure('wrong-passphrase', 'That is not the passphrase.');
    this.#passphrase = next;
  }
}

/** One code a line, numbered or ticked; all else is left out. */
export function understand(text: string): PastedCodesView {
  const codes: PastedCodesView['codes'] = [];
  let twice = 0;
  let leftOut = 0;
  for (const line of text.split('\n').map((part) => part.trim())) {
    const used = line.startsWith('[x]');
    const code = line.replace(/^(\[x\]|\d{1,2}[.)])\s*/u, '');
    if (/^(?=.*\d)[\w-]{5,}$/u.test(code)) {
      if (codes.some((known) => known.code === code)) twice += 1;
      else codes.push({ code, used });
    } else if (line !== '') leftOut += 1;
  }
  return { codes, twice, leftOut };
}
