import { describe, expect, it } from 'vitest';
import { findMarks, marks } from '../../brand-icons';
import { chosenIcon, draftOf, isSame, previewTile } from './icon-draft';

const automatic = { letters: 'AC', hue: 2, mark: 'zendesk', picture: null, letterFirst: true };

describe('the choice of an icon', () => {
  it('keeps what was chosen for each kind', () => {
    const draft = { ...draftOf({ kind: 'mark', mark: 'okta' }), letters: ' Q ', hue: 4 };
    expect(chosenIcon(draft)).toEqual({ kind: 'mark', mark: 'okta' });
    expect(chosenIcon({ ...draft, kind: 'monogram' })).toEqual({ kind: 'monogram', letters: 'Q', hue: 4 });
    expect(chosenIcon({ ...draft, kind: 'automatic' })).toEqual({ kind: 'automatic' });
    expect(chosenIcon({ ...draft, kind: 'picture' })).toBeNull();
  });

  it('tells a change from none', () => {
    const monogram = { kind: 'monogram', letters: '', hue: null } as const;
    expect(isSame(monogram, { ...monogram })).toBe(true);
    expect(isSame(monogram, { ...monogram, hue: 0 })).toBe(false);
    expect(isSame(monogram, { kind: 'automatic' })).toBe(false);
  });

  it('shows the tile as it would be', () => {
    expect(previewTile(automatic, { kind: 'automatic' })).toEqual(automatic);
    expect(previewTile(automatic, { kind: 'monogram', letters: '', hue: null })).toEqual({ ...automatic, mark: null });
    expect(previewTile(automatic, { kind: 'mark', mark: 'okta' })).toMatchObject({ mark: 'okta', letterFirst: false });
    expect(previewTile(automatic, { kind: 'picture', picture: 'p' })).toMatchObject({ mark: null, picture: 'p' });
  });

  it('finds marks by any words of their names', () => {
    const titles = (typed: string) => findMarks(marks(), typed).map(({ title }) => title);
    expect(titles('stack over')).toEqual(['Stack Overflow']);
    expect(titles('OVERFLOW stack')).toEqual(['Stack Overflow']);
    expect(titles('no such service')).toEqual([]);
    expect(titles('')).toHaveLength(marks().length);
  });
});
