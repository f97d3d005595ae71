/**
 * Where the rows lie, in pixels, and which of them have to exist for a scroll position. Rows have one height; only
 * the narrow layout lets names wrap, there the heights of the rows seen so far are measured and the rest estimated.
 */
import { isHeaded, type Block } from './sections';

export type Metrics = { row: number; heading: number };

/** The rows of one block that exist, and the room the others would take. */
export type Part = {
  block: Block;
  from: number;
  to: number;
  before: number;
  after: number;
};
export type Cut = { above: number; parts: Part[]; below: number };

type Placed = { block: Block; top: number; rowsTop: number; bottom: number; tops: Float64Array | null };

export class Layout {
  readonly height: number;
  readonly #placed: Placed[] = [];
  readonly #metrics: Metrics;

  constructor(blocks: readonly Block[], metrics: Metrics, measured: ReadonlyMap<number, number> | null = null) {
    this.#metrics = metrics;
    let top = 0;
    for (const block of blocks) {
      const rowsTop = top + (isHeaded(block) ? metrics.heading : 0);
      const tops = measured === null ? null : rowTops(block, metrics.row, measured);
      const bottom = rowsTop + (tops?.[block.shown] ?? block.shown * metrics.row);
      this.#placed.push({ block, top, rowsTop, bottom, tops });
      top = bottom;
    }
    this.height = top;
  }

  /** Upper and lower edge of a row, or null when it is not shown. */
  rowEdges(at: number): { top: number; bottom: number } | null {
    const placed = this.#placed.find(({ block }) => at >= block.start && at < block.start + block.shown);
    if (placed === undefined) return null;
    const index = at - placed.block.start;
    return { top: this.#edge(placed, index), bottom: this.#edge(placed, index + 1) };
  }

  /** What has to exist between two heights. Blocks without a row there leave only their room. */
  cut(from: number, to: number): Cut {
    const parts: Part[] = [];
    let above = 0;
    let below = 0;
    for (const placed of this.#placed) {
      const { block, top, bottom } = placed;
      if (bottom <= from && parts.length === 0) above = bottom;
      else if (top >= to) below = this.height - top;
      if (bottom <= from || top >= to) {
        if (top >= to) break;
        continue;
      }
      const first = this.#rowAt(placed, from);
      const last = Math.min(block.shown, this.#rowAt(placed, to) + 1);
      parts.push({
        block,
        from: block.start + first,
        to: block.start + last,
        before: this.#edge(placed, first) - placed.rowsTop,
        after: bottom - this.#edge(placed, last),
      });
    }
    return { above, parts, below };
  }

  /** Numbers within its section, from 1, of the first and last row between two heights; null when none is. */
  span(block: Block, from: number, to: number): { first: number; last: number } | null {
    const placed = this.#placed.find((candidate) => candidate.block.key === block.key);
    if (placed === undefined || block.shown === 0 || placed.bottom <= from || placed.rowsTop >= to) return null;
    // Only rows that are seen whole are counted, so the last pixel does not call a row in.
    const first = this.#rowAt(placed, from + this.#metrics.row / 2);
    const last = this.#rowAt(placed, to - this.#metrics.row / 2);
    return { first: first + 1, last: Math.min(block.shown, Math.max(first, last) + 1) };
  }

  #edge(placed: Placed, index: number): number {
    return placed.rowsTop + (placed.tops?.[index] ?? index * this.#metrics.row);
  }

  /** Index within the block of the row at a height, kept inside the block. */
  #rowAt(placed: Placed, height: number): number {
    const y = Math.max(0, height - placed.rowsTop);
    const last = Math.max(0, placed.block.shown - 1);
    if (placed.tops === null) return Math.min(last, Math.floor(y / this.#metrics.row));
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((placed.tops[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function rowTops(block: Block, estimate: number, measured: ReadonlyMap<number, number>): Float64Array {
  const tops = new Float64Array(block.shown + 1);
  for (let index = 0; index < block.shown; index += 1) {
    tops[index + 1] = (tops[index] ?? 0) + (measured.get(block.start + index) ?? estimate);
  }
  return tops;
}
