/** What the core works out about names: parts, twins, tiles. Only as much as the pictures need. */
import type { NameView, TileView } from '../../src/ipc/types';
import type { Entry } from './entries';

const knownEnding = /-(?:(?:sandbox|staging|test|dev|training|demo)(?:-[a-z]{2})?|eu|us|uk|apac)$/u;

export function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 13), 0x5bd1e995);
  return (h ^ (h >>> 15)) >>> 0;
}

export function fullName(entry: Pick<Entry, 'issuer' | 'account'>): string {
  if (entry.issuer === '') return entry.account;
  return entry.account === '' ? entry.issuer : `${entry.issuer}-${entry.account}`;
}

export function nameView(entry: Pick<Entry, 'issuer' | 'account'>, twinAt: number | null = null): NameView {
  const full = fullName(entry);
  const issuer = entry.issuer === '' || entry.account === '' ? '' : `${entry.issuer}-`;
  const rest = full.slice(issuer.length);
  const ending = knownEnding.exec(rest)?.[0].slice(1) ?? '';
  return { full, issuer, stem: rest.slice(0, rest.length - ending.length), ending, twinAt };
}

/** Position of the one letter in which two names of one length differ, for every entry that has such a twin. */
export function twins(entries: readonly Entry[]): Map<string, number> {
  const seen = new Map<string, Entry[]>();
  const found = new Map<string, number>();
  for (const entry of entries) {
    const name = fullName(entry);
    for (let at = 0; at < name.length; at += 1) {
      const key = `${name.slice(0, at)}\u0000${name.slice(at + 1)}`;
      const list = seen.get(key) ?? [];
      list.push(entry);
      seen.set(key, list);
      if (list.length > 1) for (const twin of list) found.set(twin.id, at);
    }
  }
  return found;
}

export function tileView(entry: Entry, crowd: number): TileView {
  const tile = automaticTile(entry, crowd);
  const { icon } = entry;
  switch (icon.kind) {
    case 'automatic':
      return tile;
    case 'monogram':
      return { ...tile, letters: icon.letters || tile.letters, hue: icon.hue ?? tile.hue, mark: null };
    case 'mark':
      return { ...tile, mark: icon.mark, letterFirst: false };
    case 'picture':
      return { ...tile, mark: null, picture: icon.picture };
  }
}

export function automaticTile(entry: Entry, crowd: number): TileView {
  const crowded = crowd >= 3;
  return {
    letters: monogram(crowded || entry.issuer === '' ? entry.account : entry.issuer),
    hue: hash(`hue${entry.account.split(/[-.]/u)[0] ?? ''}`) % 12,
    mark: entry.mark,
    picture: null,
    letterFirst: crowded,
  };
}

function monogram(text: string): string {
  const words = text.split(/[-_. ]+/u).filter((word) => word !== '');
  const letters =
    words.length > 1
      ? words
          .map((word) => word.charAt(0))
          .join('')
          .slice(0, 3)
      : text.slice(0, 2);
  return letters.toUpperCase();
}
