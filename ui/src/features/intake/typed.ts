/** An entry typed by hand: which fields a kind has, and what it starts with. */
import type { TypedEntry } from '../../ipc/core';
import type { Kind } from '../../ipc/types';

export const KINDS: readonly Kind[] = ['totp', 'hotp', 'steam', 'motp', 'yandex'];
export const ALGORITHMS: readonly string[] = ['SHA1', 'SHA256', 'SHA512'];

type Extra = 'algorithm' | 'digits' | 'period' | 'counter' | 'pin';

const EXTRAS: Record<Kind, readonly Extra[]> = {
  totp: ['algorithm', 'digits', 'period'],
  hotp: ['algorithm', 'digits', 'counter'],
  steam: [],
  motp: ['period', 'pin'],
  yandex: ['pin'],
};

export function hasField(kind: Kind, field: Extra): boolean {
  return EXTRAS[kind].includes(field);
}

export function freshEntry(name: string): TypedEntry {
  return {
    secret: '',
    issuer: '',
    account: name,
    kind: 'totp',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    counter: 0,
    pin: '',
  };
}

/** The entry with the numbers its kind usually has. What was typed stays. */
export function withKind(entry: TypedEntry, kind: Kind): TypedEntry {
  const usual: Record<Kind, { digits: number; period: number }> = {
    totp: { digits: 6, period: 30 },
    hotp: { digits: 6, period: 30 },
    steam: { digits: 5, period: 30 },
    motp: { digits: 6, period: 10 },
    yandex: { digits: 8, period: 30 },
  };
  return { ...entry, kind, ...usual[kind] };
}

/** What goes to the core: only the fields of the kind, so that it takes the usual values for all others. */
export function ownFields(entry: TypedEntry): TypedEntry {
  const own = <T>(field: Extra, usual: T): T => (hasField(entry.kind, field) ? (entry[field] as T) : usual);
  return {
    ...entry,
    algorithm: own('algorithm', ''),
    digits: own('digits', 0),
    period: own('period', 0),
    counter: own('counter', 0),
    pin: own('pin', ''),
  };
}
