/** The entry shown in full. */
import { core } from '../../ipc/client';
import { receipts } from '../../receipts.svelte';
import type { DetailView, EntryEdit } from '../../ipc/types';

export type Field = 'issuer' | 'account' | 'login' | 'tags' | 'note';

class Detail {
  view = $state.raw<DetailView | null>(null);
  /** The fact being changed. */
  editing = $state<Field | null>(null);
  /** The pane stands beside the list; otherwise it takes its place. */
  beside = $state(false);
  /** Counts up when the pane has to take the focus. */
  focusAsked = $state(0);
  #asked = 0;

  /** Shows an entry; answers for older choices are dropped. */
  async load(id: string): Promise<void> {
    const asked = ++this.#asked;
    if (this.view !== null && this.view.row.id !== id) this.editing = null;
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
    this.editing = null;
  }

  takeFocus(): void {
    this.focusAsked += 1;
  }

  edit(field: Field): void {
    this.editing = field;
  }

  /** Saves one fact; true when it was saved or is the same. */
  async save(field: Field, text: string): Promise<boolean> {
    const view = this.view;
    if (view === null) return true;
    const edit = editOf(view, field, text);
    if (edit !== null && !(await receipts.run(core().editEntry(view.row.id, edit)))) return false;
    this.editing = null;
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
