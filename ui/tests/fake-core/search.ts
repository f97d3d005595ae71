/** A small search with one slip per word, enough for the window's tests. */
import type { Span, Why } from '../../src/ipc/types';
import type { Entry } from './entries';
import { fullName } from './names';

export type Hit = {
  entry: Entry;
  nameSpans: Span[];
  loginSpans: Span[];
  why: Why | null;
  exact: boolean;
  score: number;
};
type Match = { spans: Span[]; score: number; how: 'exact' | 'initials' | 'slip' };

/** Other names of services. */
const aliases: Partial<Record<string, string[]>> = { GitHub: ['gh'], AWS: ['Amazon Web Services'] };

/** A query as its words and its filters. */
export function readQuery(text: string): { words: string; filters: string[] } {
  const parts = text.trim().toLowerCase().split(/\s+/u);
  const isFilter = (part: string) =>
    /^#.|^issuer:.|^is:(?:pinned|trash)$|^type:(?:totp|hotp|steam|motp|yandex)$/u.test(part);
  return { words: parts.filter((part) => !isFilter(part)).join(' '), filters: parts.filter(isFilter) };
}

export function passes(entry: Entry, filters: readonly string[]): boolean {
  return filters.every((filter) => {
    if (filter === 'is:trash') return true;
    if (filter === 'is:pinned') return entry.pinned;
    if (filter.startsWith('#')) return entry.tags.some((tag) => tag.startsWith(filter.slice(1)));
    const [key, value = ''] = filter.split(':');
    return key === 'issuer' ? entry.issuer.toLowerCase().startsWith(value) : entry.kind === value;
  });
}

export function search(text: string, entries: readonly Entry[]): Hit[] {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const hits = entries.map((entry) => matchEntry(entry, words)).filter((hit) => hit !== null);
  return hits.sort((a, b) => b.score - a.score);
}

function matchEntry(entry: Entry, words: readonly string[]): Hit | null {
  const hit: Hit = {
    entry,
    nameSpans: [],
    loginSpans: [],
    why: null,
    exact: true,
    score: Math.log(1 + entry.uses) * 3,
  };
  for (const word of words) if (!matchWord(hit, word)) return null;
  return hit;
}

function matchWord(hit: Hit, word: string): boolean {
  const { entry } = hit;
  const inName = match(fullName(entry), word);
  if (inName !== null) {
    hit.nameSpans.push(...inName.spans);
    hit.score += inName.score;
    if (inName.how === 'slip') hit.exact = false;
    return true;
  }
  const fields: [Why['field'], string][] = [
    ...(aliases[entry.issuer] ?? []).map((name): [Why['field'], string] => ['alias', name]),
    ['note', entry.note],
    ['login', entry.login],
    ...entry.oldNames.map((name): [Why['field'], string] => ['oldName', name]),
    ['tag', entry.tags.join(' ')],
  ];
  for (const [field, text] of fields) {
    const found = text === '' ? null : match(text, word);
    if (found === null || found.how === 'initials') continue;
    if (found.how === 'slip') hit.exact = false;
    if (field === 'login') hit.loginSpans.push(...found.spans);
    else hit.why = { field, text, spans: found.spans };
    hit.score += found.score * 0.4;
    return true;
  }
  return false;
}

function match(text: string, word: string): Match | null {
  const lower = text.toLowerCase();
  const at = lower.indexOf(word);
  const starts = (index: number) => index === 0 || /[-. @]/u.test(lower.charAt(index - 1));
  if (at >= 0) return { spans: [[at, at + word.length]], score: 100 - at * 0.2 + (starts(at) ? 20 : 0), how: 'exact' };

  const firsts = [...lower].map((_, index) => index).filter((index) => starts(index));
  const initials = firsts
    .map((index) => lower.charAt(index))
    .join('')
    .indexOf(word);
  if (initials >= 0 && word.length > 1) {
    const spans = firsts.slice(initials, initials + word.length).map((index): Span => [index, index + 1]);
    return { spans, score: 80, how: 'initials' };
  }
  if (word.length < 4) return null;
  for (let from = 0; from + word.length - 1 <= lower.length; from += 1) {
    for (const length of [word.length, word.length + 1, word.length - 1]) {
      const part = lower.slice(from, from + length);
      if (part.length === length && oneSlip(part, word)) {
        return { spans: [[from, from + length]], score: 50 + (starts(from) ? 10 : 0), how: 'slip' };
      }
    }
  }
  return null;
}

/** Equal but for one letter missing, too many, wrong, or two swapped; the first letter has to be right. */
export function oneSlip(a: string, b: string): boolean {
  if (a.charAt(0) !== b.charAt(0)) return false;
  if (a.length === b.length) {
    const differing = [...a].map((_, index) => index).filter((index) => a.charAt(index) !== b.charAt(index));
    const [first, second] = differing;
    if (differing.length === 1) return true;
    if (first === undefined || second !== first + 1 || differing.length !== 2) return false;
    return a.charAt(first) === b.charAt(second) && a.charAt(second) === b.charAt(first);
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return [...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short);
}
