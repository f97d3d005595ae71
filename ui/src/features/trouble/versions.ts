/** The versions offered when the vault itself cannot be opened. */
import { m } from '../../paraglide/messages';
import type { VersionView } from '../../ipc/types';
import { whenStart } from '../backups/when';

export function newestFirst(versions: readonly VersionView[]): VersionView[] {
  return [...versions].sort((a, b) => b.at - a.at);
}

/** "Today, 09:41. 214 entries." Without the keys the count is not known and not said. */
export function versionWords(version: Pick<VersionView, 'at' | 'entries'>, now: number): string {
  const when = whenStart(version.at, now);
  return version.entries < 0
    ? m.trouble_version({ when })
    : m.trouble_version_entries({ when, count: version.entries });
}
