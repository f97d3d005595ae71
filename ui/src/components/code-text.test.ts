import { describe, expect, it } from 'vitest';
import { codeGroups, isLetters, spokenCode } from './code-text';

describe('codeGroups', () => {
  it.each([
    ['12345', ['12345']],
    ['482913', ['482', '913']],
    ['1234567', ['1234', '567']],
    ['12345678', ['1234', '5678']],
    ['GDPK9', ['GDPK9']],
    ['1234567890', ['123', '456', '789', '0']],
  ])('%s', (code, groups) => {
    expect(codeGroups(code)).toEqual(groups);
  });

  it('keeps leading zeros', () => {
    expect(codeGroups('003809')).toEqual(['003', '809']);
  });
});

describe('spokenCode', () => {
  it('reads digit by digit with a pause between the groups', () => {
    expect(spokenCode('482913')).toBe('4 8 2, 9 1 3');
  });
});

describe('isLetters', () => {
  it('tells letter codes from digits', () => {
    expect(isLetters('GDPK9')).toBe(true);
    expect(isLetters('482913')).toBe(false);
  });
});
