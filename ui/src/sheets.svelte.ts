/** Which sheet lies over the window. One at a time. */
import type { App } from './features/guides/apps';
import type { BackupFileView, RowView } from './ipc/types';

export type SheetName =
  'intake' | 'restore' | 'password' | 'keyboard' | 'tags' | 'qr' | 'icon' | 'phone' | 'typing' | 'export';

class Sheets {
  current = $state<SheetName | null>(null);
  /** The backup file that was dropped on the window, for the restore sheet. */
  backup = $state.raw<BackupFileView | null>(null);
  /** What the intake starts with: the name of an entry to add, from a search without hits. */
  intakeName = $state('');
  /** The app whose guide the intake starts with: the one that was chosen before there was a vault. */
  guide = $state.raw<App | null>(null);
  /** For the typing sheet: the entry, and the program that was not asked for yet. */
  typing = $state.raw<{ row: RowView; program: string } | null>(null);

  /** The entries that the sheet for a phone starts with; none for all. */
  picked = $state.raw<readonly string[]>([]);
  /** What is exported; empty for all entries. */
  exported = $state.raw<readonly string[]>([]);

  /** The entry whose QR code or icon is asked for. */
  entry = $state.raw<RowView | null>(null);

  open(name: SheetName): void {
    this.current = name;
  }

  export(ids: readonly string[]): void {
    this.exported = ids;
    this.open('export');
  }

  close(): void {
    this.current = null;
    this.backup = null;
    this.intakeName = '';
    this.guide = null;
    this.entry = null;
    this.picked = [];
    this.exported = [];
    this.typing = null;
  }
}

export const sheets = new Sheets();
