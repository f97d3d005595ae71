import { describe, expect, it } from 'vitest';
import { completed, completions } from './tag-completion';

const known = ['tier-1', 'tier-2', 'sandbox', 'Training'];

describe('completing a tag', () => {
  it.each([
    ['', []],
    ['eu ', []],
    ['ti', ['tier-1', 'tier-2']],
    ['tier-1 #ti', ['tier-2']],
    ['tr', ['Training']],
    ['training', []],
  ])('%s', (text, found) => {
    expect(completions(text, known)).toEqual(found);
  });

  it('leaves what stands before it and is ready for the next one', () => {
    expect(completed('eu, #sa', 'sandbox')).toBe('eu, sandbox ');
  });
});
