/** What the Review sheet says about an intake as a whole. */
import { m } from '../../paraglide/messages';
import type { IntakeFileView, IntakeRowView, IntakeView, NameView } from '../../ipc/types';
import { listWords } from '../backups/when';

export function reviewTitle(intake: IntakeView): string {
  const count = intake.rows.length;
  return count === 0 ? m.intake_found_none() : m.intake_found({ count });
}

/** "3 new, 1 update, 1 already here." Only what is there is said. */
export function statusWords(counts: IntakeView['counts']): string {
  const parts: string[] = [];
  if (counts.add > 0) parts.push(m.intake_status_new({ count: counts.add }));
  if (counts.update > 0) parts.push(m.intake_status_update({ count: counts.update }));
  if (counts.same > 0) parts.push(m.intake_status_same({ count: counts.same }));
  if (parts.length === 0) return '';
  return `${parts.join(', ')}.`;
}

/** The button counts: "Add 3, update 1". */
export function acceptWords(counts: IntakeView['counts']): string {
  if (counts.add > 0 && counts.update > 0) return m.intake_add_update({ add: counts.add, update: counts.update });
  if (counts.update > 0) return m.intake_update({ update: counts.update });
  if (counts.add > 0) return m.intake_add({ add: counts.add });
  return m.intake_add_none();
}

export function googleTitle(part: IntakeView['google'][number]): string {
  const found = listWords(part.found.map(String));
  if (part.missing.length === 0) return m.intake_google_all({ size: part.size });
  return part.found.length === 1
    ? m.intake_google_one({ found, size: part.size })
    : m.intake_google({ found, size: part.size });
}

/** "a web link (code 5), a Wi-Fi network (line 2)": codes by their number in the review, lines by theirs. */
export function unknownWords(intake: Pick<IntakeView, 'unknown' | 'pictures'>): string {
  return listWords(
    intake.unknown.map(({ what, number, picture }) => {
      const name =
        what === 'link' ? m.intake_unknown_link() : what === 'wifi' ? m.intake_unknown_wifi() : m.intake_unknown_text();
      if (number === 0) return name;
      return picture === null
        ? m.intake_unknown_line({ what: name, number })
        : m.intake_unknown_at({ what: name, number: codeNumber(intake.pictures, picture, number) });
    }),
  );
}

/** The core counts codes in each picture; the review counts them over all pictures, so that no number is there twice. */
export function codeNumber(pictures: IntakeView['pictures'], picture: number | null, number: number): number {
  if (picture === null || number === 0) return number;
  return pictures.slice(0, picture).reduce((before, { codes }) => before + codes.length, number);
}

/** The clipboard has no file name, and a screen its number: 0 stands for all of them. */
export function sourceName(source: string, screen: number | null): string {
  if (screen === 0) return m.intake_source_screens();
  if (screen !== null) return m.intake_source_screen({ number: screen });
  return source === '' ? m.intake_source_clipboard() : source;
}

/** What was in a folder, by numbers. */
export function folderWords({ withCodes, withoutCodes, others, cut }: IntakeView['folders'][number]): string {
  const read = m.intake_folder_read({ withCodes, withoutCodes, others });
  return cut ? `${read} ${m.intake_folder_cut()}` : read;
}

/** A conflict or an unusable row has no tick to set until it is answered. */
export function tickBlocked(row: IntakeRowView): boolean {
  return row.state === 'unusable' || (row.state === 'conflict' && row.answer === 'none');
}

export function tickLabel(row: IntakeRowView): string {
  const name = rowName(row);
  if (row.state === 'unusable') return m.intake_tick_unusable({ name });
  if (row.state === 'conflict' && row.answer === 'none') return m.intake_tick_answer({ name });
  const updates = row.state === 'renamed' || row.state === 'ahead' || row.answer === 'replace';
  return updates ? m.intake_tick_update({ name }) : m.intake_tick_add({ name });
}

export function rowName(row: IntakeRowView): string {
  const name = shownName(row).full;
  return name === '' ? m.intake_no_name() : name;
}

/** The name a row goes by: for an entry known here, mine, until theirs is taken. */
export function shownName(row: IntakeRowView): NameView {
  return row.state === 'renamed' && row.existing !== null && row.answer !== 'takeTheirs' ? row.existing : row.name;
}

/** What a suggestion rests on; "" where the name itself says it. */
export function evidenceWords(why: string): string {
  switch (why) {
    case 'host':
      return m.intake_why_host();
    case 'link':
      return m.intake_why_link();
    case 'file-name':
      return m.intake_why_file();
    case 'page-title':
      return m.intake_why_page();
    case 'vault':
      return m.intake_why_vault();
    case 'email':
      return m.intake_why_email();
    case 'known-service':
      return m.intake_why_known();
    case 'misspelling':
      return m.intake_why_misspelling();
    case 'label':
      return m.intake_why_label();
    default:
      return '';
  }
}

/** What was strange about a file as a whole, and how much of it is no code. */
export function fileNoteWords(file: IntakeFileView): string {
  const notes = file.notes.map(({ code, missing, size }) => {
    switch (code) {
      case 'check-text-unknown':
        return m.file_note_check();
      case 'icons-dropped':
        return m.file_note_icons();
      case 'kinds-not-told':
        return m.file_note_kinds();
      case 'newer-version':
        return m.file_note_newer();
      case 'newest-changes-missing':
        return m.file_note_newest();
      case 'parts-contradict':
        return m.file_note_contradict();
      case 'parts-missing':
        return m.file_note_parts({ missing: listWords(missing.map(String)), size });
      case 'too-many-groups':
        return m.file_note_groups();
      default:
        return '';
    }
  });
  if (file.notCodes > 0) notes.push(m.file_note_not_codes({ count: file.notCodes }));
  return notes.filter((text) => text !== '').join(' ');
}

/** A warning of the core in words; "" for one this window does not know. */
export function warningWords(warning: string): string {
  switch (warning) {
    case 'secret-short':
      return m.intake_warning_secret_short();
    case 'counter-missing':
      return m.intake_warning_counter_missing();
    case 'text-damaged':
      return m.intake_warning_text_damaged();
    case 'pin-damaged':
      return m.intake_warning_pin_damaged();
    case 'check-sum-wrong':
      return m.intake_warning_check_sum();
    case 'secret-shortened':
      return m.intake_warning_shortened();
    case 'migration-version-unknown':
      return m.intake_warning_migration();
    case 'group-unknown':
      return m.intake_warning_group();
    case 'icon-dropped':
      return m.intake_warning_icon();
    case 'other-settings':
      return m.intake_warning_other_settings();
    case 'recovery-codes-left':
      return m.intake_warning_recovery();
    case 'text-cut':
      return m.intake_warning_cut();
    default:
      return '';
  }
}
