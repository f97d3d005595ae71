/** The fake vault: entries, changes with undo, receipts. */
import type { EntryEdit, HistoryItem, ReceiptView, ReceiptWhat } from '../../src/ipc/types';
import { makeEntries, makeEntry, poorEntries, type Entry } from './entries';
import { Listing } from './listing';
import { fullName } from './names';

type Change = {
  undoId: string;
  before: Entry[];
  what: ReceiptWhat;
  entryId: string | null;
  ids: readonly string[];
  count: number;
  at: number;
};

const day = 86_400_000;

export class Vault {
  entries: Entry[];
  revision = 1;
  #changes: Change[] = [];
  #redoable: { change: Change; after: Entry[] }[] = [];
  #listing: Listing;
  #undone = 0;

  constructor(count: number, nowMs: number, names = 'good') {
    this.entries = makeEntries(count, nowMs);
    if (names === 'poor') this.entries.push(...poorEntries(nowMs));
    if (count > 0) {
      const names: [string, string, number][] = [
        ['Zendesk', 'quxley', 22],
        ['GitHub', 'trial-2024', 1],
        ['Zendesk', 'acorn-old', 40],
      ];
      names.forEach(([issuer, account, days], index) => {
        const mark = issuer.toLowerCase();
        const entry = makeEntry(
          [issuer, account, `support@${account}.example`, '', { uses: 1, mark }],
          100_000 + index,
          nowMs,
        );
        this.entries.push({ ...entry, trashedAt: nowMs - days * day });
      });
    }
    this.#listing = new Listing(this.entries);
  }

  get presenting(): boolean {
    return this.#listing.presenting;
  }

  present(on: boolean): void {
    this.#listing = new Listing(this.entries, on);
  }

  get listing(): Listing {
    return this.#listing;
  }

  get(id: string): Entry {
    const entry = this.entries.find((candidate) => candidate.id === id);
    if (entry === undefined) throw failure('no-such-entry', 'This entry is not there any more.');
    return entry;
  }

  /** No entry has recovery codes. */
  forgetRecoveryCodes(): void {
    this.entries = this.entries.map((entry) => ({ ...entry, recovery: [] }));
    this.#renew();
  }

  alive(): Entry[] {
    return this.entries.filter((entry) => entry.trashedAt === 0);
  }

  trashed(): Entry[] {
    return this.entries.filter((entry) => entry.trashedAt > 0).sort((a, b) => b.trashedAt - a.trashedAt);
  }

  /** Applies a change to entries and keeps what was before. */
  change(what: ReceiptWhat, ids: readonly string[], edit: (entry: Entry) => Entry, nowMs: number): ReceiptView {
    const before = this.entries;
    const name = ids.length === 1 ? this.#listing.name(this.get(ids[0] ?? '')) : null;
    this.entries = before.map((entry) => (ids.includes(entry.id) ? edit(entry) : entry));
    return this.#done(what, before, ids, name, nowMs);
  }

  /** Changes several entries, each in its own way, as one change. */
  rename(names: ReadonlyMap<string, Pick<Entry, 'issuer' | 'account'>>, nowMs: number): ReceiptView {
    const renamed = this.change(
      'renamed',
      [...names.keys()],
      (entry) => ({ ...entry, ...names.get(entry.id), oldNames: [...entry.oldNames, fullName(entry)] }),
      nowMs,
    );
    return renamed.entryId === null ? renamed : { ...renamed, name: this.#listing.name(this.get(renamed.entryId)) };
  }

  add(added: Entry[], updated: number, nowMs: number): ReceiptView {
    const before = this.entries;
    this.entries = [...before, ...added];
    const receipt = this.#done(
      'added',
      before,
      added.map((entry) => entry.id),
      null,
      nowMs,
    );
    return { ...receipt, updated };
  }

  erase(ids: readonly string[]): ReceiptView {
    this.entries = this.entries.filter((entry) => !ids.includes(entry.id));
    this.#renew();
    return { ...receipt('erased'), count: ids.length };
  }

  undo(undoId: string | null): ReceiptView {
    const at = undoId === null ? this.#changes.length - 1 : this.#changes.findIndex((item) => item.undoId === undoId);
    const change = this.#changes[at];
    if (change === undefined) throw failure('nothing-to-undo', 'There is nothing to take back.');
    this.#changes.splice(at, 1);
    this.#redoable.push({ change, after: this.entries });
    this.entries = change.before;
    this.#undone += 1;
    this.#renew();
    const entry = this.entries.find((candidate) => candidate.id === change.entryId);
    return {
      ...receipt('undone'),
      entryId: change.entryId,
      name: entry === undefined ? null : this.#listing.name(entry),
      count: change.count,
    };
  }

  /** Does again what was taken back last. */
  redo(): ReceiptView {
    const undone = this.#redoable.pop();
    if (undone === undefined) throw failure('nothing-to-redo', 'There is nothing to do again.');
    const rest = this.#redoable;
    const before = this.entries;
    this.entries = undone.after;
    const view = this.#done('redone', before, undone.change.ids, null, undone.change.at);
    this.#redoable = rest;
    return view;
  }

  /** Moves an entry before another one, or behind all of its kind. */
  move(id: string, before: string | null, nowMs: number): ReceiptView {
    const old = this.entries;
    const entry = this.get(id);
    const rest = old.filter((other) => other !== entry);
    const last = rest.findLastIndex((other) => other.pinned === entry.pinned) + 1;
    const at = before === null ? last : rest.findIndex((other) => other.id === before);
    this.entries = rest.toSpliced(at, 0, entry);
    return this.#done('moved', old, [id], this.#listing.name(entry), nowMs);
  }

  history(entry: Entry): HistoryItem[] {
    const done = this.#changes
      .filter((change) => change.entryId === entry.id)
      .map((change): HistoryItem => {
        const old = change.before.find((candidate) => candidate.id === entry.id);
        const name = old === undefined ? '' : this.#listing.name(old).full;
        return { at: change.at, what: actOf(change.what), name, count: change.count, undoId: change.undoId };
      })
      .reverse();
    return [
      ...done,
      {
        at: entry.createdAt + 20 * day > Date.now() ? entry.createdAt : entry.createdAt + 20 * day,
        what: 'copied',
        name: '',
        count: 3,
        undoId: null,
      },
      { at: entry.createdAt, what: 'imported', name: 'Google Authenticator', count: 1, undoId: null },
    ];
  }

  #done(
    what: ReceiptWhat,
    before: Entry[],
    ids: readonly string[],
    name: ReceiptView['name'],
    nowMs: number,
  ): ReceiptView {
    const entryId = ids.length === 1 ? (ids[0] ?? null) : null;
    const undoId = `u${String(this.#changes.length + this.#undone)}`;
    this.#changes.push({ undoId, before, what, entryId, ids, count: ids.length, at: nowMs });
    this.#redoable = [];
    this.#renew();
    return { ...receipt(what), entryId, name, count: ids.length, undoId };
  }

  #renew(): void {
    this.revision += 1;
    this.#listing = new Listing(this.entries, this.#listing.presenting);
  }
}

/** The act as the vault names it. */
function actOf(what: ReceiptWhat): string {
  return what.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

export function receipt(what: ReceiptWhat): ReceiptView {
  return {
    what,
    entryId: null,
    name: null,
    count: 0,
    updated: 0,
    whichCode: null,
    code: null,
    counter: null,
    place: null,
    worksFrom: 0,
    worksUntil: 0,
    clipboardClearsAt: 0,
    clipboardOk: true,
    undoId: null,
    file: '',
  };
}

export function failure(code: string, message: string, hint = '', values: Record<string, string> = {}) {
  return { code, message, hint, values };
}

/** Which receipt an edit earns. */
export function whatOf(edit: EntryEdit): ReceiptWhat {
  if (edit.pinned !== undefined) return edit.pinned ? 'pinned' : 'unpinned';
  if (edit.tags !== undefined) return 'tagged';
  if (edit.issuer !== undefined || edit.account !== undefined) return 'renamed';
  return 'edited';
}
