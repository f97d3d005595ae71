/** The codes of the rows on screen, asked for once per step. */
import { core } from '../../ipc/client';
import type { CodeView } from '../../ipc/types';
import { receipts } from '../../receipts.svelte';

class Codes {
  #views = $state.raw<ReadonlyMap<string, CodeView>>(new Map());
  #asking = new Set<string>();
  /** Answered since the vault last changed. */
  #fresh = new Set<string>();
  /** Answers to questions from before this are of an older vault. */
  #generation = 0;

  get(id: string): CodeView | undefined {
    return this.#views.get(id);
  }

  /** Asks for those of the entries whose code is not known or has run out. `now` in Unix seconds. */
  want(ids: readonly string[], now: number): void {
    const missing = ids.filter((id) => {
      if (this.#asking.has(id)) return false;
      const view = this.#views.get(id);
      // Counter entries have no end: they are asked for once.
      return view === undefined || !this.#fresh.has(id) || (view.validUntil > 0 && view.validUntil <= now);
    });
    if (missing.length > 0) void this.#ask(missing, new Set(ids));
  }

  /** Takes codes that came along with their rows; no others stay. */
  take(views: readonly CodeView[]): void {
    this.renew();
    this.#views = new Map(views.map((view) => [view.id, view]));
    for (const view of views) this.#fresh.add(view.id);
  }

  /** The vault changed: what is shown stays until it is answered anew. */
  renew(): void {
    this.#generation += 1;
    this.#fresh.clear();
    this.#asking.clear();
  }

  /** Forgets everything. */
  forget(): void {
    this.renew();
    this.#views = new Map();
  }

  async #ask(ids: string[], keep: ReadonlySet<string>): Promise<void> {
    const generation = this.#generation;
    ids.forEach((id) => this.#asking.add(id));
    try {
      const answer = await core().codes(ids);
      if (generation !== this.#generation) return;
      // Codes of rows that are gone from the screen do not stay in the page.
      const views = new Map([...this.#views].filter(([id]) => keep.has(id)));
      for (const view of answer.codes) {
        views.set(view.id, view);
        this.#fresh.add(view.id);
      }
      this.#views = views;
    } catch (error) {
      if (generation === this.#generation) receipts.fail(error);
    } finally {
      if (generation === this.#generation) ids.forEach((id) => this.#asking.delete(id));
    }
  }
}

export const codes = new Codes();
