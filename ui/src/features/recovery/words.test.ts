import { describe, expect, it } from 'vitest';
import { isFew, leftOf, leftText, minutesLeft, understoodText } from './words';

describe('recovery codes', () => {
  it('are counted by what is not used', () => {
    const codes = [
      { code: 'w8ku-5dfa', usedAt: 0 },
      { code: 'h3xp-97jc', usedAt: 1 },
    ];
    expect(leftOf(codes)).toBe(1);
  });

  it('warn when two or fewer are left', () => {
    expect([3, 2, 1, 0].map(isFew)).toEqual([false, true, true, true]);
    expect(leftText(2)).toBe('2 left');
    expect(leftText(0)).toBe('None left');
  });

  it('close in whole minutes, never in none', () => {
    expect(minutesLeft(300_000, 0)).toBe(5);
    expect(minutesLeft(300_000, 1)).toBe(5);
    expect(minutesLeft(300_000, 60)).toBe(4);
    expect(minutesLeft(300_000, 299)).toBe(1);
  });

  it('say what was understood, and only what there is to say', () => {
    const codes = [{ code: 'w8ku-5dfa', used: false }];
    expect(understoodText({ codes, twice: 0, leftOut: 0 })).toBe('1 code understood.');
    expect(understoodText({ codes: [...codes, ...codes], twice: 1, leftOut: 2 })).toBe(
      '2 codes understood. 1 was there twice. 2 lines left out.',
    );
  });
});
