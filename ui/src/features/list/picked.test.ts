import { describe, expect, it } from 'vitest';
import { tagChanges, tagUses } from './picked';

describe('tags of several entries', () => {
  const rows = [{ tags: ['eu', 'sandbox'] }, { tags: ['eu'] }];

  it('are on all, some or none of them, and those in use come first', () => {
    expect(tagUses(rows, ['tier-1', 'sandbox', 'eu'])).toEqual([
      { tag: 'sandbox', on: 'some' },
      { tag: 'eu', on: 'all' },
      { tag: 'tier-1', on: 'none' },
    ]);
  });

  it('a dash that was left alone changes nothing', () => {
    const before = tagUses(rows, ['tier-1', 'sandbox', 'eu']);
    expect(tagChanges(before, before)).toEqual({ add: [], remove: [] });
    const ticked = before.map(({ tag, on }) => ({ tag, on: on === 'some' ? ('all' as const) : ('none' as const) }));
    expect(tagChanges(before, ticked)).toEqual({ add: ['sandbox'], remove: ['eu'] });
  });
});
