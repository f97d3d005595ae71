/**
 * A core that lives in the page: no vault, no secret, no system. The browser tests and `npm run dev` use it.
 * The password of its vault is "correct horse battery staple"; anything else is wrong.
 */
import { clock } from '../../src/clock.svelte';
import type { Core } from '../../src/ipc/core';
import type {
  CopyWhich,
  ImportedView,
  QuickFoundView,
  QuickView,
  ReceiptView,
  ScreenView,
  StartView,
  TypedView,
  WaysView,
} from '../../src/ipc/types';
import { backupsView, versions } from './backups';
import { isTemplate } from './checkup';
import { importedView } from './imported';
import { Intake } from './intake';
import { readScenario, type Scenario } from './scenario';
import { failure, receipt, Vault } from './vault';
import { decode, FakeEntries, fakePassword, pause } from './vault-core';

export { fakePassword };

const recoveryGroups = ['7K4M', '92XD', 'PQ3T', '8HWN', '7RVC', '5MBE', 'X2FD', '6DKS', 'N9JA'];

export function makeFakeCore(query: URLSearchParams): Core {
  const core = new FakeCore(readScenario(query));
  // For the browser tests: they make things happen from outside.
  Object.assign(window, { fakeCore: core });
  return core;
}

export class FakeCore extends FakeEntries implements Core {
  /** How often the window was to be hidden. */
  hidden = 0;
  /** What quick search did, for the tests: "shown 179", "copied 3 smart", "typed 3 smart", "hidden", "main". */
  readonly quickDid: string[] = [];
  /** How often its page said that it is empty. */
  quickClears = 0;
  #quickOpen = true;
  #phase: StartView['phase'];
  #intake: Intake | null = null;
  #imported: ImportedView | null = null;
  #wrong = 0;
  #waitUntil = 0;
  #captureUntil = 0;
  #rememberedUntil = 0;
  #keyKept = false;
  #password = fakePassword;

  constructor(scenario: Scenario) {
    super(scenario);
    this.#phase = scenario.phase;
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
      settings: this.settingsNow,
      version: '0.1.0',
      notice:
        this.scenario.notice === ''
          ? null
          : failure(this.scenario.notice, 'It did not work.', '', { keys: this.settingsNow.quickHotkey }),
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
    this.vault = new Vault(0, clock.nowMs());
    this.#phase = 'open';
    return Promise.resolve({ groups: recoveryGroups });
  }

  keepRecoveryKey(kept: boolean) {
    this.#keyKept ||= kept;
    return Promise.resolve();
  }

  copyRecoveryKey() {
    return Promise.resolve(this.toClipboard(receipt('keyCopied')));
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
    this.due = true;
    return Promise.resolve();
  }

  setPassword(_password: Uint8Array) {
    this.due = false;
    this.changed();
    return Promise.resolve();
  }

  lock() {
    this.recovery.close();
    this.#phase = 'locked';
    this.vault.present(false);
    this.#captureUntil = 0;
    this.#rememberedUntil = 0;
    return Promise.resolve();
  }

  acceptOlderCopy() {
    this.scenario.readOnly = '';
    return Promise.resolve();
  }

  activity() {
    return Promise.resolve(this.locksAt());
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
      total: open ? this.vault.alive().length : 0,
      program: program === '' ? null : { name: program, title: `Sign in - ${program}` },
      rounded: true,
      found: open ? await this.quickSearch('') : null,
    };
  }

  async quickSearch(query: string): Promise<QuickFoundView> {
    const { listing } = this.vault;
    const alive = this.vault.alive().toSorted((a, b) => b.uses - a.uses);
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

  intakePick() {
    return this.#begin(this.scenario.intake);
  }

  intakePickFolder() {
    return this.#begin('folder');
  }

  intakeScreen() {
    const refused = this.scenario.screen;
    if (refused !== '') return Promise.reject(failure(refused, 'No picture of the screen.'));
    if (this.#intake === null) return this.#begin(this.scenario.intake === 'review' ? 'screen' : this.scenario.intake);
    this.#intake.lookAgain();
    return Promise.resolve(this.#review());
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
    const added = this.vault.add(this.#intake?.entries(now) ?? [], updated, now);
    if (this.#intake?.isFromFile === true) this.#imported = importedView(this.scenario.imported, now);
    this.#intake = null;
    return this.told(added);
  }

  exportFormats() {
    return Promise.resolve([
      { id: 'aegis-encrypted', app: 'Aegis', encrypted: true },
      { id: 'otpauth-list', app: 'Addresses', encrypted: false },
    ]);
  }

  exportPrepare(format: string, ids: string[]) {
    const all = ids.length === 0 ? this.vault.alive().length : ids.length;
    if (format === 'aegis-encrypted') return Promise.resolve({ complete: all, lossy: [], leftOut: [] });
    return Promise.resolve({
      complete: all - 2,
      lossy: [{ name: 'AWS-prod-root', losses: ['note', 'groups'] }],
      leftOut: [{ name: 'Yandex-olu', reason: 'kind' }],
    });
  }

  exportSave(password: Uint8Array, _file: Uint8Array, _plain: boolean, _words: unknown) {
    if (decode(password) !== fakePassword) return this.#wrongPassword();
    return Promise.resolve(['aegis-export.json']);
  }

  intakeUnlockFile(_file: number, password: Uint8Array, _costAccepted: boolean) {
    if (decode(password) === 'wrong') {
      return Promise.reject(failure('wrong-file-password', 'Wrong password.', '', { app: 'Aegis' }));
    }
    this.#intake?.open();
    return Promise.resolve(this.#review());
  }

  intakeLeaveFile(_file: number) {
    this.#intake?.leave();
    return Promise.resolve(this.#review());
  }

  intakePickKeyFile() {
    return Promise.resolve('database.keyx');
  }

  intakeMend(row: number, secret: Uint8Array) {
    if (decode(secret).length < 8) return Promise.reject(failure('bad-secret', 'Bad secret.'));
    this.#intake?.mend(row);
    return Promise.resolve(this.#review());
  }

  knownApps() {
    return Promise.resolve(['2FAS', 'Aegis', 'andOTP', 'Bitwarden', 'Ente Auth', 'Google Authenticator']);
  }

  imported() {
    return Promise.resolve(this.#imported);
  }

  importedAgain(_place: number) {
    return this.#begin('again');
  }

  importedUndo() {
    this.#imported = null;
    return this.told({ ...receipt('undone'), count: 4 });
  }

  importedSave(_text: string) {
    return Promise.resolve('watchword-import.txt');
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
    const total = this.vault.alive().length;
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
    return this.told({ ...receipt('restoredVersion'), count: this.vault.alive().length });
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
    return Promise.resolve({ ...receipt('vaultRestored'), count: this.vault.alive().length });
  }

  settings() {
    return Promise.resolve(this.settingsNow);
  }

  changeSettings(patch: Parameters<Core['changeSettings']>[0]) {
    if (patch.nameTemplate !== undefined && !isTemplate(patch.nameTemplate)) {
      return Promise.reject(failure('bad-template', 'Names cannot be put together like this.'));
    }
    this.settingsNow = { ...this.settingsNow, ...patch };
    return Promise.resolve(this.settingsNow);
  }

  hideWindow() {
    this.hidden += 1;
    return Promise.resolve(true);
  }

  screen(): Promise<ScreenView> {
    return Promise.resolve({
      presenting: this.vault.presenting,
      hiddenPossible: this.scenario.hiding === 'possible',
      captureUntil: this.#captureUntil,
    });
  }

  present(on: boolean) {
    this.vault.present(on);
    this.changed();
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
    this.settingsNow = { ...this.settingsNow, hint };
    return Promise.resolve();
  }

  newRecoveryKey(password: Uint8Array) {
    if (decode(password) !== this.#password) return this.#wrongPassword();
    return Promise.resolve({ groups: recoveryGroups });
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
    const known = this.settingsNow.typeInto.includes(program);
    if (!known && !allow) return { outcome: 'ask', program, why: null, receipt: null };
    if (!known) this.settingsNow = { ...this.settingsNow, typeInto: [...this.settingsNow.typeInto, program] };
    const copied = await this.copyCode(id, which);
    clearTimeout(this.clear);
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
}
