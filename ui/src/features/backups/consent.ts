/** What opening a costly file takes, in words. */
import { m } from '../../paraglide/messages';
import type { Failure } from '../../ipc/types';
import { count, memorySize } from './when';

/** "Opening it needs 3 GiB and about 40 s." from the values of the failure `needs-consent`. */
export function consentWords(failure: Pick<Failure, 'values'>): string {
  const mib = Number(failure.values['mib'] ?? 0);
  const seconds = Math.ceil(Number(failure.values['seconds'] ?? 0));
  return m.backup_consent_lead({ memory: memorySize(mib), seconds: count(seconds) });
}
