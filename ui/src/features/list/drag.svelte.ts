/** Dragging a row to another place, where the order is made by hand. */
import { movableBlock, putAt } from './acts';
import type { Layout } from './layout';
import type { Block } from './sections';

type List = {
  element: () => HTMLElement | undefined;
  layout: () => Layout;
  /** Height of a row in pixels. */
  row: () => number;
  /** The list was scrolled while something was held. */
  scrolled: () => void;
};

/** A press that moves less than this is a click. */
const slackPx = 5;
/** How close to an edge the list scrolls by itself, and how often. */
const edgePx = 28;
const scrollMs = 40;

export class Drag {
  /** Where the row would go: height of the line between two rows, in the content of the list. */
  line = $state<number | null>(null);
  #held: { at: number; block: Block; y: number } | null = null;
  /** The row would go before the one at this place. */
  #before = 0;
  #pointerY = 0;
  #dropped = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #list: List;

  constructor(list: List) {
    this.#list = list;
  }

  begin(event: PointerEvent, at: number | null): void {
    this.#dropped = false;
    const block = at === null || event.button !== 0 || event.shiftKey ? null : movableBlock(at);
    this.#held = at === null || block === null ? null : { at, block, y: event.clientY };
  }

  move(event: PointerEvent): void {
    const held = this.#held;
    if (held === null) return;
    this.#pointerY = event.clientY;
    if (this.line === null) {
      if (Math.abs(event.clientY - held.y) < slackPx) return;
      this.#list.element()?.setPointerCapture(event.pointerId);
      this.#timer = setInterval(() => this.#scroll(), scrollMs);
    }
    this.#aim(held);
  }

  drop(): void {
    const held = this.#held;
    if (held !== null && this.line !== null) {
      this.#dropped = true;
      void putAt(held.at, this.#before, held.block);
    }
    this.cancel();
  }

  cancel(): void {
    clearInterval(this.#timer);
    this.#held = null;
    this.line = null;
  }

  /** Whether the click that follows belongs to a drag; asked once. */
  justDropped(): boolean {
    const dropped = this.#dropped;
    this.#dropped = false;
    return dropped;
  }

  /** Finds the gap nearest to the pointer, within the section. */
  #aim({ block }: { block: Block }): void {
    const element = this.#list.element();
    if (element === undefined) return;
    const y = this.#pointerY - element.getBoundingClientRect().top + element.scrollTop;
    const layout = this.#list.layout();
    const top = layout.rowEdges(block.start)?.top ?? 0;
    const gap = Math.round((y - top) / this.#list.row());
    this.#before = block.start + Math.min(block.shown, Math.max(0, gap));
    const above = layout.rowEdges(this.#before - 1);
    const below = layout.rowEdges(this.#before);
    this.line = (this.#before < block.start + block.shown ? below?.top : above?.bottom) ?? top;
  }

  #scroll(): void {
    const element = this.#list.element();
    if (element === undefined || this.#held === null) return;
    const { top, bottom } = element.getBoundingClientRect();
    const step = this.#list.row() / 2;
    if (this.#pointerY < top + edgePx) element.scrollTop -= step;
    else if (this.#pointerY > bottom - edgePx) element.scrollTop += step;
    else return;
    this.#list.scrolled();
    this.#aim(this.#held);
  }
}
