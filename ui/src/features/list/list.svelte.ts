/** What the list shows: query, tag, order, the answer of the core and the selected row. */
import { app } from '../../app.svelte';
import { core } from '../../ipc/client';
import type { ListView, ReceiptView, RowView } from '../../ipc/types';
import { numberText } from '../../number-text';
import { m } from '../../paraglide/messages';
import { receipts } from '../../receipts.svelte';
import { say } from '../../say.svelte';
import { codes } from './codes.svelte';
import { parseQuery } from './query';
import { blocksOf, placesBetween, rowAway, sectionAway, shownRow } from './sections';

/** Rows are asked for in pieces of this many: as many as come with the list itself (`FIRST_ROWS` of the core). */
const piece = 40;
const mostAtOnce = 600;
const announceAfterMs = 400;
const revealSeconds = 10;
const madeCodeMs = 60_000;

class List {
  text = $state('');
  tag = $state<string | null>(null);
  view = $state.raw<ListView | null>(null);
  /** Place of the selected row in the listing. */
  at = $state(0);
  /** Entry whose hidden code is shown, and until when (Unix seconds). */
  revealed = $state.raw<{ id: string; until: number } | null>(null);
  /** The code a counter entry just made. */
  made = $state.raw<{ id: string; code: string; counter: number } | null>(null);
  /** A copy that waits for the next code, when the person chose so; until when in Unix seconds. */
  waiting = $state.raw<{ row: RowView; until: number } | null>(null);
  /** In a narrow window: the detail has taken the place of the list. */
  opened = $state(false);
  /** Places of the rows picked for an act on several; empty unless there are at least two. */
  picked = $state.raw<ReadonlySet<number>>(new Set());
  /** The rows that exist in the page. */
  mounted = $state.raw({ from: 0, to: 0 });
  /** Selected line of the tag choice or of the help for no hits. */
  choice = $state(0);
  #rows = $state.raw<ReadonlyMap<number, RowView>>(new Map());
  #folded = $state.raw<ReadonlySet<string>>(new Set());
  /** Where picking several began. */
  #anchor: number | null = null;
  #asked = 0;
  #pending: Promise<void> = Promise.resolve();
  #loading = new Set<number>();
  #announce: ReturnType<typeof setTimeout> | undefined;
  #forgetMade: ReturnType<typeof setTimeout> | undefined;

  readonly blocks = $derived(blocksOf(this.view?.sections ?? [], this.#folded));
  readonly query = $derived(parseQuery(this.text));
  /** Tags that begin with what was typed after "#". */
  readonly tagChoices = $derived.by(() => {
    const begun = this.query.tag;
    if (begun === null) return null;
    const wanted = begun.toLocaleLowerCase();
    return (app.overview?.tags ?? []).filter(({ tag }) => tag.toLocaleLowerCase().startsWith(wanted)).slice(0, 9);
  });
  readonly selected = $derived(this.row(this.at));
  /** The rows are those of the trash. */
  readonly inTrash = $derived(this.view?.sections[0]?.kind === 'trash');
  /** A query without a single hit. */
  readonly nothing = $derived(this.view !== null && this.view.total === 0 && this.query.words !== '');

  row(at: number): RowView | undefined {
    return this.#rows.get(at);
  }

  /** Asks the core anew. Answers to older questions are dropped, whenever they come. */
  load(keepSelection = false): Promise<void> {
    this.#pending = this.#load(++this.#asked, keepSelection);
    return this.#pending;
  }

  /** Resolves when the answer to what was typed last is there: keys pressed before that wait for it. */
  async ready(): Promise<void> {
    for (let waited: Promise<void> | null = null; waited !== this.#pending;) {
      waited = this.#pending;
      await waited;
    }
  }

  async #load(asked: number, keepSelection: boolean): Promise<void> {
    const settings = app.settings;
    if (settings === null) return;
    const stayAt = keepSelection ? this.selected?.id : undefined;
    try {
      const view = await core().list({ query: this.query.words, tag: this.tag, sort: settings.sort });
      const rows = new Map(view.first.map((row, index) => [index, row]));
      if (keepSelection) await this.#addShown(view, rows);
      if (asked !== this.#asked) return;
      this.#loading.clear();
      this.#rows = rows;
      this.view = view;
      this.unpick();
      this.choice = 0;
      this.at = this.#placeOf(stayAt, keepSelection);
      if (keepSelection) codes.renew();
    } catch (error) {
      if (asked === this.#asked) receipts.fail(error);
    }
  }

  /** Fetches the rows in sight along with a new answer, so that nothing goes blank. */
  async #addShown(view: ListView, rows: Map<number, RowView>): Promise<void> {
    const from = Math.max(0, Math.min(this.mounted.from, this.at) - piece);
    const count = Math.max(this.mounted.to, this.at) + piece - from;
    if (from + count <= view.first.length || count > mostAtOnce) return;
    const more = await core().rows(view.listId, from, count);
    more.forEach((row, index) => rows.set(from + index, row));
  }

  /** The person typed. */
  type(text: string): void {
    this.text = text;
    if (this.#finishTag(text)) return;
    receipts.dismiss();
    if (this.tagChoices === null) void this.load();
    else this.choice = 0;
    this.#announceHits();
  }

  setTag(tag: string | null): void {
    this.tag = tag;
    if (tag !== null) say.announce(m.list_said_filter({ tag }));
    void this.load();
  }

  /** Takes a tag from the choice: it becomes the filter and leaves the text. */
  pickTag(tag: string): void {
    this.text = this.query.words === '' ? '' : `${this.query.words} `;
    this.setTag(tag);
  }

  clearText(): void {
    this.text = '';
    void this.load();
  }

  /** Makes sure that rows exist in the page; asks for whole pieces. */
  need(from: number, to: number): void {
    const view = this.view;
    if (view === null) return;
    this.mounted = { from, to };
    for (let start = Math.floor(from / piece) * piece; start < Math.min(to, view.total); start += piece) {
      const wanted = Array.from({ length: Math.min(piece, view.total - start) }, (_, index) => start + index);
      if (this.#loading.has(start) || wanted.every((at) => this.#rows.has(at))) continue;
      this.#loading.add(start);
      void this.#fetch(view.listId, start);
    }
  }

  fold(key: string): void {
    const folded = new Set(this.#folded);
    if (!folded.delete(key)) folded.add(key);
    this.#folded = folded;
    this.at = shownRow(this.blocks, this.at) ?? 0;
  }

  /** Folds or unfolds every section that can be folded. */
  foldAll(folded: boolean): void {
    this.#folded = new Set(folded ? this.blocks.map((block) => block.key) : []);
    this.at = shownRow(this.blocks, this.at) ?? 0;
  }

  move(by: 'row' | 'page' | 'section', direction: 1 | -1, pageRows: number): void {
    this.unpick();
    this.#step(by, direction, pageRows);
  }

  /** Moves on and picks all rows from where picking began. */
  pickOn(by: 'row' | 'page' | 'section', direction: 1 | -1, pageRows: number): void {
    const from = this.#anchor ?? this.at;
    this.#step(by, direction, pageRows);
    this.#pick(from, placesBetween(this.blocks, from, this.at));
  }

  /** Picks all rows from the selected one, or where picking began, to this place. */
  pickTo(at: number): void {
    const from = this.#anchor ?? this.at;
    this.at = at;
    this.#pick(from, placesBetween(this.blocks, from, at));
  }

  /** Picks one row more, or one less. */
  pickAlso(at: number): void {
    const picked = new Set(this.picked.size === 0 ? [this.at] : this.picked);
    if (!picked.delete(at)) picked.add(at);
    this.at = picked.has(at) ? at : ([...picked][0] ?? at);
    this.#pick(this.at, [...picked]);
  }

  unpick(): void {
    this.#anchor = null;
    if (this.picked.size > 0) this.picked = new Set();
  }

  /** The rows that are picked, from top to bottom. */
  async pickedRows(): Promise<RowView[]> {
    const rows: RowView[] = [];
    for (const at of [...this.picked].sort((left, right) => left - right)) {
      const row = await this.rowAt(at);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** A row wherever it is: one that was not in sight yet is fetched, with those behind it. */
  async rowAt(at: number): Promise<RowView | undefined> {
    const known = this.#rows.get(at);
    if (known !== undefined || this.view === null) return known;
    const more = await core().rows(this.view.listId, at, mostAtOnce);
    this.#rows = new Map([...this.#rows, ...more.map((row, index): [number, RowView] => [at + index, row])]);
    return more[0];
  }

  #pick(anchor: number, places: readonly number[]): void {
    this.#anchor = anchor;
    this.picked = new Set(places.length > 1 ? places : []);
    if (places.length > 1) say.announce(m.list_picked({ count: places.length }));
  }

  #step(by: 'row' | 'page' | 'section', direction: 1 | -1, pageRows: number): void {
    if (by === 'section') this.at = sectionAway(this.blocks, this.at, direction);
    else this.at = rowAway(this.blocks, this.at, direction * (by === 'page' ? pageRows : 1));
  }

  moveToEnd(end: 'first' | 'last'): void {
    this.unpick();
    this.at = shownRow(this.blocks, end === 'first' ? 0 : (this.view?.total ?? 0)) ?? 0;
  }

  /** Selects an entry in the whole list, without search and filter; false when it is not there. */
  async find(id: string): Promise<boolean> {
    this.text = '';
    this.tag = null;
    await this.load();
    const view = this.view;
    if (view === null) return false;
    for (let from = 0; from < view.total; from += mostAtOnce) {
      const rows =
        from === 0 && view.first.length === view.total ? view.first : await core().rows(view.listId, from, mostAtOnce);
      if (this.view !== view) return false;
      this.#rows = new Map([...this.#rows, ...rows.map((row, index): [number, RowView] => [from + index, row])]);
      const index = rows.findIndex((row) => row.id === id);
      if (index === -1) continue;
      this.#folded = new Set();
      this.at = from + index;
      return true;
    }
    return false;
  }

  /** Shows a hidden code for ten seconds. */
  reveal(id: string, now: number): void {
    this.revealed = { id, until: now + revealSeconds };
  }

  /** Others watch from now on: nothing shown before stays, and no tag stands in the field. */
  hush(): void {
    this.made = null;
    this.revealed = null;
    if (this.tag !== null) this.setTag(null);
  }

  /** A code was copied: a counter entry shows what it made for a minute. */
  copied(receipt: ReceiptView): void {
    clearTimeout(this.#forgetMade);
    this.made = null;
    const { entryId, code, counter } = receipt;
    if (receipt.whichCode !== 'counter' || entryId === null || code === null || counter === null) return;
    this.made = { id: entryId, code, counter };
    this.#forgetMade = setTimeout(() => (this.made = null), madeCodeMs);
  }

  /** Nothing of the vault stays behind. */
  reset(): void {
    this.#asked += 1;
    clearTimeout(this.#announce);
    clearTimeout(this.#forgetMade);
    this.text = '';
    this.tag = null;
    this.view = null;
    this.#rows = new Map();
    this.#loading.clear();
    this.at = 0;
    this.revealed = null;
    this.made = null;
    this.waiting = null;
    this.opened = false;
    this.unpick();
    codes.forget();
  }

  async #fetch(listId: number, start: number): Promise<void> {
    try {
      const rows = await core().rows(listId, start, piece);
      if (this.view?.listId !== listId) return;
      const all = new Map(this.#rows);
      rows.forEach((row, index) => all.set(start + index, row));
      this.#rows = all;
    } catch (error) {
      if (this.view?.listId === listId) receipts.fail(error);
    } finally {
      if (this.view?.listId === listId) this.#loading.delete(start);
    }
  }

  /** Where the selection goes after an answer: to the same entry if it is near by, else to the same place. */
  #placeOf(id: string | undefined, keep: boolean): number {
    if (!keep) return shownRow(this.blocks, 0) ?? 0;
    for (const [at, row] of this.#rows) if (row.id === id) return at;
    const total = this.view?.total ?? 0;
    return shownRow(this.blocks, Math.min(this.at, Math.max(0, total - 1))) ?? 0;
  }

  /** "#tier-1 " with the space behind it: the tag is chosen. */
  #finishTag(text: string): boolean {
    const match = /(?:^|\s)#(\S+)\s$/u.exec(text);
    const typed = match?.[1]?.toLocaleLowerCase();
    const known = app.overview?.tags.find(({ tag }) => tag.toLocaleLowerCase() === typed);
    if (match === null || known === undefined) return false;
    this.text = text.slice(0, match.index);
    this.setTag(known.tag);
    return true;
  }

  #announceHits(): void {
    clearTimeout(this.#announce);
    this.#announce = setTimeout(() => {
      if (this.query.words === '' || this.view === null) return;
      const count = this.view.total;
      const first = this.row(0)?.name.full ?? '';
      say.announce(
        count === 0
          ? m.list_nothing({ text: this.query.words })
          : m.list_said_hits({ count, shown: numberText(count), first }),
      );
    }, announceAfterMs);
  }
}

export const list = new List();
