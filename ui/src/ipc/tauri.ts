/**
 * The real core: typed commands from the generated bindings, and by hand the few that carry a password or a typed
 * secret as raw bytes. Their bytes are filled with zeros once they are sent.
 */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { commands } from './bindings';
import type { Core, CoreEvents } from './core';
import type {
  FirstKeyView,
  IntakeView,
  PastedCodesView,
  PhonePicturesView,
  QrView,
  ReceiptView,
  RecoveryCodesView,
  RehearsalView,
  StrengthView,
  WaysView,
} from './types';

type Outcome<T, E> = { status: 'ok'; data: T } | { status: 'error'; error: E };

/** Turns the outcome of a typed command into a promise that rejects with the failure. */
async function done<T, E>(outcome: Promise<Outcome<T, E>>): Promise<T> {
  const answer = await outcome;
  if (answer.status === 'error') throw answer.error;
  return answer.data;
}

/** Sends bytes as the raw body. Options go into headers, percent-encoded, because headers hold ASCII only. */
async function send<T>(command: string, secret: Uint8Array, options: Record<string, string> = {}): Promise<T> {
  const headers = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, encodeURIComponent(value)]));
  try {
    return await invoke<T>(command, secret, { headers });
  } finally {
    secret.fill(0);
  }
}

const TRUST = {
  no: 'no',
  hours1: '1h',
  hours8: '8h',
  day1: '1d',
  days7: '7d',
  days14: '14d',
  days30: '30d',
} as const;

const EVENTS: Record<keyof CoreEvents, string> = {
  vaultChanged: 'vault-changed',
  intakeChanged: 'intake-changed',
  dragOver: 'drag-over',
  backupDropped: 'backup-dropped',
  clipboardCleared: 'clipboard-cleared',
  copied: 'copied',
  copyFailed: 'copy-failed',
  vaultOpened: 'vault-opened',
  quickOpened: 'quick-opened',
  quickClosed: 'quick-closed',
  quickWentOn: 'quick-went-on',
  screenChanged: 'screen-changed',
};

export const core: Core = {
  start: () => done(commands.start()),
  passwordStrength: (password) => send<StrengthView>('password_strength', password),
  suggestPassphrase: () => done(commands.suggestPassphrase()),
  createVault: (password, hint) => send<FirstKeyView>('create_vault', password, { hint }),
  keepRecoveryKey: async (kept) => void (await done(commands.keepRecoveryKey(kept))),
  copyRecoveryKey: () => done(commands.copyRecoveryKey()),
  unlock: (password, trust) => send<void>('unlock', password, { trust: TRUST[trust] }),
  unlockWithRecoveryKey: (key) => send<void>('unlock_with_recovery_key', key),
  setPassword: (password) => send<void>('set_password', password),
  lock: async () => void (await done(commands.lock())),
  acceptOlderCopy: async () => void (await done(commands.acceptOlderCopy())),
  activity: () => done(commands.activity()),

  overview: () => done(commands.overview()),
  list: (request) => done(commands.list(request)),
  rows: (listId, from, count) => done(commands.rows(listId, from, count)),
  codes: (ids) => done(commands.codes(ids)),
  copyCode: (id, which) => done(commands.copyCode(id, which)),
  clearClipboard: async () => void (await done(commands.clearClipboard())),
  typeCode: (id, which, allow) => done(commands.typeCode(id, which, allow)),

  quick: () => done(commands.quick()),
  quickSearch: (query) => done(commands.quickSearch(query)),
  quickShow: async (height) => void (await done(commands.quickShow(height))),
  quickCleared: async () => void (await done(commands.quickCleared())),
  quickHide: async () => void (await done(commands.quickHide())),
  quickToMain: async () => void (await done(commands.quickToMain())),
  quickCopy: (id, which) => done(commands.quickCopy(id, which)),
  quickType: (id, which, allow) => done(commands.quickType(id, which, allow)),

  detail: (id) => done(commands.detail(id)),
  editEntry: (id, edit) => done(commands.editEntry(id, edit)),
  setIcon: (ids, icon) => done(commands.setIcon(ids, icon)),
  pickIcon: () => done(commands.pickIcon()),
  iconPicture: (id) => invoke<ArrayBuffer>('icon_picture', { id }),
  trash: (ids) => done(commands.trash(ids)),
  listTrash: () => done(commands.listTrash()),
  restoreFromTrash: (ids) => done(commands.restoreFromTrash(ids)),
  eraseFromTrash: (ids, confirmation) => done(commands.eraseFromTrash(ids, confirmation)),
  undo: (undoId) => done(commands.undo(undoId)),
  redo: () => done(commands.redo()),
  tagEntries: (ids, add, remove) => done(commands.tagEntries(ids, add, remove)),
  pinEntries: (ids, pinned) => done(commands.pinEntries(ids, pinned)),
  putBefore: (id, before) => done(commands.putBefore(id, before)),
  entryQr: (id, password) => send<QrView>('entry_qr', password, { entry: id }),

  phoneEntries: (query) => done(commands.phoneEntries(query)),
  phonePlan: (choice) => done(commands.phonePlan(choice)),
  openPhonePictures: (password) => send<PhonePicturesView>('open_phone_pictures', password),
  phonePicture: (at) => send<QrView>('phone_picture', new Uint8Array(), { picture: String(at) }),
  closePhonePictures: async () => void (await done(commands.closePhonePictures())),

  openRecoveryCodes: (id, passphrase) => send<RecoveryCodesView>('open_recovery_codes', passphrase, { id }),
  recoveryCodes: (id) => done(commands.recoveryCodes(id)),
  closeRecoveryCodes: async () => void (await done(commands.closeRecoveryCodes())),
  previewRecoveryCodes: (text) => send<PastedCodesView>('preview_recovery_codes', text),
  addRecoveryCodes: (id, text, replace) =>
    send<ReceiptView>('add_recovery_codes', text, { id, replace: String(replace) }),
  tickRecoveryCode: (id, place, used) => done(commands.tickRecoveryCode(id, place, used)),
  copyNextRecoveryCode: (id) => done(commands.copyNextRecoveryCode(id)),
  changeRecoveryPassphrase: (both) => send<ReceiptView>('change_recovery_passphrase', both),

  names: () => done(commands.names()),
  applyNames: (ids) => done(commands.applyNames(ids)),
  previewNames: (template) => done(commands.previewNames(template)),

  intakePick: () => done(commands.intakePick()),
  intakePickFolder: () => done(commands.intakePickFolder()),
  intakeScreen: () => done(commands.intakeScreen()),
  intakePaste: () => done(commands.intakePaste()),
  intakeText: (text) => send<IntakeView>('intake_text', text),
  intakeTyped: (fields) => send<IntakeView>('intake_typed', fields),
  intake: () => done(commands.intake()),
  intakeChoose: (row, choice) => done(commands.intakeChoose(row, choice)),
  intakeUseAllNames: () => done(commands.intakeUseAllNames()),
  intakeAccept: () => done(commands.intakeAccept()),
  intakeUnlockFile: (file, password, costAccepted) =>
    send<IntakeView>('intake_unlock_file', password, { file: String(file), 'cost-accepted': String(costAccepted) }),
  intakeLeaveFile: (file) => done(commands.intakeLeaveFile(file)),
  intakePickKeyFile: () => done(commands.intakePickKeyFile()),
  intakeMend: (row, secret) => send<IntakeView>('intake_mend', secret, { row: String(row) }),
  knownApps: () => commands.knownApps(),
  imported: () => done(commands.imported()),
  importedAgain: (place) => done(commands.importedAgain(place)),
  importedUndo: () => done(commands.importedUndo()),
  importedSave: (text) => done(commands.importedSave(text)),
  intakeDiscard: async () => void (await done(commands.intakeDiscard())),

  backups: () => done(commands.backups()),
  makeBackup: () => done(commands.makeBackup()),
  rehearse: (password, versionId) => send<RehearsalView>('rehearse', password, { version: versionId ?? '' }),
  restoreVersion: (versionId, password) => send<ReceiptView>('restore_version', password, { version: versionId }),
  pickBackup: () => done(commands.pickBackup()),
  restoreBackup: (token, password, costAccepted) =>
    send<ReceiptView>('restore_backup', password, { token: String(token), 'cost-accepted': String(costAccepted) }),

  settings: () => done(commands.settings()),
  changeSettings: (patch) => done(commands.changeSettings(patch)),
  hideWindow: () => done(commands.hideWindow()),

  screen: () => done(commands.screen()),
  present: (on) => done(commands.present(on)),
  allowCapture: () => done(commands.allowCapture()),
  hideFromCapture: () => done(commands.hideFromCapture()),

  ways: () => done(commands.ways()),
  remember: (password, trust) => send<WaysView>('remember', password, { trust: TRUST[trust] }),
  forgetComputer: () => done(commands.forgetComputer()),
  exportFormats: () => commands.exportFormats(),
  exportPrepare: (format, ids) => done(commands.exportPrepare(format, ids)),
  exportSave: (password, filePassword, plainAgreed, words) => {
    const both = new Uint8Array(password.length + filePassword.length);
    both.set(password);
    both.set(filePassword, password.length);
    password.fill(0);
    filePassword.fill(0);
    return send<string[] | null>('export_save', both, {
      split: String(both.length - filePassword.length),
      plain: String(plainAgreed),
      ...words,
    });
  },
  changePassword: async (old, password, hint) => {
    const both = new Uint8Array(old.length + password.length);
    both.set(old);
    both.set(password, old.length);
    old.fill(0);
    password.fill(0);
    await send<void>('change_password', both, { split: String(old.length), hint });
  },
  newRecoveryKey: (password) => send<FirstKeyView>('new_recovery_key', password),

  on(event, handler) {
    const stop = listen(EVENTS[event], ({ payload }) => handler(payload as never));
    return () => void stop.then((unlisten) => unlisten());
  },
};
