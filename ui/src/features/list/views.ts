import type { TagCount } from '../../ipc/types';

/** A view of the list: a tag, or everything (null). */
export type View = { tag: string | null; count: number };

/** More tags than this are never laid out in the strip. */
const mostInStrip = 12;

/** Everything first, then the tags in the order of the core; the chosen tag is always near the front. */
export function viewsOf(tags: readonly TagCount[], total: number, chosen: string | null): View[] {
  const views: View[] = [{ tag: null, count: total }, ...tags];
  const at = views.findIndex((view) => view.tag === chosen);
  const view = views[at];
  if (view !== undefined && at >= mostInStrip) {
    views.splice(at, 1);
    views.splice(mostInStrip - 1, 0, view);
  }
  return views;
}

/** How many of some widths fit into a strip, when what does not fit goes behind one more button. */
export function fitting(widths: readonly number[], room: number, more: number, gap: number): number {
  let used = 0;
  let count = 0;
  for (const [index, width] of widths.entries()) {
    used += (index === 0 ? 0 : gap) + width;
    const rest = index === widths.length - 1 ? 0 : gap + more;
    if (used + rest > room && index > 0) break;
    count = index + 1;
  }
  return count;
}
