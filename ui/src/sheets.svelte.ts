/** Which sheet lies over the window. One at a time. */
import type { BackupFileView, RowView } from './ipc/types';

export type SheetName = 'intake' | 'restore' | 'password' | 'keyboard' | 'tags' | 'qr' | 'typing' | 'export';

class Sheets {
  current = $state<SheetName | null>(null);
  /** The backup file that was dropped on the window, for the restore sheet. */
  backup = $state.raw<BackupFileView | null>(null);
  /** What the intake starts with: the name of an entry to add, from a search without hits. */
  intakeName = $state('');
  /** For the typing sheet: the entry, and the program that was not asked for yet. */
  typing = $state.raw<{ row: RowView; program: string } | null>(null);

  /** What is exported; empty for all entries. */
  exported = $state.raw<readonly string[]>([]);

  /** The entry whose QR code is asked for. */
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
    this.entry = null;
    this.exported = [];
    this.typing = null;
  }
}

export const sheets = new Sheets();
