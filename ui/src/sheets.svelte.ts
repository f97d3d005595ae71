/** Which sheet lies over the window. One at a time. */
import type { BackupFileView } from './ipc/types';

export type SheetName = 'intake' | 'restore' | 'password' | 'keyboard';

class Sheets {
  current = $state<SheetName | null>(null);
  /** The backup file that was dropped on the window, for the restore sheet. */
  backup = $state.raw<BackupFileView | null>(null);
  /** What the intake starts with: the name of an entry to add, from a search without hits. */
  intakeName = $state('');

  open(name: SheetName): void {
    this.current = name;
  }

  close(): void {
    this.current = null;
    this.backup = null;
    this.intakeName = '';
  }
}

export const sheets = new Sheets();
