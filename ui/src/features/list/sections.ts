/** The list as blocks: one for each section, with the places of its rows in the whole listing. */
import type { SectionView } from '../../ipc/types';

export type Block = {
  section: SectionView;
  /** Stays the same while the section does: remembers what is folded. */
  key: string;
  /** Place of the first row in the listing of the core. */
  start: number;
  /** Rows shown: 0 while folded. */
  shown: number;
  folded: boolean;
};

export function blocksOf(sections: readonly SectionView[], folded: ReadonlySet<string>): Block[] {
  let start = 0;
  return sections.map((section) => {
    const key = `${section.kind}:${section.title}`;
    const isFolded = section.kind === 'issuer' && folded.has(key);
    const block = { section, key, start, shown: isFolded ? 0 : section.count, folded: isFolded };
    start += section.count;
    return block;
  });
}

/** Whether a section has a line of its own on top. */
export function isHeaded(block: Block): boolean {
  return block.section.kind !== 'hits' && block.section.kind !== 'all';
}

/** The nearest row that is shown, or null in an empty list. Prefers the rows after a folded one. */
export function shownRow(blocks: readonly Block[], at: number): number | null {
  const open = blocks.filter((block) => block.shown > 0);
  const after = open.find((block) => at < block.start + block.shown);
  if (after !== undefined) return Math.max(at, after.start);
  const last = open.at(-1);
  return last === undefined ? null : last.start + last.shown - 1;
}

/** The places of the shown rows from one place to another, both included, whichever is first. */
export function placesBetween(blocks: readonly Block[], one: number, other: number): number[] {
  const [first, last] = one < other ? [one, other] : [other, one];
  return blocks.flatMap(({ start, shown }) => {
    const from = Math.max(first, start);
    const to = Math.min(last, start + shown - 1);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });
}

/** The row `by` shown rows away; stops at the ends. */
export function rowAway(blocks: readonly Block[], at: number, by: number): number {
  const open = blocks.filter((block) => block.shown > 0);
  const here = open.findIndex((block) => at < block.start + block.shown);
  const block = open[here];
  if (block === undefined) return shownRow(blocks, at) ?? 0;
  let index = here;
  let to = Math.max(at, block.start) + by;
  for (let current = open[index]; current !== undefined && to >= current.start + current.shown;) {
    const next = open[index + 1];
    if (next === undefined) return current.start + current.shown - 1;
    to = next.start + (to - current.start - current.shown);
    index += 1;
    current = next;
  }
  for (let current = open[index]; current !== undefined && to < current.start;) {
    const previous = open[index - 1];
    if (previous === undefined) return current.start;
    to = previous.start + previous.shown - (current.start - to);
    index -= 1;
    current = previous;
  }
  return to;
}

/** First row of the next or previous section. Upwards, the first row of the own section comes first. */
export function sectionAway(blocks: readonly Block[], at: number, direction: 1 | -1): number {
  const starts = blocks.filter((block) => block.shown > 0).map((block) => block.start);
  if (direction === 1) return starts.find((start) => start > at) ?? at;
  return starts.findLast((start) => start < at) ?? at;
}
