/** Why a version was made, in words. `what` is the act as the vault names it. */
import { m } from '../../paraglide/messages';
import type { VersionView } from '../../ipc/types';

type Words = { named?: (name: string) => string; counted?: (count: number) => string; plain?: () => string };

const WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['created', { plain: m.backup_why_created }],
  [
    'added',
    entry(
      (name) => m.backup_why_added_name({ name }),
      (count) => m.backup_why_added({ count }),
    ),
  ],
  [
    'edited',
    entry(
      (name) => m.backup_why_edited_name({ name }),
      (count) => m.backup_why_edited({ count }),
    ),
  ],
  [
    'renamed',
    entry(
      (name) => m.backup_why_renamed_name({ name }),
      (count) => m.backup_why_renamed({ count }),
    ),
  ],
  [
    'tagged',
    entry(
      (name) => m.backup_why_tagged_name({ name }),
      (count) => m.backup_why_tagged({ count }),
    ),
  ],
  [
    'icon',
    entry(
      (name) => m.backup_why_icon_name({ name }),
      (count) => m.backup_why_icon({ count }),
    ),
  ],
  [
    'pinned',
    entry(
      (name) => m.backup_why_pinned_name({ name }),
      (count) => m.backup_why_pinned({ count }),
    ),
  ],
  [
    'trashed',
    entry(
      (name) => m.backup_why_trashed_name({ name }),
      (count) => m.backup_why_trashed({ count }),
    ),
  ],
  [
    'restored',
    entry(
      (name) => m.backup_why_restored_name({ name }),
      (count) => m.backup_why_restored({ count }),
    ),
  ],
  [
    'erased',
    entry(
      (name) => m.backup_why_erased_name({ name }),
      (count) => m.backup_why_erased({ count }),
    ),
  ],
  [
    'counter',
    entry(
      (name) => m.backup_why_counter_name({ name }),
      (count) => m.backup_why_counter({ count }),
    ),
  ],
  [
    'imported',
    entry(
      (name) => m.backup_why_imported_name({ name }),
      (count) => m.backup_why_imported({ count }),
    ),
  ],
  [
    'undone',
    entry(
      (name) => m.backup_why_undone_name({ name }),
      (count) => m.backup_why_undone({ count }),
    ),
  ],
  ['password', { plain: m.backup_why_password }],
  ['recovery-key', { plain: m.backup_why_recovery_key }],
  ['recovery-added', { named: (name) => m.backup_why_recovery_added({ name }) }],
  ['recovery-replaced', { named: (name) => m.backup_why_recovery_replaced({ name }) }],
  ['recovery-used', { named: (name) => m.backup_why_recovery_used({ name }) }],
  ['recovery-unused', { named: (name) => m.backup_why_recovery_unused({ name }) }],
  ['recovery-passphrase', { plain: m.backup_why_recovery_passphrase }],
  ['slot', { plain: m.backup_why_slot }],
  ['restored-version', { plain: m.backup_why_restored_version }],
  ['before-restore', { plain: m.backup_why_before_restore }],
  ['merged', { plain: m.backup_why_merged }],
]);

function entry(named: (name: string) => string, counted: (count: number) => string): Words {
  return { named, counted };
}

/** A file made by hand says so. One entry is called by its name, several by their number. An act of a newer version is only "Changed". */
export function whyWords({ why, place }: Pick<VersionView, 'why' | 'place'>): string {
  if (place === 'backup') return m.backup_why_backup();
  if (why.what === '') return m.backup_why_not_known();
  const words = WORDS.get(why.what);
  if (words?.plain) return words.plain();
  if (words?.named && why.name !== '' && why.count <= 1) return words.named(why.name);
  if (words?.counted && why.count > 0) return words.counted(why.count);
  return m.backup_why_unknown();
}
