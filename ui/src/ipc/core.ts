/**
 * What the window asks of the core. Two things implement it: `tauri.ts` (the real core, over typed IPC) and the
 * fake core of the browser tests. Screens use this interface only, never `invoke`.
 *
 * Every call may reject with a `Failure`. Passwords and typed secrets travel as bytes (never JSON) and the
 * arrays are filled with zeros by the callee's adapter after sending.
 */
import type {
  BackupFileView,
  BackupsView,
  CodesView,
  CopyWhich,
  DetailView,
  EntryEdit,
  ExportFormatView,
  ExportReportView,
  Failure,
  FirstKeyView,
  IconView,
  ImportedView,
  IntakeChoice,
  IntakeView,
  ListRequest,
  ListView,
  NamePreviewView,
  NamesView,
  OverviewView,
  PastedCodesView,
  PhoneChoice,
  PhoneEntriesView,
  PhonePicturesView,
  PhonePlanView,
  QrView,
  QuickFoundView,
  QuickView,
  ReceiptView,
  RecoveryCodesView,
  RehearsalView,
  RowView,
  ScreenView,
  SettingsPatch,
  SettingsView,
  StartView,
  SheetWords,
  StrengthView,
  TrashView,
  TrustWindow,
  TypedView,
  WaysView,
} from './types';

export type CoreEvents = {
  /** The vault changed, here or by another process: ask again for what is shown. */
  vaultChanged: { revision: number };
  /** A picture or link came in (drop, another program): open the Review sheet with `intake()`. */
  intakeChanged: null;
  /** Files are held over the window. */
  dragOver: { over: boolean };
  /** A backup file of Watchword was dropped: open the restore sheet with this token. */
  backupDropped: BackupFileView;
  /** The clipboard was cleared by itself (ok) or could not be (not ok). */
  clipboardCleared: { ok: boolean };
  /** A code was copied from outside the window. */
  copied: ReceiptView;
  /** It could not be copied. */
  copyFailed: Failure;
  /** Another window opened the vault. */
  vaultOpened: null;
  /** Quick search opens: it asks for what it shows with `quick()`. */
  quickOpened: null;
  /** Quick search is hidden: it forgets what it shows. */
  quickClosed: null;
  /** Quick search goes on in the main window: with the recovery key, when the vault is locked. */
  quickWentOn: null;
  /** The time for capturing is over. */
  screenChanged: ScreenView;
};

export interface Core {
  // ---- before the vault is open
  start(): Promise<StartView>;
  passwordStrength(password: Uint8Array): Promise<StrengthView>;
  /** Four random words. */
  suggestPassphrase(): Promise<string>;
  /** Makes the vault; it is open afterwards. The recovery key comes back once, to be shown once. */
  createVault(password: Uint8Array, hint: string): Promise<FirstKeyView>;
  /**
   * The person typed the last group, or put it off: the key is forgotten by the core. One from `newRecoveryKey` is in
   * force only once it was kept.
   */
  keepRecoveryKey(kept: boolean): Promise<void>;
  /** Copies the recovery key just made to the clipboard (cleared like a code). */
  copyRecoveryKey(): Promise<ReceiptView>;
  unlock(password: Uint8Array, trust: TrustWindow): Promise<void>;
  unlockWithRecoveryKey(key: Uint8Array): Promise<void>;
  /** After opening with the recovery key: the new password. */
  setPassword(password: Uint8Array): Promise<void>;
  /** Drops every key and starts the process anew; does not return. */
  lock(): Promise<void>;
  /** Goes on with an older copy of the vault file: it can be changed again. */
  acceptOlderCopy(): Promise<void>;
  /** The person did something: puts the auto-lock off. Called at most every ten seconds. */
  activity(): Promise<number /* when it locks, Unix ms; 0 = never */>;

  // ---- the list
  overview(): Promise<OverviewView>;
  /** Orders and filters; the result is paged with `rows`. */
  list(request: ListRequest): Promise<ListView>;
  rows(listId: number, from: number, count: number): Promise<RowView[]>;
  codes(ids: string[]): Promise<CodesView>;
  copyCode(id: string, which: CopyWhich): Promise<ReceiptView>;
  clearClipboard(): Promise<void>;
  /** Types a code into the program that was used before; `allow`: the person said that it may be typed there. */
  typeCode(id: string, which: CopyWhich, allow: boolean): Promise<TypedView>;

  // ---- quick search, a window of its own
  /** What it shows; null while it is not asked for. */
  quick(): Promise<QuickView | null>;
  /** At most five rows; without a query the likeliest. */
  quickSearch(query: string): Promise<QuickFoundView>;
  /** The page has drawn itself and is so many pixels high: the window takes that height, and is shown. */
  quickShow(height: number): Promise<void>;
  /** The page has drawn itself empty after `quickClosed`: the window can go. */
  quickCleared(): Promise<void>;
  quickHide(): Promise<void>;
  quickToMain(): Promise<void>;
  /** Copies and hides the window, unless the clipboard did not take the code. */
  quickCopy(id: string, which: CopyWhich): Promise<ReceiptView>;
  /** Hides the window and types. When it was copied instead, the window has to be shown again. */
  quickType(id: string, which: CopyWhich, allow: boolean): Promise<TypedView>;

  // ---- one entry
  detail(id: string): Promise<DetailView>;
  editEntry(id: string, edit: EntryEdit): Promise<ReceiptView>;
  setIcon(ids: string[], icon: IconView): Promise<ReceiptView>;
  /** Asks for a picture file; the id of the icon made of it, not saved yet, or null when cancelled. */
  pickIcon(): Promise<string | null>;
  /** The pixels of a picture: its width, its height (one byte each), then red, green, blue and alpha of each. */
  iconPicture(id: string): Promise<ArrayBuffer>;
  trash(ids: string[]): Promise<ReceiptView>;
  listTrash(): Promise<TrashView>;
  restoreFromTrash(ids: string[]): Promise<ReceiptView>;
  /** For good; `confirmation` is what the person typed ("delete 3"). */
  eraseFromTrash(ids: string[], confirmation: string): Promise<ReceiptView>;
  /** Takes one change back; null: the latest. */
  undo(undoId: string | null): Promise<ReceiptView>;
  /** Does again what was taken back last. */
  redo(): Promise<ReceiptView>;
  tagEntries(ids: string[], add: string[], remove: string[]): Promise<ReceiptView>;
  pinEntries(ids: string[], pinned: boolean): Promise<ReceiptView>;
  /** Puts an entry before another of its section in the order by hand; null: behind all of them. */
  putBefore(id: string, before: string | null): Promise<ReceiptView>;
  /** The QR code of an entry for another device. */
  entryQr(id: string, password: Uint8Array): Promise<QrView>;

  // ---- entries as QR codes for a phone
  /** Entries to choose from. */
  phoneEntries(query: string): Promise<PhoneEntriesView>;
  /** What would be shown; the choice is what the password opens next. */
  phonePlan(choice: PhoneChoice): Promise<PhonePlanView>;
  openPhonePictures(password: Uint8Array): Promise<PhonePicturesView>;
  /** One picture, from 0; rejects with `showing-over` when none was asked for in a minute. */
  phonePicture(at: number): Promise<QrView>;
  closePhonePictures(): Promise<void>;

  // ---- recovery codes of a site
  /** Opens them for five minutes; where the vault has none yet, this sets their passphrase. */
  openRecoveryCodes(id: string, passphrase: Uint8Array): Promise<RecoveryCodesView>;
  /** The codes of an entry while they are open; rejects with `recovery-closed` otherwise. */
  recoveryCodes(id: string): Promise<RecoveryCodesView>;
  closeRecoveryCodes(): Promise<void>;
  /** What is understood of a pasted text; nothing is kept. */
  previewRecoveryCodes(text: Uint8Array): Promise<PastedCodesView>;
  addRecoveryCodes(id: string, text: Uint8Array, replace: boolean): Promise<ReceiptView>;
  /** `place` counts from 0. */
  tickRecoveryCode(id: string, place: number, used: boolean): Promise<ReceiptView>;
  copyNextRecoveryCode(id: string): Promise<ReceiptView>;
  /** Both as one text: the present passphrase, a line end, the new one. */
  changeRecoveryPassphrase(both: Uint8Array): Promise<ReceiptView>;

  // ---- names
  /** Names that say too little, with a better one where something tells it. */
  names(): Promise<NamesView>;
  /** Takes the proposed names of these entries, as one change. */
  applyNames(ids: string[]): Promise<ReceiptView>;
  /** What a naming template would make of up to five entries. Rejects with `bad-template`. */
  previewNames(template: string): Promise<NamePreviewView[]>;

  // ---- ways in: one intake, reviewed before anything is saved
  /** Opens the system's file dialog for pictures, lists of links and backups; null when cancelled. */
  intakePick(): Promise<IntakeView | null>;
  /** Opens the system's dialog for a folder, of which every picture is read; null when cancelled. */
  intakePickFolder(): Promise<IntakeView | null>;
  /** Looks at every screen, without this window, which hides itself and comes back. */
  intakeScreen(): Promise<IntakeView>;
  intakePaste(): Promise<IntakeView>;
  /** A link or lines of links. */
  intakeText(text: Uint8Array): Promise<IntakeView>;
  /** Fields typed by hand, as UTF-8 JSON of `TypedEntry`. */
  intakeTyped(fields: Uint8Array): Promise<IntakeView>;
  intake(): Promise<IntakeView | null>;
  intakeChoose(row: number, choice: IntakeChoice): Promise<IntakeView>;
  intakeUseAllNames(): Promise<IntakeView>;
  intakeAccept(): Promise<ReceiptView>;
  intakeDiscard(): Promise<void>;
  /** Opens a file of another app that waits for its password. */
  intakeUnlockFile(file: number, password: Uint8Array, costAccepted: boolean): Promise<IntakeView>;
  intakeLeaveFile(file: number): Promise<IntakeView>;
  /** Opens the file dialog for a key file, used with the next password; null when cancelled. */
  intakePickKeyFile(): Promise<string | null>;
  /** Another secret, in Base32, for a row of which nothing else is wrong. */
  intakeMend(row: number, secret: Uint8Array): Promise<IntakeView>;
  /** Apps whose files can be imported. */
  knownApps(): Promise<string[]>;

  // ---- the receipt of an import
  /** null when there was no import since the vault was opened. */
  imported(): Promise<ImportedView | null>;
  /** Puts a row under review once more; `place` counts the rows of the receipt. */
  importedAgain(place: number): Promise<IntakeView>;
  /** Takes the whole import back. */
  importedUndo(): Promise<ReceiptView>;
  /** Opens the save dialog and writes the text; its file name, null when cancelled. */
  importedSave(text: string): Promise<string | null>;

  // ---- exports
  /** In the order in which they are offered. */
  exportFormats(): Promise<ExportFormatView[]>;
  /** Chooses what is exported; without ids all entries. Says what would be lost. */
  exportPrepare(format: string, ids: string[]): Promise<ExportReportView>;
  /** Asks for a folder and writes what was chosen there; the names of the files, null when cancelled. */
  exportSave(
    password: Uint8Array,
    filePassword: Uint8Array,
    plainAgreed: boolean,
    words: SheetWords,
  ): Promise<string[] | null>;

  // ---- backups
  backups(): Promise<BackupsView>;
  /** Opens the save dialog; null when cancelled. */
  makeBackup(): Promise<ReceiptView | null>;
  /** Proves that a version opens with the password and holds what the vault holds; null: the newest. */
  rehearse(password: Uint8Array, versionId: string | null): Promise<RehearsalView>;
  /** Goes back to a version; a version of now is made first. */
  restoreVersion(versionId: string, password: Uint8Array): Promise<ReceiptView>;
  /** Opens the file dialog for a backup file; null when cancelled. */
  pickBackup(): Promise<BackupFileView | null>;
  /** With no vault here the file becomes the vault and is open afterwards; otherwise its entries go to the intake. */
  restoreBackup(token: number, password: Uint8Array, costAccepted: boolean): Promise<ReceiptView>;

  // ---- settings
  settings(): Promise<SettingsView>;
  /** Rejects with `desktop-refused` when the system does not take one of them. */
  changeSettings(patch: SettingsPatch): Promise<SettingsView>;
  /** Hides the window where a tray can bring it back; false where there is none. */
  hideWindow(): Promise<boolean>;

  // ---- what others can see
  screen(): Promise<ScreenView>;
  /** Masks names and codes, or shows them again; `vaultChanged` follows. */
  present(on: boolean): Promise<ScreenView>;
  /** For ten minutes; without effect where the window cannot be hidden anyway. */
  allowCapture(): Promise<ScreenView>;
  hideFromCapture(): Promise<ScreenView>;

  // ---- the ways into the vault
  ways(): Promise<WaysView>;
  remember(password: Uint8Array, trust: TrustWindow): Promise<WaysView>;
  forgetComputer(): Promise<WaysView>;
  /** Takes the place of the password of now, and of its hint. */
  changePassword(old: Uint8Array, password: Uint8Array, hint: string): Promise<void>;
  /** Makes another recovery key and shows it: `keepRecoveryKey` puts it in the place of the old one. */
  newRecoveryKey(password: Uint8Array): Promise<FirstKeyView>;

  on<K extends keyof CoreEvents>(event: K, handler: (payload: CoreEvents[K]) => void): () => void;
}

/** What `intakeTyped` carries. */
export type TypedEntry = {
  secret: string;
  issuer: string;
  account: string;
  kind: 'totp' | 'hotp' | 'steam' | 'motp' | 'yandex';
  algorithm: string;
  digits: number;
  period: number;
  counter: number;
  pin: string;
};
