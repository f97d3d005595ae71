/** Orders and filters the fake vault, as the core does for `list()` and `rows()`. */
import type { ListRequest, ListView, NameView, RowView, SectionKind, SectionView, TileView } from '../../src/ipc/types';
import type { Entry } from './entries';
import { mask, maskedName, maskedRow } from './mask';
import { automaticTile, nameView, tileView, twins } from './names';
import { passes, readQuery, search, type Hit } from './search';

type Planned = { section: SectionView; hits: Hit[] };

export class Listing {
  #entries: readonly Entry[];
  #twins: Map<string, number>;
  #crowd = new Map<string, number>();
  #lists = new Map<number, Hit[]>();
  #next = 1;

  /** `presenting`: names and rows come masked. */
  constructor(
    entries: readonly Entry[],
    readonly presenting = false,
  ) {
    this.#entries = entries;
    const alive = entries.filter((entry) => entry.trashedAt === 0);
    this.#twins = twins(alive);
    for (const { issuer } of alive) this.#crowd.set(issuer, (this.#crowd.get(issuer) ?? 0) + 1);
  }

  name(entry: Entry): NameView {
    const name = nameView(entry, this.#twins.get(entry.id) ?? null);
    return this.presenting ? maskedName(name)[0] : name;
  }

  automaticTile(entry: Entry): TileView {
    return automaticTile(entry, this.#crowd.get(entry.issuer) ?? 0);
  }

  row(entry: Entry, hit: Hit | null = null): RowView {
    const pins = this.#entries.filter((other) => other.pinned && other.trashedAt === 0);
    const number = entry.pinned ? pins.indexOf(entry) + 1 : 0;
    const row: RowView = {
      id: entry.id,
      name: nameView(entry, this.#twins.get(entry.id) ?? null),
      login: entry.login,
      tags: entry.tags,
      pinned: entry.pinned,
      pinNumber: number >= 1 && number <= 9 ? number : null,
      kind: entry.kind,
      digits: entry.digits,
      period: entry.kind === 'hotp' ? null : entry.period,
      // What others may see is not what was chosen.
      tile: this.presenting ? this.automaticTile(entry) : tileView(entry, this.#crowd.get(entry.issuer) ?? 0),
      nameSpans: hit?.nameSpans ?? [],
      loginSpans: hit?.loginSpans ?? [],
      tagSpans: [],
      why: hit?.why ?? null,
    };
    return this.presenting ? maskedRow(row) : row;
  }

  list(request: ListRequest): ListView {
    const plan = this.#plan(request);
    const hits = plan.flatMap((part) => part.hits);
    const listId = this.#next++;
    this.#lists.set(listId, hits);
    this.#lists.delete(listId - 8);
    return {
      listId,
      sections: plan.map((part) => part.section),
      total: hits.length,
      first: hits.slice(0, 40).map((hit) => this.row(hit.entry, hit)),
      noHits: hits.length === 0 && request.query !== '' ? this.#noHits(request.query) : null,
    };
  }

  rows(listId: number, from: number, count: number): RowView[] {
    const hits = this.#lists.get(listId) ?? [];
    return hits.slice(from, from + count).map((hit) => this.row(hit.entry, hit));
  }

  #plan({ query, tag, sort }: ListRequest): Planned[] {
    const alive = this.#entries.filter((entry) => entry.trashedAt === 0);
    if (query.trim() !== '') return this.#searched(query, tag, alive);
    const tagged = tag === null ? alive : alive.filter((entry) => entry.tags.includes(tag));
    switch (sort) {
      case 'used':
        if (tag !== null) return [part('all', tagged)];
        return [
          part(
            'pinned',
            tagged.filter((entry) => entry.pinned),
          ),
          part(
            'often',
            tagged.filter((entry) => !entry.pinned),
          ),
        ].filter((planned) => planned.hits.length > 0);
      case 'name': {
        const names = new Map<string, Entry[]>();
        const inOrder = [...tagged].sort(
          (a, b) => a.issuer.localeCompare(b.issuer) || a.account.localeCompare(b.account),
        );
        for (const entry of inOrder) names.set(entry.issuer, [...(names.get(entry.issuer) ?? []), entry]);
        // Headings would name the issuers.
        if (this.presenting) return [part('all', inOrder)];
        return [...names].map(([issuer, entries]) => part('issuer', entries, issuer));
      }
      case 'newest':
        return [
          part(
            'newest',
            [...tagged].sort((a, b) => b.createdAt - a.createdAt),
          ),
        ];
      case 'manual':
        return [
          part(
            'pinned',
            tagged.filter((entry) => entry.pinned),
          ),
          part(
            'manual',
            tagged.filter((entry) => !entry.pinned),
          ),
        ].filter((planned) => planned.hits.length > 0);
    }
  }

  #searched(query: string, tag: string | null, alive: readonly Entry[]): Planned[] {
    const { words, filters } = readQuery(query);
    if (filters.some((filter) => filter === 'is:trash')) {
      const trashed = this.#entries.filter((entry) => entry.trashedAt > 0);
      const found = search(
        words,
        trashed.filter((entry) => passes(entry, filters)),
      );
      return found.length === 0 ? [] : [{ section: { kind: 'trash', title: '', count: found.length }, hits: found }];
    }
    const hits = search(
      words,
      alive.filter((entry) => passes(entry, filters)),
    );
    const inside = hits.filter((hit) => tag === null || hit.entry.tags.includes(tag));
    const outside = hits.filter((hit) => tag !== null && !hit.entry.tags.includes(tag));
    const plan: Planned[] = [];
    for (const kind of ['hits', 'near'] as const) {
      const part = inside.filter((hit) => hit.exact === (kind === 'hits'));
      if (part.length > 0) plan.push({ section: { kind, title: '', count: part.length }, hits: part });
    }
    if (outside.length > 0) {
      plan.push({ section: { kind: 'outside', title: tag ?? '', count: outside.length }, hits: outside });
    }
    return plan;
  }

  #noHits(query: string): ListView['noHits'] {
    const alive = this.#entries.filter((entry) => entry.trashedAt === 0);
    const trashed = search(
      query,
      this.#entries.filter((entry) => entry.trashedAt > 0),
    );
    const parts = query
      .trim()
      .split(/\s+/u)
      .sort((a, b) => b.length - a.length);
    const found = parts.map((word) => ({ word, count: search(word, alive).length })).find(({ count }) => count > 0);
    const first = trashed[0];
    return {
      part: found?.word ?? '',
      partCount: found?.count ?? 0,
      trashCount: trashed.length,
      trashName: first === undefined ? '' : this.presenting ? mask : nameView(first.entry).full,
    };
  }
}

function part(kind: SectionKind, entries: readonly Entry[], title = ''): Planned {
  const hits = entries.map((entry): Hit => {
    return { entry, nameSpans: [], loginSpans: [], why: null, exact: true, score: 0 };
  });
  return { section: { kind, title, count: hits.length }, hits };
}
