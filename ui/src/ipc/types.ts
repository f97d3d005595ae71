/** The shapes that cross between core and window. Times are absolute; `…At` is Unix milliseconds, codes count in Unix seconds. */

export type Failure = {
  /** Stable, kebab-case: the window looks its sentence up by it (`error_<code>`), else shows `message`. */
  code: string;
  message: string;
  /** What to do, may be empty. */
  hint: string;
  /** Numbers and names for the sentence. */
  values: Partial<{ [key in string]: string }>;
};

// ---- start
export type Phase = 'firstRun' | 'locked' | 'open' | 'trouble';
export type StartView = {
  phase: Phase;
  lock: LockView | null;
  trouble: TroubleView | null;
  settings: SettingsView;
  version: string;
  /** What did not work at the start and has a way out: the key of quick search. */
  notice: Failure | null;
};
export type TrustWindow = 'no' | 'hours1' | 'hours8' | 'day1' | 'days7' | 'days14' | 'days30';
export type LockView = {
  hint: string;
  /** Remembering needs a keyring that answers. */
  trustPossible: boolean;
  /** The choice made last time. */
  trust: TrustWindow;
  /** After wrong passwords: not before this time (Unix ms), 0 = now. */
  waitUntil: number;
  /** The keyring did not answer although this computer is remembered. */
  keyringSilent: boolean;
  /** File name of the vault, without its folder. */
  file: string;
};
export type TroubleKind = 'damaged' | 'missing' | 'newer';
export type TroubleView = { kind: TroubleKind; versions: VersionView[] };
export type StrengthView = {
  /** 0 to 4 bars. */
  bars: number;
  /** Key of the reason sentence, "" when there is nothing to say: "common", "short", "repeats", "dates", "names", "keyboard". */
  reason: string;
};
/** Nine groups of four symbols. */
export type FirstKeyView = { groups: string[] };

// ---- names and rows
export type Span = [start: number, end: number]; // UTF-16 offsets, end excluded
export type NameView = {
  /** issuer + stem + ending are the whole shown name, in this order, separators included. */
  full: string;
  issuer: string;
  stem: string;
  ending: string;
  /** UTF-16 offset in `full` of the letter that differs from a near twin. */
  twinAt: number | null;
};
export type TileView = {
  letters: string;
  /** 0 to 11. */
  hue: number;
  /** Slug of a brand mark in brand-icons, or null. */
  mark: string | null;
  /** Id of a picture in place of mark and letters: `iconPicture` gives it. */
  picture: string | null;
  /** true: letters big and the mark small; false: the mark big. */
  letterFirst: boolean;
};
export type Why = { field: 'login' | 'tag' | 'note' | 'oldName' | 'originalLabel' | 'alias'; text: string; spans: Span[] };
export type Kind = 'totp' | 'hotp' | 'steam' | 'motp' | 'yandex';
export type RowView = {
  id: string;
  name: NameView;
  login: string;
  tags: string[];
  pinned: boolean;
  /** 1–9 for the key that copies it, null otherwise. */
  pinNumber: number | null;
  kind: Kind;
  digits: number;
  /** Seconds; null for counter entries. */
  period: number | null;
  tile: TileView;
  nameSpans: Span[];
  loginSpans: Span[];
  tagSpans: { tag: number; spans: Span[] }[];
  why: Why | null;
};
export type TagCount = { tag: string; count: number };
export type OverviewView = {
  revision: number;
  total: number;
  trashed: number;
  /** Most used first. */
  tags: TagCount[];
  /** Rows that could not be read and are kept as they are. */
  setAside: { name: string; code: string }[];
  /** When it locks by itself, Unix ms; 0 = never. */
  locksAt: number;
  /** "" when the vault can be changed; else why not: "newer", "older-copy". */
  readOnly: string;
  /** Opened with the recovery key: a new password is due. */
  passwordDue: boolean;
};
export type Sort = 'used' | 'name' | 'newest' | 'manual';
export type ListRequest = { query: string; tag: string | null; sort: Sort };
export type SectionKind = 'pinned' | 'often' | 'all' | 'issuer' | 'newest' | 'manual' | 'hits' | 'near' | 'outside' | 'trash';
export type SectionView = { kind: SectionKind; title: string; count: number };
export type ListView = {
  listId: number;
  sections: SectionView[];
  total: number;
  /** The first rows, so that the first paint needs one call. */
  first: RowView[];
  /** Only for a query with no hit at all: the longest part of it that has hits, and hits in the trash. */
  noHits: { part: string; partCount: number; trashCount: number; trashName: string } | null;
};
export type CodeView = {
  id: string;
  /** null for counter entries (until made) and where `problem` says why. */
  code: string | null;
  next: string | null;
  validFrom: number;
  validUntil: number;
  /** Error code, "" when all is well: "pin-needed", … */
  problem: string;
};
export type CodesView = { nowMs: number; codes: CodeView[] };
/** smart: the code that will still work; other: the one that smart would not take. */
export type CopyWhich = 'smart' | 'other' | 'current' | 'next';

// ---- receipts
export type ReceiptWhat =
  | 'copied' | 'typed' | 'keyCopied' | 'added' | 'edited' | 'renamed' | 'tagged' | 'icon' | 'pinned' | 'unpinned' | 'trashed'
  | 'restored' | 'erased' | 'undone' | 'redone' | 'moved' | 'backup' | 'restoredVersion' | 'vaultRestored' | 'intake'
  | 'recoveryCopied' | 'recoveryAdded' | 'recoveryReplaced' | 'recoveryUsed' | 'recoveryUnused' | 'recoveryPassphrase';
export type ReceiptView = {
  what: ReceiptWhat;
  entryId: string | null;
  name: NameView | null;
  count: number;
  /** Entries updated beside those added. */
  updated: number;
  whichCode: 'current' | 'next' | 'counter' | null;
  /** Only for a counter entry: the code just made and its counter. */
  code: string | null;
  counter: number | null;
  /** The place of the recovery code that was copied, from 0. */
  place: number | null;
  worksFrom: number;
  worksUntil: number;
  /** Unix ms; 0 = never. */
  clipboardClearsAt: number;
  /** false: the system did not take the code; show it. */
  clipboardOk: boolean;
  undoId: string | null;
  /** File name of a backup made. */
  file: string;
};

// ---- quick search and typing
/** The program that had the focus before. */
export type ProgramView = { name: string; title: string };
export type QuickFoundView = { rows: RowView[]; codes: CodesView };
export type QuickView = {
  start: StartView;
  /** Entries in the vault, 0 while it is locked. */
  total: number;
  program: ProgramView | null;
  /** What is under the corners of the window can be seen. */
  rounded: boolean;
  /** The likeliest entries; null while the vault is locked. */
  found: QuickFoundView | null;
};
export type TypedView = {
  /** ask: the person has not said yet that codes may be typed into this program. copied: `why` says for what reason. */
  outcome: 'typed' | 'ask' | 'copied';
  program: string;
  why: Failure | null;
  receipt: ReceiptView | null;
};

// ---- one entry
export type HistoryItem = { at: number; what: string; name: string; count: number; undoId: string | null };
export type DetailView = {
  row: RowView;
  issuer: string;
  account: string;
  login: string;
  originalLabel: string;
  oldNames: string[];
  note: string;
  tags: string[];
  icon: IconView;
  /** The tile that it has without a chosen icon. */
  automaticTile: TileView;
  kind: Kind;
  algorithm: string;
  digits: number;
  period: number;
  counter: number;
  createdAt: number;
  recovery: RecoveryView;
  history: HistoryItem[];
};
/** What was chosen for an entry. Letters and hue of a monogram are those of the name where they are empty and null. */
export type IconView =
  | { kind: 'automatic' }
  | { kind: 'monogram'; letters: string; hue: number | null }
  | { kind: 'mark'; mark: string }
  | { kind: 'picture'; picture: string };
export type EntryEdit = {
  issuer?: string;
  account?: string;
  login?: string;
  note?: string;
  tags?: string[];
  pinned?: boolean;
};
export type TrashView = { rows: { row: RowView; trashedAt: number }[]; oldestBackupAt: number };

/** The squares of a QR code, row by row: "1" dark, "0" light. It holds a secret. */
export type QrView = { size: number; squares: string };
// ---- QR codes for a phone
/** "google": up to ten entries in a picture; "links": one. */
export type PhoneForm = 'google' | 'links';
/** All entries but `ids`, or only these. */
export type PhoneChoice = { all: boolean; ids: string[]; form: PhoneForm };
/** At most 200 entries of those that match. */
export type PhoneEntriesView = { entries: { id: string; name: NameView }[]; total: number };
export type PhonePlanView = {
  pictures: number;
  entries: number;
  /** Entries that cannot be shown in this form, and the key of the sentence that says why. */
  leftOut: { name: NameView; why: string }[];
  /** Entries that some apps take and give wrong codes for. */
  unusual: number;
  /** Counter entries. */
  counted: number;
};
/** The names on each picture. */
export type PhonePicturesView = { pictures: NameView[][] };
// ---- recovery codes of a site
/** What is known of them while they are closed. */
export type RecoveryView = {
  /** 0 for none. */
  count: number;
  /** Not used yet. */
  left: number;
  /** The vault has a passphrase for them. */
  passphraseSet: boolean;
  /** When they close, where the passphrase was typed already (Unix ms); 0 while they are closed. */
  closesAt: number;
};
export type RecoveryCodeView = { code: string; /** 0 while it is not used. */ usedAt: number };
export type RecoveryCodesView = { codes: RecoveryCodeView[]; closesAt: number };
/** What was understood of a pasted text. */
export type PastedCodesView = {
  codes: { code: string; used: boolean }[];
  /** How many were there again. */
  twice: number;
  /** Lines in which no code was found. */
  leftOut: number;
};

// ---- names
/** What makes a name say too little. */
export type NameTrouble =
  | 'no-issuer' | 'issuer-is-account' | 'issuer-is-host' | 'issuer-is-email' | 'only-email' | 'twin' | 'near-twin'
  | 'numbered-copy' | 'rubbish' | 'spelling';
export type NameProposalView = {
  name: NameView;
  /** Key of the reason: "host", "link", "file-name", "page-title", "vault", "ending", "email", "known-service",
   * "misspelling", "spelling", "label", "login". */
  evidence: string;
  /** What was read there, may be empty. */
  detail: string;
};
export type NameFindingView = {
  id: string;
  name: NameView;
  tile: TileView;
  /** Keys of `NameTrouble`; the weightiest first. */
  troubles: string[];
  /** A better name, or null when only the person can tell. */
  proposal: NameProposalView | null;
  /** Shown names of the entries it is hard to tell from. */
  others: string[];
};
export type NamesView = { findings: NameFindingView[] };
/** A name as it is and as it would be under another template. */
export type NamePreviewView = { before: string; after: string };

// ---- intake
export type IntakeState = 'new' | 'same' | 'renamed' | 'ahead' | 'conflict' | 'unusable';
export type Answer = 'none' | 'keepMine' | 'takeTheirs' | 'keepBoth' | 'skip' | 'replace';
export type IntakeRowView = {
  row: number;
  /** Number of the code in its picture, 0 when it did not come from one. */
  number: number;
  picture: number | null;
  ticked: boolean;
  state: IntakeState;
  name: NameView;
  login: string;
  /** The name as it came, when ours differs. */
  was: string;
  suggestion: { name: NameView; why: string } | null;
  /** The name in the vault of the entry it meets. */
  existing: NameView | null;
  answer: Answer;
  /** Nothing tells who asks for this code: the person should say. */
  nameNeeded: boolean;
  kind: Kind;
  counter: number;
  secretBytes: number;
  warnings: string[];
  problem: Failure | null;
  tags: string[];
  /** For a row of a file of another app. */
  fromFile: FromFileView | null;
};
export type FromFileView = {
  file: number;
  row: number;
  pinned: boolean;
  /** "active", "archived" or "trashed" in the other app. */
  standing: string;
  /** Nothing but its secret is wrong. */
  canBeMended: boolean;
};
/** A file of another app whose rows are under review. */
export type IntakeFileView = {
  name: string;
  app: string;
  notes: { code: string; missing: number[]; size: number }[];
  /** Items in it that hold no code. */
  notCodes: number;
};
/** A file that waits for its password. */
export type LockedFileView = { file: number; name: string; app: string; failure: Failure };
export type IntakePictureView = {
  name: string;
  /** The screen it shows, from 1; null for a picture that is none. */
  screen: number | null;
  width: number;
  height: number;
  codes: { number: number; corners: [number, number][] }[]; // corners as parts of width and height, 0 to 1
};
export type IntakeView = {
  pictures: IntakePictureView[];
  rows: IntakeRowView[];
  google: { found: number[]; size: number; missing: number[] }[];
  /** Codes and lines that are not sign-in codes: "link", "wifi", "text". */
  unknown: { what: string; number: number; picture: number | null }[];
  /** `screen`: the screen it is about, from 1, 0 for all of them; null for another source. */
  problems: { source: string; screen: number | null; failure: Failure }[];
  /** Folders of which the pictures were read. */
  folders: { name: string; withCodes: number; withoutCodes: number; others: number; cut: boolean }[];
  files: IntakeFileView[];
  locked: LockedFileView[];
  counts: { add: number; update: number; same: number; unanswered: number };
};
export type IntakeChoice = {
  ticked?: boolean;
  answer?: Answer;
  /** true: take the suggestion; false: keep or go back to the name as it came. */
  useSuggestion?: boolean;
  issuer?: string;
  account?: string;
};

// ---- the receipt of an import
export type Outcome = 'unsupported' | 'skipped' | 'changed' | 'moved';
export type RowNoteView = { code: string; value: string };
export type ImportedRowView = {
  row: number;
  file: number;
  name: string;
  outcome: Outcome;
  notes: RowNoteView[];
  problem: Failure | null;
  /** It can be put under review once more. */
  again: boolean;
};
export type ImportedView = {
  at: number;
  files: { name: string; app: string }[];
  came: number;
  /** Problems first. */
  rows: ImportedRowView[];
  /** Four words over the secrets as the files and as the vault have them. */
  words: { file: string[]; vault: string[] } | null;
  /** Nothing is left that only the old device has. */
  mayClear: boolean;
  canBeUndone: boolean;
};

// ---- exports
export type ExportFormatView = { id: string; app: string; encrypted: boolean };
/** What would become of the chosen entries. */
export type ExportReportView = {
  complete: number;
  lossy: { name: string; losses: string[] }[];
  leftOut: { name: string; reason: string }[];
};
/** Words of a sheet for printing. */
export type SheetWords = { language: string; title: string; warning: string; secret: string };

// ---- backups
export type VersionView = {
  id: string;
  at: number;
  why: { what: string; count: number; name: string };
  /** -1 when not known (locked). */
  entries: number;
  place: 'ring' | 'backup';
  provenAt: number;
  bytes: number;
  revision: number;
};
export type ProofView = { state: 'proven' | 'never' | 'old' | 'failed'; at: number; found: number; of: number };
export type BackupsView = { proof: ProofView; versions: VersionView[]; kept: number; bytes: number };
export type RehearsalView = {
  steps: { step: 'found' | 'opened' | 'read' | 'compared'; ok: boolean }[];
  found: number;
  of: number;
  missing: string[];
  at: number;
};
export type BackupFileView = { token: number; file: string };

// ---- settings
export type Theme = 'system' | 'light' | 'dark' | 'contrastLight' | 'contrastDark';
export type Density = 'oneLine' | 'normal' | 'roomy';
export type EnterCopies = 'smart' | 'current' | 'wait';
export type SettingsView = {
  language: 'system' | 'en' | 'es';
  /** What "system" means here. */
  systemLanguage: 'en' | 'es';
  theme: Theme;
  density: Density;
  textPercent: number;
  hideCodes: boolean;
  sort: Sort;
  enterCopies: EnterCopies;
  lastSeconds: number;
  clipboardSeconds: number;
  lockMinutes: number;
  lockOnSessionLock: boolean;
  lockOnSuspend: boolean;
  lockOnUserSwitch: boolean;
  /** Lock when the window is closed to the tray. */
  lockOnClose: boolean;
  closeToTray: boolean;
  startWithSystem: boolean;
  openLinks: boolean;
  nameTemplate: string;
  endings: string[];
  /** "Ctrl+Alt+Space"; "" for none. */
  quickHotkey: string;
  /** Classes of the windows that codes may be typed into; a patch can only take some away. */
  typeInto: string[];
  /** A ring on every row, not only where the period is unusual. */
  ringOnEveryRow: boolean;
  hint: string;
  /** Changed keys: the action of keyboard/keymap.ts, and its combination ("Mod+Shift+P"). */
  keys: { [action in string]: string };
};
export type SettingsPatch = Partial<Omit<SettingsView, 'systemLanguage'>>;

/** What others can see of the window. */
export type ScreenView = {
  /** Names and codes are masked, by the core: the page does not get them. */
  presenting: boolean;
  /** Whether this system can hide a window from screenshots at all. */
  hiddenPossible: boolean;
  /** Until when the window may be captured (Unix ms); 0 when it is hidden. */
  captureUntil: number;
};

/** The ways into the vault. */
export type WaysView = {
  /** Until when this computer is remembered (Unix ms); 0 when it is not. */
  rememberedUntil: number;
  /** Remembering needs a keyring that answers. */
  trustPossible: boolean;
  /** The choice made last time. */
  trust: TrustWindow;
  /** The person has shown to have the recovery key. */
  recoveryKeyKept: boolean;
};
