/** What the receipt of an import says about its rows and as a whole. */
import { failureText } from '../../ipc/failure';
import type { ImportedRowView, ImportedView, Outcome, RowNoteView } from '../../ipc/types';
import { m } from '../../paraglide/messages';
import { listWords } from '../backups/when';
import { warningWords } from '../intake/words';

export const outcomes = ['moved', 'changed', 'unsupported', 'skipped'] as const satisfies readonly Outcome[];

export function outcomeWords(outcome: Outcome): string {
  switch (outcome) {
    case 'moved':
      return m.imported_moved();
    case 'changed':
      return m.imported_changed();
    case 'unsupported':
      return m.imported_unsupported();
    case 'skipped':
      return m.imported_skipped();
  }
}

/** "From Aegis, today at 10:12": each app once. */
export function sourceWords(view: ImportedView, when: string): string {
  const apps = [...new Set(view.files.map((file) => file.app))];
  return m.imported_lead({ app: listWords(apps), when });
}

export function noteWords({ code, value }: RowNoteView): string {
  switch (code) {
    case 'already-here':
      return m.imported_note_already();
    case 'archived':
      return m.imported_note_archived();
    case 'conflict':
      return m.imported_note_conflict();
    case 'counter':
      return m.imported_note_counter({ value });
    case 'in-bin':
      return m.imported_note_bin();
    case 'kept-name':
      return m.imported_note_kept({ value });
    case 'left-out':
      return m.imported_note_left();
    case 'named':
      return m.imported_note_named({ value });
    case 'note':
      return m.imported_note_note();
    case 'pinned':
      return m.imported_note_pinned();
    case 'replaced':
      return m.imported_note_replaced();
    case 'tags':
      return m.imported_note_tags({ value });
    case 'took-name':
      return m.imported_note_took({ value });
    default:
      return warningWords(code);
  }
}

/** All there is to say about a row; a row that came as it was says so. */
export function rowWords(row: ImportedRowView): string {
  const problem = row.problem === null ? [] : [failureText(row.problem).message];
  const said = [...problem, ...row.notes.map(noteWords)].filter((text) => text !== '');
  return said.length === 0 ? m.imported_note_whole() : said.join(' ');
}

/** The receipt as a text to keep. It holds names and no secret. */
export function asText(view: ImportedView, lead: string): string {
  const title = m.imported_title({ came: view.came, of: view.rows.length });
  const words = view.words === null ? [] : [m.imported_words_line({ words: view.words.vault.join(' ') })];
  const rows = view.rows.map((row) => `${row.row}. ${row.name} (${outcomeWords(row.outcome)}): ${rowWords(row)}`);
  return [title, lead, ...words, clearWords(view), '', ...rows, ''].join('\n');
}

/** Whether the old device may be cleared. */
export function clearWords(view: ImportedView): string {
  const left = view.rows.length - view.came;
  return view.mayClear
    ? m.imported_clear_text()
    : left > 0
      ? m.imported_keep_text({ count: left })
      : m.imported_differ_text();
}
