/** Quick search: what it shows while its window is open, and nothing while it is hidden. */
import { app } from '../../app.svelte';
import { clock } from '../../clock.svelte';
import { receiptLine } from '../../components/receipt-text';
import { forgetPictures } from '../../components/pictures';
import { core } from '../../ipc/client';
import { asFailure, failureText } from '../../ipc/failure';
import type { CopyWhich, QuickFoundView, QuickView, ReceiptView, RowView, TypedView } from '../../ipc/types';
import { numberText } from '../../number-text';
import { m } from '../../paraglide/messages';
import { say } from '../../say.svelte';
import { codes } from '../list/codes.svelte';
import { shownCode, type ShownCode } from '../list/row-code';

const announceAfterMs = 400;
const revealSeconds = 10;

type Asking = { row: RowView; which: CopyWhich; program: string };

class Quick {
  /** null while the window is hidden. */
  view = $state.raw<QuickView | null>(null);
  text = $state('');
  rows = $state.raw<readonly RowView[]>([]);
  /** Place of the selected row. */
  at = $state(0);
  /** What could not be done, or was done otherwise than asked. */
  failure = $state('');
  /** A code is to be typed into a program that was not asked for yet. */
  asking = $state.raw<Asking | null>(null);
  /** A copy that waits for the next code, when the person chose so; until when in Unix seconds. */
  waiting = $state.raw<{ row: RowView; until: number } | null>(null);
  /** Entry whose hidden code is shown, and until when (Unix seconds). */
  revealed = $state.raw<{ id: string; until: number } | null>(null);
  readonly selected = $derived(this.rows[this.at]);
  readonly locked = $derived(this.view?.start.phase === 'locked');
  #asked = 0;
  #pending: Promise<void> = Promise.resolve();
  #busy = false;
  #announce: ReturnType<typeof setTimeout> | undefined;

  /** The window opens, or the vault was opened in it. */
  async open(failure = ''): Promise<void> {
    const view = await core().quick();
    this.forget();
    if (view === null) return;
    document.body.classList.toggle('rounded', view.rounded);
    clock.look();
    app.settings = view.start.settings;
    this.failure = failure;
    if (view.found !== null) this.#take(view.found);
    this.view = view;
  }

  /** Nothing of the vault stays behind. */
  forget(): void {
    this.#asked += 1;
    clearTimeout(this.#announce);
    this.view = null;
    this.text = '';
    this.rows = [];
    this.at = 0;
    this.failure = '';
    this.asking = null;
    this.waiting = null;
    this.revealed = null;
    say.text = '';
    codes.forget();
    forgetPictures();
  }

  /** The person typed. Answers to older questions are dropped, whenever they come. */
  type(text: string): void {
    this.text = text;
    this.#calm();
    this.#search();
    clearTimeout(this.#announce);
    this.#announce = setTimeout(() => this.#announceHits(), announceAfterMs);
  }

  /** Asks the core anew, at the same place: the vault changed. */
  renew(): void {
    if (this.view !== null && !this.locked) this.#search(this.at);
  }

  #search(at = 0): void {
    const asked = ++this.#asked;
    this.#pending = core()
      .quickSearch(this.text)
      .then((found) => {
        if (asked === this.#asked) this.#take(found, at);
      })
      .catch((error: unknown) => {
        if (asked === this.#asked) this.#fail(error);
      });
  }

  move(direction: 1 | -1): void {
    this.#calm();
    const count = this.rows.length;
    if (count > 0) this.at = (this.at + direction + count) % count;
  }

  /** Runs something with a row, once the answer to what was typed last is there. */
  async withRow(at: number | null, run: (row: RowView) => Promise<void> | void): Promise<void> {
    for (let waited: Promise<void> | null = null; waited !== this.#pending;) {
      waited = this.#pending;
      await waited;
    }
    const row = at === null ? this.selected : this.rows[at];
    if (row === undefined) return;
    if (at !== null) this.at = at;
    await run(row);
  }

  /** One press, one code: a second one while the first is under way does nothing. */
  async copy(row: RowView, which: CopyWhich): Promise<void> {
    if (this.#waits(row, which)) return;
    await this.#once(async () => {
      const receipt = await core().quickCopy(row.id, which);
      if (!receipt.clipboardOk) this.failure = this.#line(receipt);
    });
  }

  async typeIt(row: RowView, which: CopyWhich, allow = false): Promise<void> {
    this.#calm();
    await this.#once(async () => this.#typed(row, which, await core().quickType(row.id, which, allow)));
  }

  async allow(): Promise<void> {
    if (this.asking !== null) await this.typeIt(this.asking.row, this.asking.which, true);
  }

  reveal(row: RowView): void {
    if (app.settings?.hideCodes === true) this.revealed = { id: row.id, until: clock.nowMs() / 1000 + revealSeconds };
  }

  /** One step per press: what is asked, the copy that waits, the window. */
  escape(): void {
    if (this.asking !== null || this.waiting !== null) this.#calm();
    else void core().quickHide();
  }

  /** Carries out the copy that waited, once its time has come. */
  copyWaiting(now: number): void {
    if (this.waiting === null || now < this.waiting.until) return;
    const { row } = this.waiting;
    this.waiting = null;
    void this.copy(row, 'current');
  }

  /** The codes of a row at this moment, as it shows them. */
  shown(row: RowView): ShownCode | null {
    const { enterCopies = 'smart', lastSeconds = 5 } = app.settings ?? {};
    return shownCode(codes.get(row.id), clock.seconds, enterCopies, lastSeconds);
  }

  #take(found: QuickFoundView, at = 0): void {
    codes.take(found.codes.codes);
    this.rows = found.rows;
    this.at = Math.min(at, Math.max(0, found.rows.length - 1));
  }

  #calm(): void {
    this.failure = '';
    this.asking = null;
    this.waiting = null;
  }

  #waits(row: RowView, which: CopyWhich): boolean {
    this.#calm();
    const shown = this.shown(row);
    if (which !== 'smart' || app.settings?.enterCopies !== 'wait' || shown?.soon !== true) return false;
    this.waiting = { row, until: clock.seconds + shown.left };
    say.announce(m.list_copies_in({ seconds: String(shown.left) }));
    return true;
  }

  async #typed(row: RowView, which: CopyWhich, typed: TypedView): Promise<void> {
    if (typed.outcome === 'ask') {
      this.asking = { row, which, program: typed.program };
    } else if (typed.why !== null) {
      const refused = typed.receipt?.clipboardOk === false ? this.#line(typed.receipt) : '';
      const failure = refused === '' ? failureText(typed.why).message : refused;
      // The window may be hidden by now: it comes back to say it.
      if (this.view === null) await this.open(failure);
      else this.failure = failure;
    }
  }

  #line(receipt: ReceiptView): string {
    return receiptLine(receipt, clock.seconds);
  }

  async #once(run: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await run();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }

  #fail(error: unknown): void {
    this.failure = failureText(asFailure(error)).message;
  }

  #announceHits(): void {
    if (this.view === null || this.text.trim() === '') return;
    const first = this.rows[0]?.name.full ?? '';
    const count = this.rows.length;
    say.announce(
      count === 0
        ? m.list_nothing({ text: this.text.trim() })
        : m.list_said_hits({ count, shown: numberText(count), first }),
    );
  }
}

export const quick = new Quick();
