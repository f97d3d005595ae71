/** The receipt in the foot of the window, and the failure that takes its place. */
import { core } from './ipc/client';
import { asFailure } from './ipc/failure';
import type { Failure, ReceiptView } from './ipc/types';
import { announcement, isCopy } from './components/receipt-text';
import { m } from './paraglide/messages';
import { say } from './say.svelte';

/** A copied receipt shrinks after this; the others go away after `othersMs`. */
const shrinkMs = 6_000;
const othersMs = 10_000;

/** A receipt of the window's own: a setting that was changed. */
export type Note = {
  title: string;
  line: string;
  /** Takes it back; null when that cannot be. */
  takeBack: (() => Promise<unknown>) | null;
};

class Receipts {
  current = $state.raw<ReceiptView | null>(null);
  note = $state.raw<Note | null>(null);
  /** The copied receipt is one line in the foot now, until the clipboard is cleared. */
  shrunk = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The clipboard could not be cleared. */
  clipboardStuck = $state(false);
  /** The receipt or a failure takes the place of the foot. */
  readonly visible = $derived(
    this.failure !== null || this.clipboardStuck || this.note !== null || (this.current !== null && !this.shrunk),
  );
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows what was done and reads it out. */
  show(view: ReceiptView): void {
    this.dismiss();
    this.current = view;
    const copied = isCopy(view.what);
    // What a copied recovery code asks stays until the clipboard is cleared.
    if (view.what === 'recoveryCopied' && view.clipboardClearsAt > 0) {
      say.announce(announcement(view));
      return;
    }
    this.#timer = setTimeout(
      () => {
        if (copied && view.clipboardOk && view.clipboardClearsAt > 0) this.shrunk = true;
        else if (copied && !view.clipboardOk) return;
        else this.dismiss();
      },
      copied ? shrinkMs : othersMs,
    );
    say.announce(announcement(view));
  }

  /** Shows a receipt of the window's own and reads it out. */
  tell(note: Note): void {
    this.dismiss();
    this.note = note;
    this.#timer = setTimeout(() => this.dismiss(), othersMs);
    say.announce(`${note.title}. ${note.line}`);
  }

  /** Takes back what the note in sight tells of; false when there is none, or nothing to take back. */
  takeBackNote(): boolean {
    const takeBack = this.note?.takeBack ?? null;
    if (takeBack === null) return false;
    void takeBack();
    return true;
  }

  /** Shows why something could not be done. */
  fail = (error: unknown): void => {
    this.dismiss();
    this.failure = asFailure(error);
  };

  dismiss(): void {
    clearTimeout(this.#timer);
    this.current = null;
    this.note = null;
    this.shrunk = false;
    this.failure = null;
    this.clipboardStuck = false;
  }

  /** The core cleared the clipboard, or could not. */
  clipboardCleared(ok: boolean): void {
    const what = this.current?.what;
    if (what !== undefined && isCopy(what)) this.dismiss();
    this.clipboardStuck = !ok;
    if (ok) say.announce(m.receipt_cleared());
  }

  async clearClipboard(): Promise<void> {
    try {
      await core().clearClipboard();
      this.clipboardCleared(true);
    } catch {
      this.clipboardCleared(false);
    }
  }

  /** Runs a change and shows its receipt; false when it failed. */
  async run(change: Promise<ReceiptView | null>): Promise<boolean> {
    try {
      const view = await change;
      if (view !== null) this.show(view);
      return view !== null;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** Ticks the recovery code that was copied as used. */
  async tickCopied(): Promise<void> {
    const { entryId = null, place = null } = this.current ?? {};
    if (entryId !== null && place !== null) await this.run(core().tickRecoveryCode(entryId, place, true));
  }

  async undo(undoId: string | null): Promise<void> {
    await this.run(core().undo(undoId));
  }

  async redo(): Promise<void> {
    await this.run(core().redo());
  }
}

export const receipts = new Receipts();
