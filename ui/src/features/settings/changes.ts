/** Changes of settings, each with its way back: the receipt offers it, and Ctrl Z on the settings page. */
import { app } from '../../app.svelte';
import type { SettingsPatch } from '../../ipc/types';
import { m } from '../../paraglide/messages';
import { receipts } from '../../receipts.svelte';

type Change = { title: () => string; before: SettingsPatch };

/** So many changes can be taken back, one after the other. */
const mostKept = 50;

class Changes {
  #past: Change[] = [];

  /** Changes settings at once; false when that failed, which is said. `title` names what was changed. */
  async make(title: () => string, patch: SettingsPatch): Promise<boolean> {
    const before = this.#now(patch);
    if (!(await app.change(patch))) return false;
    if (JSON.stringify(before) === JSON.stringify(this.#now(patch))) return true;
    this.#past = [...this.#past, { title, before }].slice(-mostKept);
    receipts.tell({ title: title(), line: m.settings_changed(), takeBack: () => this.#takeBack() });
    return true;
  }

  /** Takes the last change back; false when there is none. */
  takeBackLast(): boolean {
    if (this.#past.length === 0) return false;
    void this.#takeBack();
    return true;
  }

  async #takeBack(): Promise<void> {
    const last = this.#past.pop();
    if (last === undefined || !(await app.change(last.before))) return;
    receipts.tell({ title: last.title(), line: m.receipt_undone(), takeBack: null });
  }

  /** What is set now of that which a patch sets. */
  #now(patch: SettingsPatch): SettingsPatch {
    const set = Object.entries(app.settings ?? {}).filter(([key]) => key in patch);
    return Object.fromEntries(set) as SettingsPatch;
  }
}

export const changes = new Changes();
