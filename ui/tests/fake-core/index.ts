/**
 * A core that lives in the page: no vault, no secret, no system. The browser tests and `npm run dev` use it.
 * The password of its vault is "correct horse battery staple"; anything else is wrong.
 */
import { clock } from '../../src/clock.svelte';
import type { Core, CoreEvents } from '../../src/ipc/core';
import type {
  CopyWhich,
  QrView,
  QuickFoundView,
  QuickView,
  ReceiptView,
  ScreenView,
  SettingsView,
  StartView,
  TypedView,
  WaysView,
} from '../../src/ipc/types';
import { backupsView, versions } from './backups';
import { findings as findingsOf, isTemplate, previews, proposed } from './checkup';
import { chosen, codeAt, codeView } from './codes';
import type { Entry } from './entries';
import { Intake } from './intake';
import { qrOf } from './qr';
import { Recovery, understand } from './recovery';
import { readScenario, type Scenario } from './scenario';
import { mask, maskedName } from './mask';
import { failure, receipt, Vault, whatOf } from './vault';

export const fakePassword = 'correct horse battery staple';
const recoveryGroups = ['7K4M', '92XD', 'PQ3T', '8HWN', '7RVC', '5MBE', 'X2FD', '6DKS', 'N9JA'];
type Handlers = { [K in keyof CoreEvents]: Set<(payload: CoreEvents[K]) => void> };

export function makeFakeCore(query: URLSearchParams): Core {
  const core = new FakeCore(readScenario(query));
  // For the browser tests: they make things happen from outside.
  Object.assign(window, { fakeCore: core });
  return core;
}

export class FakeCore implements Core {
  readonly scenario: Scenario;
  /** Calls of `list` and `codes`, for the tests. */
  readonly asked = { list: [] as string[], codes: [] as number[] };
  /** How often the window was to be hidden. */
  hidden = 0;
  /** What quick search did, for the tests: "shown 179", "copied 3 smart", "typed 3 smart", "hidden", "main". */
  readonly quickDid: string[] = [];
  /** How often its page said that it is empty. */
  quickClears = 0;
  #quickOpen = true;
  #vault: Vault;
  #settings: SettingsView;
  #phase: StartView['phase'];
  #intake: Intake | null = null;
  #recovery: Recovery;
  #wrong = 0;
  #waitUntil = 0;
  #due: boolean;
  #counterAt = 0;
  #captureUntil = 0;
  #rememberedUntil = 0;
  #keyKept = false;
  #password = fakePassword;
  #clear: ReturnType<typeof setTimeout> | undefined;
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
    this.#settings = scenario.settings;
    this.#phase = scenario.phase;
    this.#due = scenario.passwordDue;
    if (scenario.secondsLeft !== null) {
      clock.freeze(Date.UTC(2026, 10, 24, 10, 31, 0) + (30 - scenario.secondsLeft) * 1000 + 500);
    }
    this.#vault = new Vault(scenario.count, clock.nowMs(), scenario.names);
    if (scenario.recovery === 'none') this.#vault.forgetRecoveryCodes();
    this.#recovery = new Recovery(scenario.recovery === 'none');
  }

  start(): Promise<StartView> {
    const now = clock.nowMs();
    return Promise.resolve({
      phase: this.#phase,
      lock:
        this.#phase !== 'locked'
          ? null
          : {
              hint: this.scenario.hint,
              trustPossible: this.scenario.keyring !== 'none',
              trust: this.scenario.trust,
              waitUntil: this.#waitUntil,
              keyringSilent: this.scenario.keyring === 'silent',
              file: 'vault.watchword',
            },
      trouble:
        this.#phase !== 'trouble'
          ? null
          : { kind: this.scenario.trouble, versions: this.scenario.versions === 'none' ? [] : versions(now, false) },
      settings: this.#settings,
      version: '0.1.0',
      notice:
        this.scenario.notice === ''
          ? null
          : failure(this.scenario.notice, 'It did not work.', '', { keys: this.#settings.quickHotkey }),
    });
  }

  passwordStrength(password: Uint8Array) {
    const text = decode(password);
    if (text === 'password' || text === 'letmein') return Promise.resolve({ bars: 1, reason: 'common' });
    if (text.length < 8) return Promise.resolve({ bars: Math.min(1, text.length), reason: 'short' });
    return Promise.resolve({ bars: text.length < 12 ? 2 : text.length < 20 ? 3 : 4, reason: '' });
  }

  suggestPassphrase() {
    return Promise.resolve('maple signal drift anchor');
  }

  createVault(_password: Uint8Array, _hint: string) {
    this.#vault = new Vault(0, clock.nowMs());
    this.#phase = 'open';
    return Promise.resolve({ groups: recoveryGroups });
  }

  keepRecoveryKey(kept: boolean) {
    this.#keyKept ||= kept;
    return Promise.resolve();
  }

  copyRecoveryKey() {
    return Promise.resolve(this.#toClipboard(receipt('keyCopied')));
  }

  unlock(password: Uint8Array) {
    if (decode(password) !== this.#password) {
      this.#wrong += 1;
      if (this.#wrong >= 4) this.#waitUntil = clock.nowMs() + 5000;
      const values = { waitUntil: String(this.#waitUntil) };
      return Promise.reject(
        failure('wrong-password', 'That is not the password of this vault.', 'Nothing was changed.', values),
      );
    }
    this.#phase = 'open';
    return Promise.resolve();
  }

  unlockWithRecoveryKey(key: Uint8Array) {
    const plain = decode(key)
      .toUpperCase()
      .replace(/[^0-9A-Z]/gu, '');
    if (plain !== recoveryGroups.join('')) {
      return Promise.reject(failure('wrong-recovery-key', 'That is not the recovery key of this vault.'));
    }
    this.#phase = 'open';
    this.#due = true;
    return Promise.resolve();
  }

  setPassword(_password: Uint8Array) {
    this.#due = false;
    this.#changed();
    return Promise.resolve();
  }

  lock() {
    this.#recovery.close();
    this.#phase = 'locked';
    this.#vault.present(false);
    this.#captureUntil = 0;
    this.#rememberedUntil = 0;
    return Promise.resolve();
  }

  acceptOlderCopy() {
    this.scenario.readOnly = '';
    return Promise.resolve();
  }

  activity() {
    return Promise.resolve(this.#locksAt());
  }

  overview() {
    const alive = this.#vault.alive();
    const tags = new Map<string, number>();
    for (const entry of alive) for (const tag of entry.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    return Promise.resolve({
      revision: this.#vault.revision,
      total: alive.length,
      trashed: this.#vault.trashed().length,
      tags: this.#vault.presenting
        ? []
        : [...tags].map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count),
      setAside: Array.from({ length: this.scenario.setAside }, (_, n) => ({
        name: `row ${String(n + 1)}`,
        code: 'bad-row',
      })),
      locksAt: this.#locksAt(),
      readOnly: this.scenario.readOnly,
      passwordDue: this.#due,
    });
  }

  async list(request: Parameters<Core['list']>[0]) {
    this.asked.list.push(request.query);
    const answer = this.#vault.listing.list(request);
    if (this.scenario.slowFirst > 0 && request.query.length === 1) await pause(this.scenario.slowFirst);
    return answer;
  }

  rows(listId: number, from: number, count: number) {
    return Promise.resolve(this.#vault.listing.rows(listId, from, count));
  }

  codes(ids: string[]) {
    this.asked.codes.push(ids.length);
    const nowMs = clock.nowMs();
    const frozen = this.scenario.secondsLeft !== null;
    const codes = ids.map((id) => codeView(this.#vault.get(id), nowMs, frozen));
    const masked = codes.map((view) => ({ ...view, code: view.code && mask, next: view.next && mask }));
    return Promise.resolve({ nowMs, codes: this.#vault.presenting ? masked : codes });
  }

  copyCode(id: string, which: CopyWhich): Promise<ReceiptView> {
    const entry = this.#vault.get(id);
    const base = { ...receipt('copied'), entryId: id, name: this.#vault.listing.name(entry) };
    if (entry.kind === 'hotp') {
      this.#counterAt = entry.counter + 1;
      this.#vault.entries = this.#vault.entries.map((item) =>
        item.id === id ? { ...item, counter: this.#counterAt } : item,
      );
      const code = this.#vault.presenting ? null : codeAt(entry, this.#counterAt);
      return Promise.resolve(this.#toClipboard({ ...base, whichCode: 'counter', code, counter: this.#counterAt }));
    }
    const frozen = this.scenario.secondsLeft !== null;
    const view = codeView(entry, clock.nowMs(), frozen);
    const whichCode = chosen(which, this.#settings, view.validUntil - Math.floor(clock.nowMs() / 1000));
    const worksFrom = whichCode === 'current' ? view.validFrom : view.validUntil;
    const code = whichCode === 'current' ? view.code : view.next;
    return Promise.resolve(
      this.#toClipboard({
        ...base,
        whichCode,
        worksFrom,
        worksUntil: worksFrom + entry.period,
        code: this.scenario.clipboard === 'busy' && !this.#vault.presenting ? code : null,
      }),
    );
  }

  clearClipboard() {
    clearTimeout(this.#clear);
    if (this.scenario.clipboard === 'stuck') return Promise.reject(failure('clipboard-busy', 'The clipboard is busy.'));
    return Promise.resolve();
  }

  typeCode(id: string, which: CopyWhich, allow: boolean): Promise<TypedView> {
    return this.#type(id, which, allow);
  }

  async quick(): Promise<QuickView | null> {
    if (!this.#quickOpen) return null;
    const start = await this.start();
    const { program } = this.scenario;
    const open = start.phase === 'open';
    return {
      start,
      total: open ? this.#vault.alive().length : 0,
      program: program === '' ? null : { name: program, title: `Sign in - ${program}` },
      rounded: true,
      found: open ? await this.quickSearch('') : null,
    };
  }

  async quickSearch(query: string): Promise<QuickFoundView> {
    const { listing } = this.#vault;
    const alive = this.#vault.alive().toSorted((a, b) => b.uses - a.uses);
    const rows =
      query.trim() === ''
        ? alive.slice(0, 5).map((entry) => listing.row(entry))
        : listing.list({ query, tag: null, sort: 'used' }).first.slice(0, 5);
    if (this.scenario.slowFirst > 0 && query.length === 1) await pause(this.scenario.slowFirst);
    return { rows, codes: await this.codes(rows.map((row) => row.id)) };
  }

  quickShow(height: number) {
    this.quickDid.push(`shown ${String(height)}`);
    return Promise.resolve();
  }

  quickCleared() {
    this.quickClears += 1;
    return Promise.resolve();
  }

  quickHide() {
    this.#hideQuick();
    return Promise.resolve();
  }

  quickToMain() {
    this.quickDid.push('main');
    this.#hideQuick();
    return Promise.resolve();
  }

  async quickCopy(id: string, which: CopyWhich): Promise<ReceiptView> {
    const view = await this.copyCode(id, which);
    this.quickDid.push(`copied ${view.name?.full ?? ''} ${view.whichCode ?? ''}`);
    if (view.clipboardOk) this.#hideQuick();
    return view;
  }

  async quickType(id: string, which: CopyWhich, allow: boolean): Promise<TypedView> {
    const typed = await this.#type(id, which, allow);
    if (typed.outcome === 'typed') {
      this.quickDid.push(`typed ${typed.receipt?.name?.full ?? ''} ${typed.receipt?.whichCode ?? ''}`);
      this.#hideQuick();
    }
    return typed;
  }

  /** The key of quick search was pressed. */
  openQuick(): void {
    this.#quickOpen = true;
    this.emit('quickOpened', null);
  }

  detail(id: string) {
    const whole = this.#vault.get(id);
    const hidden = { issuer: '', account: '', login: '', oldNames: [], note: '', tags: [] };
    const entry = this.#vault.presenting ? { ...whole, ...hidden } : whole;
    const label = entry.account.split('-')[0] ?? '';
    return Promise.resolve({
      row: this.#vault.listing.row(whole),
      issuer: entry.issuer,
      account: entry.account,
      login: entry.login,
      originalLabel: entry.login === '' ? '' : `${label}:${entry.login}`,
      oldNames: entry.oldNames,
      note: entry.note,
      tags: entry.tags,
      kind: entry.kind,
      algorithm: 'SHA-1',
      digits: entry.digits,
      period: entry.period,
      counter: entry.counter,
      createdAt: entry.createdAt,
      recovery: this.#recovery.view(entry, clock.nowMs()),
      history: this.#vault.presenting ? [] : this.#vault.history(entry),
    });
  }

  editEntry(id: string, edit: Parameters<Core['editEntry']>[1]) {
    if (this.scenario.readOnly !== '') return Promise.reject(failure('read-only', 'This vault cannot be changed.'));
    return this.#told(this.#vault.change(whatOf(edit), [id], (entry) => ({ ...entry, ...edit }), clock.nowMs()));
  }

  trash(ids: string[]) {
    const at = clock.nowMs();
    return this.#told(this.#vault.change('trashed', ids, (entry) => ({ ...entry, trashedAt: at, pinned: false }), at));
  }

  listTrash() {
    const rows = this.#vault
      .trashed()
      .map((entry) => ({ row: this.#vault.listing.row(entry), trashedAt: entry.trashedAt }));
    return Promise.resolve({ rows, oldestBackupAt: clock.nowMs() - 42 * 86_400_000 });
  }

  restoreFromTrash(ids: string[]) {
    return this.#told(this.#vault.change('restored', ids, (entry) => ({ ...entry, trashedAt: 0 }), clock.nowMs()));
  }

  eraseFromTrash(ids: string[], confirmation: string) {
    const words = confirmation.trim().split(/\s+/u);
    if (words.at(-1) !== String(ids.length)) {
      return Promise.reject(failure('not-confirmed', 'The words do not match.'));
    }
    return this.#told(this.#vault.erase(ids));
  }

  undo(undoId: string | null): Promise<ReceiptView> {
    return Promise.resolve().then(() => this.#told(this.#vault.undo(undoId)));
  }

  redo(): Promise<ReceiptView> {
    return Promise.resolve().then(() => this.#told(this.#vault.redo()));
  }

  tagEntries(ids: string[], add: string[], remove: string[]) {
    const tagged = (entry: Entry) => ({
      ...entry,
      tags: [...new Set([...entry.tags.filter((tag) => !remove.includes(tag)), ...add])],
    });
    return this.#told(this.#vault.change('tagged', ids, tagged, clock.nowMs()));
  }

  pinEntries(ids: string[], pinned: boolean) {
    const what = pinned ? 'pinned' : 'unpinned';
    return this.#told(this.#vault.change(what, ids, (entry) => ({ ...entry, pinned }), clock.nowMs()));
  }

  putBefore(id: string, before: string | null) {
    return this.#told(this.#vault.move(id, before, clock.nowMs()));
  }

  entryQr(id: string, typed: Uint8Array): Promise<QrView> {
    if (decode(typed) !== fakePassword) {
      return Promise.reject(failure('wrong-password', 'That is not the password of this vault.'));
    }
    return Promise.resolve(qrOf(this.#vault.get(id).account));
  }

  openRecoveryCodes(id: string, passphrase: Uint8Array) {
    return Promise.resolve().then(() => {
      this.#recovery.open(decode(passphrase), fakePassword, clock.nowMs());
      return this.recoveryCodes(id);
    });
  }

  recoveryCodes(id: string) {
    return Promise.resolve().then(() => this.#recovery.codes(this.#vault.get(id), clock.nowMs()));
  }

  closeRecoveryCodes() {
    this.#recovery.close();
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
    const done = this.#vault.change(what, [id], (entry) => ({ ...entry, recovery }), now);
    return this.#told({ ...done, count: fresh.length });
  }

  async tickRecoveryCode(id: string, place: number, used: boolean) {
    const now = clock.nowMs();
    const { codes } = await this.recoveryCodes(id);
    const recovery = codes.map((code, at) => (at === place ? { ...code, usedAt: used ? now : 0 } : code));
    const what = used ? 'recoveryUsed' : 'recoveryUnused';
    return this.#told(this.#vault.change(what, [id], (entry) => ({ ...entry, recovery }), now));
  }

  async copyNextRecoveryCode(id: string) {
    const { codes } = await this.recoveryCodes(id);
    const place = codes.findIndex((code) => code.usedAt === 0);
    const name = this.#vault.listing.name(this.#vault.get(id));
    return this.#toClipboard({ ...receipt('recoveryCopied'), entryId: id, name, count: 1, place });
  }

  changeRecoveryPassphrase(both: Uint8Array) {
    return Promise.resolve().then(() => {
      this.#recovery.change(decode(both));
      return { ...receipt('recoveryPassphrase'), count: 1 };
    });
  }

  names() {
    const findings = this.scenario.names === 'poor' ? findingsOf(this.#vault.alive(), this.#vault.listing) : [];
    const masked = findings.map(({ proposal, others, ...finding }) => ({
      ...finding,
      proposal: proposal && { ...proposal, name: maskedName(proposal.name)[0], detail: '' },
      others: others.map(() => mask),
    }));
    return Promise.resolve({ findings: this.#vault.presenting ? masked : findings });
  }

  applyNames(ids: string[]) {
    if (this.scenario.readOnly !== '') return Promise.reject(failure('read-only', 'This vault cannot be changed.'));
    const alive = this.#vault.alive();
    const names = new Map(
      ids.flatMap((id) => {
        const labels = proposed(this.#vault.get(id), alive);
        return labels === null ? [] : [[id, labels] as const];
      }),
    );
    return this.#told(this.#vault.rename(names, clock.nowMs()));
  }

  previewNames(template: string) {
    if (!isTemplate(template))
      return Promise.reject(failure('bad-template', 'Names cannot be put together like this.'));
    const alive = this.#vault.presenting ? [] : this.#vault.alive();
    return Promise.resolve(previews(alive, this.#settings.nameTemplate, template));
  }

  intakePick() {
    return this.#begin(this.scenario.intake);
  }

  intakePaste() {
    return this.#begin(this.scenario.intake);
  }

  intakeText(text: Uint8Array) {
    if (!decode(text).trim().startsWith('otpauth')) {
      return Promise.reject(
        failure('no-code-in-text', 'No sign-in code in this text.', 'A link begins with otpauth://.'),
      );
    }
    return this.#begin('link');
  }

  intakeTyped(_fields: Uint8Array) {
    return this.#begin('link');
  }

  intake() {
    return Promise.resolve(this.#intake?.view() ?? null);
  }

  intakeChoose(row: number, choice: Parameters<Core['intakeChoose']>[1]) {
    this.#intake?.choose(row, choice);
    return Promise.resolve(this.#review());
  }

  intakeUseAllNames() {
    this.#intake?.useAllNames();
    return Promise.resolve(this.#review());
  }

  intakeAccept() {
    const now = clock.nowMs();
    const updated = this.#review().counts.update;
    const added = this.#vault.add(this.#intake?.entries(now) ?? [], updated, now);
    this.#intake = null;
    return this.#told(added);
  }

  intakeDiscard() {
    this.#intake = null;
    return Promise.resolve();
  }

  backups() {
    return Promise.resolve(backupsView(this.scenario.proof, clock.nowMs()));
  }

  makeBackup(): Promise<ReceiptView | null> {
    return Promise.resolve({ ...receipt('backup'), file: 'watchword-2026-11-24.watchword', count: 214 });
  }

  rehearse(password: Uint8Array) {
    if (decode(password) !== fakePassword) {
      return Promise.reject(
        failure('wrong-password', 'That is not the password of this vault.', 'Nothing was changed.'),
      );
    }
    const total = this.#vault.alive().length;
    const bad = this.scenario.proof === 'failed';
    return Promise.resolve({
      steps: (['found', 'opened', 'read', 'compared'] as const).map((step) => ({
        step,
        ok: !bad || step !== 'compared',
      })),
      found: bad ? total - 1 : total,
      of: total,
      missing: bad ? ['Zendesk-halcyon'] : [],
      at: clock.nowMs(),
    });
  }

  restoreVersion(_versionId: string, password: Uint8Array) {
    if (decode(password) !== fakePassword) {
      return Promise.reject(
        failure('wrong-password', 'That is not the password of this vault.', 'Nothing was changed.'),
      );
    }
    this.#phase = 'open';
    return this.#told({ ...receipt('restoredVersion'), count: this.#vault.alive().length });
  }

  pickBackup() {
    if (this.scenario.pick !== '') return Promise.reject(failure(this.scenario.pick, 'The file cannot be opened.'));
    return Promise.resolve({ token: 1, file: 'watchword-2026-11-01.watchword' });
  }

  restoreBackup(_token: number, password: Uint8Array, costAccepted: boolean) {
    if (decode(password) !== fakePassword) {
      return Promise.reject(
        failure('wrong-password', 'That is not the password of this vault.', 'Nothing was changed.'),
      );
    }
    if (this.scenario.cost === 'high' && !costAccepted) {
      return Promise.reject(failure('needs-consent', 'It costs more than usual.', '', { mib: '3072', seconds: '40' }));
    }
    if (this.#phase === 'open') {
      this.#intake = new Intake('review');
      return Promise.resolve({ ...receipt('intake'), count: 6 });
    }
    this.#phase = 'open';
    return Promise.resolve({ ...receipt('vaultRestored'), count: this.#vault.alive().length });
  }

  settings() {
    return Promise.resolve(this.#settings);
  }

  changeSettings(patch: Parameters<Core['changeSettings']>[0]) {
    if (patch.nameTemplate !== undefined && !isTemplate(patch.nameTemplate)) {
      return Promise.reject(failure('bad-template', 'Names cannot be put together like this.'));
    }
    this.#settings = { ...this.#settings, ...patch };
    return Promise.resolve(this.#settings);
  }

  hideWindow() {
    this.hidden += 1;
    return Promise.resolve(true);
  }

  screen(): Promise<ScreenView> {
    return Promise.resolve({
      presenting: this.#vault.presenting,
      hiddenPossible: this.scenario.hiding === 'possible',
      captureUntil: this.#captureUntil,
    });
  }

  present(on: boolean) {
    this.#vault.present(on);
    this.#changed();
    return this.screen();
  }

  allowCapture() {
    this.#captureUntil = Math.floor(clock.nowMs() / 1000) * 1000 + 600_000;
    return this.screen();
  }

  hideFromCapture() {
    this.#captureUntil = 0;
    return this.screen();
  }

  ways(): Promise<WaysView> {
    return Promise.resolve({
      rememberedUntil: this.#rememberedUntil,
      trustPossible: this.scenario.keyring !== 'none',
      trust: this.scenario.trust,
      recoveryKeyKept: this.#keyKept,
    });
  }

  remember(password: Uint8Array, trust: WaysView['trust']) {
    if (decode(password) !== this.#password) return this.#wrongPassword();
    this.scenario.trust = trust;
    this.#rememberedUntil = clock.nowMs() + 8 * 3_600_000;
    return this.ways();
  }

  forgetComputer() {
    this.#rememberedUntil = 0;
    return this.ways();
  }

  changePassword(old: Uint8Array, password: Uint8Array, hint: string) {
    if (decode(old) !== this.#password) return this.#wrongPassword();
    this.#password = decode(password);
    this.#settings = { ...this.#settings, hint };
    return Promise.resolve();
  }

  newRecoveryKey(password: Uint8Array) {
    if (decode(password) !== this.#password) return this.#wrongPassword();
    return Promise.resolve({ groups: recoveryGroups });
  }

  on<K extends keyof CoreEvents>(event: K, handler: (payload: CoreEvents[K]) => void): () => void {
    this.#handlers[event].add(handler);
    return () => this.#handlers[event].delete(handler);
  }

  /** Makes an event happen. */
  emit<K extends keyof CoreEvents>(event: K, payload: CoreEvents[K]): void {
    for (const handler of this.#handlers[event]) handler(payload);
  }

  #hideQuick(): void {
    this.#quickOpen = false;
    this.quickDid.push('hidden');
    this.emit('quickClosed', null);
  }

  async #type(id: string, which: CopyWhich, allow: boolean): Promise<TypedView> {
    const { program, typing } = this.scenario;
    const why = program === '' ? 'typing-no-program' : typing;
    if (why !== '') {
      const refused = failure(why, 'It was copied instead.', '', { program });
      return { outcome: 'copied', program, why: refused, receipt: await this.copyCode(id, which) };
    }
    const known = this.#settings.typeInto.includes(program);
    if (!known && !allow) return { outcome: 'ask', program, why: null, receipt: null };
    if (!known) this.#settings = { ...this.#settings, typeInto: [...this.#settings.typeInto, program] };
    const copied = await this.copyCode(id, which);
    clearTimeout(this.#clear);
    return { outcome: 'typed', program, why: null, receipt: { ...copied, what: 'typed', clipboardClearsAt: 0 } };
  }

  #wrongPassword() {
    return Promise.reject(failure('wrong-password', 'That is not the password of this vault.', 'Nothing was changed.'));
  }

  #begin(kind: string) {
    this.#intake = new Intake(kind);
    return Promise.resolve(this.#review());
  }

  #review() {
    if (this.#intake === null) throw failure('no-intake', 'There is nothing to review.');
    return this.#intake.view();
  }

  #toClipboard(view: ReceiptView): ReceiptView {
    if (this.scenario.clipboard === 'busy') return { ...view, clipboardOk: false };
    const wait = this.#settings.clipboardSeconds * 1000;
    clearTimeout(this.#clear);
    const ok = this.scenario.clipboard !== 'stuck';
    this.#clear = setTimeout(() => this.emit('clipboardCleared', { ok }), wait);
    return { ...view, clipboardClearsAt: wait === 0 ? 0 : Math.floor(clock.nowMs() / 1000) * 1000 + wait };
  }

  #told(view: ReceiptView): Promise<ReceiptView> {
    this.#changed();
    return Promise.resolve(view);
  }

  #changed(): void {
    queueMicrotask(() => this.emit('vaultChanged', { revision: this.#vault.revision }));
  }

  #locksAt(): number {
    return this.#settings.lockMinutes === 0
      ? 0
      : Math.floor(clock.nowMs() / 1000) * 1000 + this.#settings.lockMinutes * 60_000 - 60_000;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
