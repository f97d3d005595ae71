/** The open vault of the fake core: its list, its entries, changes with undo, recovery codes, names. */
import { clock } from '../../src/clock.svelte';
import type { Core, CoreEvents } from '../../src/ipc/core';
import type {
  CopyWhich,
  IconView,
  NameView,
  PhoneChoice,
  PhonePicturesView,
  PhonePlanView,
  QrView,
  ReceiptView,
  SettingsView,
} from '../../src/ipc/types';
import { findings as findingsOf, isTemplate, previews, proposed } from './checkup';
import { chosen, codeAt, codeView } from './codes';
import type { Entry } from './entries';
import { nameView } from './names';
import { qrOf } from './qr';
import { Recovery, understand } from './recovery';
import { type Scenario } from './scenario';
import { mask, maskedName } from './mask';
import { failure, receipt, Vault, whatOf } from './vault';

export const fakePassword = 'correct horse battery staple';
type Handlers = { [K in keyof CoreEvents]: Set<(payload: CoreEvents[K]) => void> };

export class FakeEntries {
  readonly scenario: Scenario;
  /** Calls of `list` and `codes`, for the tests. */
  readonly asked = { list: [] as string[], codes: [] as number[] };
  protected vault: Vault;
  protected settingsNow: SettingsView;
  protected recovery: Recovery;
  protected phonePictures: NameView[][] = [];
  protected due: boolean;
  protected clear: ReturnType<typeof setTimeout> | undefined;
  #counterAt = 0;
  #handlers: Handlers = {
    vaultChanged: new Set(),
    intakeChanged: new Set(),
    dragOver: new Set(),
    backupDropped: new Set(),
    clipboardCleared: new Set(),
    copied: new Set(),
    copyFailed: new Set(),
    vaultOpened: new Set(),
    quickOpened: new Set(),
    quickClosed: new Set(),
    quickWentOn: new Set(),
    screenChanged: new Set(),
  };

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.settingsNow = scenario.settings;
    this.due = scenario.passwordDue;
    if (scenario.secondsLeft !== null) {
      clock.freeze(Date.UTC(2026, 10, 24, 10, 31, 0) + (30 - scenario.secondsLeft) * 1000 + 500);
    }
    this.vault = new Vault(scenario.count, clock.nowMs(), scenario.names);
    if (scenario.recovery === 'none') this.vault.forgetRecoveryCodes();
    this.recovery = new Recovery(scenario.recovery === 'none');
  }

  overview() {
    const alive = this.vault.alive();
    const tags = new Map<string, number>();
    for (const entry of alive) for (const tag of entry.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    return Promise.resolve({
      revision: this.vault.revision,
      total: alive.length,
      trashed: this.vault.trashed().length,
      tags: this.vault.presenting
        ? []
        : [...tags].map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count),
      setAside: Array.from({ length: this.scenario.setAside }, (_, n) => ({
        name: `row ${String(n + 1)}`,
        code: 'bad-row',
      })),
      locksAt: this.locksAt(),
      readOnly: this.scenario.readOnly,
      passwordDue: this.due,
    });
  }

  async list(request: Parameters<Core['list']>[0]) {
    this.asked.list.push(request.query);
    const answer = this.vault.listing.list(request);
    if (this.scenario.slowFirst > 0 && request.query.length === 1) await pause(this.scenario.slowFirst);
    return answer;
  }

  rows(listId: number, from: number, count: number) {
    return Promise.resolve(this.vault.listing.rows(listId, from, count));
  }

  codes(ids: string[]) {
    this.asked.codes.push(ids.length);
    const nowMs = clock.nowMs();
    const frozen = this.scenario.secondsLeft !== null;
    const codes = ids.map((id) => codeView(this.vault.get(id), nowMs, frozen));
    const masked = codes.map((view) => ({ ...view, code: view.code && mask, next: view.next && mask }));
    return Promise.resolve({ nowMs, codes: this.vault.presenting ? masked : codes });
  }

  copyCode(id: string, which: CopyWhich): Promise<ReceiptView> {
    const entry = this.vault.get(id);
    const base = { ...receipt('copied'), entryId: id, name: this.vault.listing.name(entry) };
    if (entry.kind === 'hotp') {
      this.#counterAt = entry.counter + 1;
      this.vault.entries = this.vault.entries.map((item) =>
        item.id === id ? { ...item, counter: this.#counterAt } : item,
      );
      const code = this.vault.presenting ? null : codeAt(entry, this.#counterAt);
      return Promise.resolve(this.toClipboard({ ...base, whichCode: 'counter', code, counter: this.#counterAt }));
    }
    const frozen = this.scenario.secondsLeft !== null;
    const view = codeView(entry, clock.nowMs(), frozen);
    const whichCode = chosen(which, this.settingsNow, view.validUntil - Math.floor(clock.nowMs() / 1000));
    const worksFrom = whichCode === 'current' ? view.validFrom : view.validUntil;
    const code = whichCode === 'current' ? view.code : view.next;
    return Promise.resolve(
      this.toClipboard({
        ...base,
        whichCode,
        worksFrom,
        worksUntil: worksFrom + entry.period,
        code: this.scenario.clipboard === 'busy' && !this.vault.presenting ? code : null,
      }),
    );
  }

  clearClipboard() {
    clearTimeout(this.clear);
    if (this.scenario.clipboard === 'stuck') return Promise.reject(failure('clipboard-busy', 'The clipboard is busy.'));
    return Promise.resolve();
  }

  detail(id: string) {
    const whole = this.vault.get(id);
    const hidden = { issuer: '', account: '', login: '', oldNames: [], note: '', tags: [] };
    const entry = this.vault.presenting ? { ...whole, ...hidden } : whole;
    const label = entry.account.split('-')[0] ?? '';
    return Promise.resolve({
      row: this.vault.listing.row(whole),
      issuer: entry.issuer,
      account: entry.account,
      login: entry.login,
      originalLabel: entry.login === '' ? '' : `${label}:${entry.login}`,
      oldNames: entry.oldNames,
      note: entry.note,
      tags: entry.tags,
      icon: this.vault.presenting ? { kind: 'automatic' as const } : entry.icon,
      automaticTile: this.vault.listing.automaticTile(entry),
      kind: entry.kind,
      algorithm: 'SHA-1',
      digits: entry.digits,
      period: entry.period,
      counter: entry.counter,
      createdAt: entry.createdAt,
      recovery: this.recovery.view(entry, clock.nowMs()),
      history: this.vault.presenting ? [] : this.vault.history(entry),
    });
  }

  editEntry(id: string, edit: Parameters<Core['editEntry']>[1]) {
    if (this.scenario.readOnly !== '') return Promise.reject(failure('read-only', 'This vault cannot be changed.'));
    return this.told(this.vault.change(whatOf(edit), [id], (entry) => ({ ...entry, ...edit }), clock.nowMs()));
  }

  setIcon(ids: string[], icon: IconView) {
    return this.told(this.vault.change('icon', ids, (entry) => ({ ...entry, icon }), clock.nowMs()));
  }

  pickIcon() {
    const { icon } = this.scenario;
    if (icon === 'none') return Promise.resolve(null);
    if (icon === 'drawing') return Promise.reject(failure('unsupported-picture', 'It cannot be read.'));
    return Promise.resolve('picture-1');
  }

  iconPicture(id: string) {
    return id === 'picture-1' ? Promise.resolve(pixels()) : Promise.reject(failure('not-found', 'It is not there.'));
  }

  trash(ids: string[]) {
    const at = clock.nowMs();
    return this.told(this.vault.change('trashed', ids, (entry) => ({ ...entry, trashedAt: at, pinned: false }), at));
  }

  listTrash() {
    const rows = this.vault
      .trashed()
      .map((entry) => ({ row: this.vault.listing.row(entry), trashedAt: entry.trashedAt }));
    return Promise.resolve({ rows, oldestBackupAt: clock.nowMs() - 42 * 86_400_000 });
  }

  restoreFromTrash(ids: string[]) {
    return this.told(this.vault.change('restored', ids, (entry) => ({ ...entry, trashedAt: 0 }), clock.nowMs()));
  }

  eraseFromTrash(ids: string[], confirmation: string) {
    const words = confirmation.trim().split(/\s+/u);
    if (words.at(-1) !== String(ids.length)) {
      return Promise.reject(failure('not-confirmed', 'The words do not match.'));
    }
    return this.told(this.vault.erase(ids));
  }

  undo(undoId: string | null): Promise<ReceiptView> {
    return Promise.resolve().then(() => this.told(this.vault.undo(undoId)));
  }

  redo(): Promise<ReceiptView> {
    return Promise.resolve().then(() => this.told(this.vault.redo()));
  }

  tagEntries(ids: string[], add: string[], remove: string[]) {
    const tagged = (entry: Entry) => ({
      ...entry,
      tags: [...new Set([...entry.tags.filter((tag) => !remove.includes(tag)), ...add])],
    });
    return this.told(this.vault.change('tagged', ids, tagged, clock.nowMs()));
  }

  pinEntries(ids: string[], pinned: boolean) {
    const what = pinned ? 'pinned' : 'unpinned';
    return this.told(this.vault.change(what, ids, (entry) => ({ ...entry, pinned }), clock.nowMs()));
  }

  putBefore(id: string, before: string | null) {
    return this.told(this.vault.move(id, before, clock.nowMs()));
  }

  entryQr(id: string, typed: Uint8Array): Promise<QrView> {
    if (decode(typed) !== fakePassword) {
      return Promise.reject(failure('wrong-password', 'That is not the password of this vault.'));
    }
    return Promise.resolve(qrOf(this.vault.get(id).account));
  }

  phoneEntries(query: string) {
    const folded = query.trim().toLowerCase();
    const all = this.vault.alive();
    const found = all.filter(({ issuer, account }) => `${issuer}-${account}`.toLowerCase().includes(folded));
    const entries = found.slice(0, 200).map((entry) => ({ id: entry.id, name: nameView(entry) }));
    return Promise.resolve({ entries, total: found.length });
  }

  phonePlan({ all, ids, form }: PhoneChoice): Promise<PhonePlanView> {
    const chosen = this.vault.alive().filter(({ id }) => ids.includes(id) !== all);
    // Steam codes have no place in an export of Google Authenticator; here, counters stand for them.
    const stays = form === 'google' ? chosen.filter(({ kind }) => kind === 'hotp') : [];
    const goes = chosen.filter((entry) => !stays.includes(entry));
    const size = form === 'google' ? 10 : 1;
    this.phonePictures = [];
    for (let at = 0; at < goes.length; at += size)
      this.phonePictures.push(goes.slice(at, at + size).map((entry) => nameView(entry)));
    return Promise.resolve({
      pictures: this.phonePictures.length,
      entries: goes.length,
      leftOut: stays.map((entry) => ({ name: nameView(entry), why: 'move-kind' })),
      unusual: 2,
      counted: goes.filter(({ kind }) => kind === 'hotp').length,
    });
  }

  openPhonePictures(typed: Uint8Array): Promise<PhonePicturesView> {
    if (decode(typed) !== fakePassword) {
      return Promise.reject(failure('wrong-password', 'That is not the password of this vault.'));
    }
    return Promise.resolve({ pictures: this.phonePictures });
  }

  phonePicture(at: number): Promise<QrView> {
    return Promise.resolve(qrOf(`picture ${String(at)}`));
  }

  closePhonePictures() {
    this.phonePictures = [];
    return Promise.resolve();
  }

  openRecoveryCodes(id: string, passphrase: Uint8Array) {
    return Promise.resolve().then(() => {
      this.recovery.open(decode(passphrase), fakePassword, clock.nowMs());
      return this.recoveryCodes(id);
    });
  }

  recoveryCodes(id: string) {
    return Promise.resolve().then(() => this.recovery.codes(this.vault.get(id), clock.nowMs()));
  }

  closeRecoveryCodes() {
    this.recovery.close();
    return Promise.resolve();
  }

  previewRecoveryCodes(text: Uint8Array) {
    return Promise.resolve(understand(decode(text)));
  }

  async addRecoveryCodes(id: string, text: Uint8Array, replace: boolean) {
    const now = clock.nowMs();
    const kept = replace ? [] : (await this.recoveryCodes(id)).codes;
    const fresh = understand(decode(text)).codes.filter(({ code }) => !kept.some((known) => known.code === code));
    if (fresh.length === 0) return receipt('recoveryAdded');
    const recovery = [...kept, ...fresh.map(({ code, used }) => ({ code, usedAt: used ? now : 0 }))];
    const what = replace ? 'recoveryReplaced' : 'recoveryAdded';
    const done = this.vault.change(what, [id], (entry) => ({ ...entry, recovery }), now);
    return this.told({ ...done, count: fresh.length });
  }

  async tickRecoveryCode(id: string, place: number, used: boolean) {
    const now = clock.nowMs();
    const { codes } = await this.recoveryCodes(id);
    const recovery = codes.map((code, at) => (at === place ? { ...code, usedAt: used ? now : 0 } : code));
    const what = used ? 'recoveryUsed' : 'recoveryUnused';
    return this.told(this.vault.change(what, [id], (entry) => ({ ...entry, recovery }), now));
  }

  async copyNextRecoveryCode(id: string) {
    const { codes } = await this.recoveryCodes(id);
    const place = codes.findIndex((code) => code.usedAt === 0);
    const name = this.vault.listing.name(this.vault.get(id));
    return this.toClipboard({ ...receipt('recoveryCopied'), entryId: id, name, count: 1, place });
  }

  changeRecoveryPassphrase(both: Uint8Array) {
    return Promise.resolve().then(() => {
      this.recovery.change(decode(both));
      return { ...receipt('recoveryPassphrase'), count: 1 };
    });
  }

  names() {
    const findings = this.scenario.names === 'poor' ? findingsOf(this.vault.alive(), this.vault.listing) : [];
    const masked = findings.map(({ proposal, others, ...finding }) => ({
      ...finding,
      proposal: proposal && { ...proposal, name: maskedName(proposal.name)[0], detail: '' },
      others: others.map(() => mask),
    }));
    return Promise.resolve({ findings: this.vault.presenting ? masked : findings });
  }

  applyNames(ids: string[]) {
    if (this.scenario.readOnly !== '') return Promise.reject(failure('read-only', 'This vault cannot be changed.'));
    const alive = this.vault.alive();
    const names = new Map(
      ids.flatMap((id) => {
        const labels = proposed(this.vault.get(id), alive);
        return labels === null ? [] : [[id, labels] as const];
      }),
    );
    return this.told(this.vault.rename(names, clock.nowMs()));
  }

  previewNames(template: string) {
    if (!isTemplate(template))
      return Promise.reject(failure('bad-template', 'Names cannot be put together like this.'));
    const alive = this.vault.presenting ? [] : this.vault.alive();
    return Promise.resolve(previews(alive, this.settingsNow.nameTemplate, template));
  }

  on<K extends keyof CoreEvents>(event: K, handler: (payload: CoreEvents[K]) => void): () => void {
    this.#handlers[event].add(handler);
    return () => this.#handlers[event].delete(handler);
  }

  /** Makes an event happen. */
  emit<K extends keyof CoreEvents>(event: K, payload: CoreEvents[K]): void {
    for (const handler of this.#handlers[event]) handler(payload);
  }

  protected toClipboard(view: ReceiptView): ReceiptView {
    if (this.scenario.clipboard === 'busy') return { ...view, clipboardOk: false };
    const wait = this.settingsNow.clipboardSeconds * 1000;
    clearTimeout(this.clear);
    const ok = this.scenario.clipboard !== 'stuck';
    this.clear = setTimeout(() => this.emit('clipboardCleared', { ok }), wait);
    return { ...view, clipboardClearsAt: wait === 0 ? 0 : Math.floor(clock.nowMs() / 1000) * 1000 + wait };
  }

  protected told(view: ReceiptView): Promise<ReceiptView> {
    this.changed();
    return Promise.resolve(view);
  }

  protected changed(): void {
    queueMicrotask(() => this.emit('vaultChanged', { revision: this.vault.revision }));
  }

  protected locksAt(): number {
    return this.settingsNow.lockMinutes === 0
      ? 0
      : Math.floor(clock.nowMs() / 1000) * 1000 + this.settingsNow.lockMinutes * 60_000 - 60_000;
  }
}

/** A round picture of 48 pixels a side. */
function pixels(): ArrayBuffer {
  const side = 48;
  const bytes = new Uint8Array(2 + side * side * 4);
  bytes.set([side, side]);
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [(at % side) - side / 2, Math.floor(at / side) - side / 2];
    if (Math.hypot(x, y) < side / 2) bytes.set([200, 60 + x, 90 - y, 255], 2 + at * 4);
  }
  return bytes.buffer;
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
