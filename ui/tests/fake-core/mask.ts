/** What the core leaves of names and rows while others watch. */
import type { NameView, RowView } from '../../src/ipc/types';

export const mask = '••••••';
const gap = '•••';

/** Only the hits and the ending are left. */
export function maskedName(name: NameView, spans: RowView['nameSpans'] = []): [NameView, RowView['nameSpans']] {
  const endingAt = name.full.length - name.ending.length;
  const out: RowView['nameSpans'] = [];
  let stem = '';
  let at = 0;
  for (const [from, to] of spans.filter(([start]) => start < endingAt)) {
    const end = Math.min(to, endingAt);
    if (from > at) stem += gap;
    out.push([stem.length, stem.length + end - from]);
    stem += name.full.slice(from, end);
    at = end;
  }
  if (at < endingAt) stem += at === 0 ? mask : gap;
  return [{ full: stem + name.ending, issuer: '', stem, ending: name.ending, twinAt: null }, out];
}

export function maskedRow(row: RowView): RowView {
  const [name, nameSpans] = maskedName(row.name, row.nameSpans);
  const tile = { letters: '', hue: 0, mark: row.tile.mark, picture: null, letterFirst: false };
  return { ...row, name, nameSpans, tile, login: mask, loginSpans: [], tags: [], tagSpans: [], why: null };
}
