import { describe, expect, it } from 'vitest';
import { isChosen, whyWords, withEntry } from './words';

describe('the choice of entries', () => {
  it('is all but some, or only some', () => {
    const but = withEntry({ all: true, ids: [] }, 'a');
    expect([isChosen(but, 'a'), isChosen(but, 'b')]).toEqual([false, true]);
    const only = withEntry({ all: false, ids: [] }, 'a');
    expect([isChosen(only, 'a'), isChosen(only, 'b')]).toEqual([true, false]);
    expect(withEntry(only, 'a').ids).toEqual([]);
  });
});

describe('reasons', () => {
  it.each('empty-secret move-kind move-period move-digits move-algorithm move-counter move-too-long'.split(' '))(
    '%s has words',
    (why) => expect(whyWords(why)).not.toBe(''),
  );
});
