import type { NameView, Span } from '../ipc/types';

export type Run = { text: string; hit: boolean; twin: boolean };
export type NamePart = {
  /** iss: shrinks first; stem: shrinks next; end: never shrinks. */
  role: 'iss' | 'stem' | 'end';
  /** A known ending stands on a plate of its own. */
  framed: boolean;
  runs: Run[];
};

/** A long stem without a known ending keeps this many letters at its end in sight. */
const tailLetters = 9;
const longStem = 12;

/** Cuts `full[from..to]` into runs of equal look. Spans and the twin count in UTF-16 units over the whole name. */
export function runs(full: string, from: number, to: number, spans: readonly Span[], twinAt: number | null): Run[] {
  const out: Run[] = [];
  for (let at = from; at < to; at += 1) {
    const hit = spans.some(([start, end]) => at >= start && at < end);
    const twin = at === twinAt;
    const last = out.at(-1);
    const letter = full.charAt(at);
    if (last !== undefined && last.hit === hit && last.twin === twin) last.text += letter;
    else out.push({ text: letter, hit, twin });
  }
  return out;
}

/** The spans a name is drawn with. */
export function nameParts(name: NameView, spans: readonly Span[]): NamePart[] {
  const stemAt = name.issuer.length;
  const endAt = stemAt + name.stem.length;
  const cut = name.ending === '' && name.stem.length > longStem ? wholeLetter(name.full, endAt - tailLetters) : endAt;
  const part = (role: NamePart['role'], from: number, to: number, framed = false): NamePart => ({
    role,
    framed,
    runs: runs(name.full, from, to, spans, name.twinAt),
  });
  return [
    part('iss', 0, stemAt),
    part('stem', stemAt, cut),
    part('end', cut, endAt),
    part('end', endAt, name.full.length, true),
  ].filter((item) => item.runs.length > 0);
}

/** The place itself, or one further where it would tear a letter of two units apart. */
function wholeLetter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
