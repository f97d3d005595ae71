import { describe, expect, it } from 'vitest';
import type { VersionView } from '../../ipc/types';
import { newestFirst, versionWords } from './versions';

const now = new Date(2026, 10, 24, 10, 31).getTime();
const version = (id: string, at: number) => ({ id, at }) as VersionView;

describe('versions of a vault in trouble', () => {
  it('stand newest first, and the given list stays as it is', () => {
    const given = [version('a', 1), version('c', 3), version('b', 2)];
    expect(newestFirst(given).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(given.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  });

  it('say how many entries they hold only when that is known', () => {
    const at = new Date(2026, 10, 24, 9, 41).getTime();
    expect(versionWords({ at, entries: 214 }, now)).toBe('Today, 09:41. 214 entries.');
    expect(versionWords({ at, entries: 1 }, now)).toBe('Today, 09:41. 1 entry.');
    expect(versionWords({ at, entries: -1 }, now)).toBe('Today, 09:41.');
  });
});
