/** The four steps of a rehearsal in words. */
import { m } from '../../paraglide/messages';
import type { RehearsalView, VersionView } from '../../ipc/types';
import { count, whenWords } from './when';

export function stepWords(
  { step, ok }: RehearsalView['steps'][number],
  { found, of }: Pick<RehearsalView, 'found' | 'of'>,
  newest: Pick<VersionView, 'at'> | null,
  now: number,
): string {
  switch (step) {
    case 'found':
      if (!ok) return m.backup_step_found_no();
      return newest === null ? m.backup_step_found_plain() : m.backup_step_found({ when: whenWords(newest.at, now) });
    case 'opened':
      return ok ? m.backup_step_opened() : m.backup_step_opened_no();
    case 'read':
      return m.backup_step_read({ found: count(found), of: count(of) });
    case 'compared':
      return ok ? m.backup_step_compared() : m.backup_step_compared_no();
  }
}
