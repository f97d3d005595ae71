/** The proof in words, and how a version's own proof is shown. */
import { m } from '../../paraglide/messages';
import type { ProofView } from '../../ipc/types';
import { count, dayName, daysAgo, daysSince } from './when';

/** A proof older than this is no longer taken for granted. */
export const PROOF_DAYS = 30;

export function proofWords(proof: ProofView, now: number): { title: string; text: string } {
  const day = dayName(proof.at, now);
  const found = count(proof.found);
  const of = count(proof.of);
  switch (proof.state) {
    case 'proven':
      return {
        title: m.backup_proven({ ago: daysAgo(proof.at, now) }),
        text: m.backup_proven_text({ day, found, of }),
      };
    case 'never':
      return { title: m.backup_never(), text: m.backup_never_text() };
    case 'old':
      return { title: m.backup_old({ count: daysSince(proof.at, now) }), text: m.backup_old_text({ day }) };
    case 'failed':
      return { title: m.backup_failed({ found, of }), text: m.backup_failed_text({ day }) };
  }
}

/** "Proven 21 Nov" while it is fresh, then how long ago; null: never. */
export function versionProof(provenAt: number, now: number): { text: string; fresh: boolean } | null {
  if (provenAt <= 0) return null;
  return daysSince(provenAt, now) <= PROOF_DAYS
    ? { text: m.backup_proven_on({ day: dayName(provenAt, now) }), fresh: true }
    : { text: daysAgo(provenAt, now), fresh: false };
}
