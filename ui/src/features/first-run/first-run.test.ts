import { describe, expect, it } from 'vitest';
import { hintTells, strengthWords } from './strength';

describe('strength in words', () => {
  it('says what it means and why', () => {
    expect(strengthWords({ bars: 4, reason: '' })).toBe(
      '<b>Strong.</b> A thief with your file would need centuries of guessing.',
    );
    expect(strengthWords({ bars: 1, reason: 'common' })).toMatch(/^<b>Weak\.<\/b>.*This is a common phrase\.$/u);
    expect(strengthWords({ bars: 0, reason: 'short' })).toMatch(/Weak.*It is short\./u);
    expect(strengthWords(null)).toBe('Strength shows while you type.');
  });
});

describe('the hint', () => {
  it('must not contain the password', () => {
    expect(hintTells('it is Otter piano!', 'otter piano')).toBe(true);
    expect(hintTells('animal, instrument', 'otter piano')).toBe(false);
    expect(hintTells('anything', '')).toBe(false);
  });
});
