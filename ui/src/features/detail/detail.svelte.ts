/** The entry shown in full. */
import { core } from '../../ipc/client';
import { receipts } from '../../receipts.svelte';
import type { DetailView, EntryEdit } from '../../ipc/types';

export type Field = 'issuer' | 'account' | 'login' | 'tags' | 'note';

class Detail {
  view = $state.raw<DetailView | null>(null);
  /** The fact to change, and of which entry: it waits until that entry is shown. */
  #wanted = $state.raw<{ field: Field; id: string } | null>(null);
  /** The fact being changed. */
  readonly editing = $derived(
    this.#wanted !== null && this.#wanted.id === this.view?.row.id ? this.#wanted.field : null,
  );
  /** The pane stands beside the list; otherwise it takes its place. */
  beside = $state(false);
  /** Counts up when the pane has to take the focus. */
  focusAsked = $state(0);
  /** The entry whose recovery codes are to be shown: it waits until that entry is shown. */
  recoveryWanted = $state.raw<string | null>(null);
  #asked = 0;

  /** Shows an entry; answers for older choices are dropped. */
  async load(id: string): Promise<void> {
    const asked = ++this.#asked;
    if (this.#wanted?.id !== id) this.#wanted = null;
    if (this.recoveryWanted !== id) this.recoveryWanted = null;
    try {
      const view = await core().detail(id);
      if (asked === this.#asked) this.view = view;
    } catch (error) {
      if (asked === this.#asked) receipts.fail(error);
    }
  }

  close(): void {
    this.#asked += 1;
    this.view = null;
    this.#wanted = null;
    this.recoveryWanted = null;
  }

  takeFocus(): void {
    this.focusAsked += 1;
  }

  edit(field: Field, id = this.view?.row.id): void {
    if (id !== undefined) this.#wanted = { field, id };
  }

  stopEditing(): void {
    this.#wanted = null;
  }

  /** Saves one fact; true when it was saved or is the same. */
  async save(field: Field, text: string): Promise<boolean> {
    const view = this.view;
    if (view === null) return true;
    const edit = editOf(view, field, text);
    if (edit !== null && !(await receipts.run(core().editEntry(view.row.id, edit)))) return false;
    this.stopEditing();
    return true;
  }
}

/** The change a typed text means, or null when it means none. */
export function editOf(view: DetailView, field: Field, text: string): EntryEdit | null {
  if (field === 'tags') {
    const tags = tagsOf(text);
    return tags.join(' ') === view.tags.join(' ') ? null : { tags };
  }
  const value = text.trim();
  return value === view[field] ? null : { [field]: value };
}

/** Tags typed with spaces or commas between them, with or without "#". Each once. */
export function tagsOf(text: string): string[] {
  const tags = text
    .split(/[\s,]+/u)
    .map((tag) => tag.replace(/^#+/u, ''))
    .filter((tag) => tag !== '');
  return [...new Set(tags)];
}

export const detail = new Detail();
