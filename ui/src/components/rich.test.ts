import { describe, expect, it } from 'vitest';
import { isolated, richParts } from './rich';

describe('rich sentences', () => {
  it('have strong parts and names', () => {
    expect(richParts(`Type <b>${isolated('delete 3')}</b> to go on`)).toEqual([
      { text: 'Type ', strong: false, name: false },
      { text: 'delete 3', strong: true, name: true },
      { text: ' to go on', strong: false, name: false },
    ]);
  });

  it('take a name as text, whatever is in it', () => {
    const name = 'a\u2069<b>b</b>\u2068c';
    expect(richParts(`Was ${isolated(name)}.`)).toEqual([
      { text: 'Was ', strong: false, name: false },
      { text: 'a<b>b</b>c', strong: false, name: true },
      { text: '.', strong: false, name: false },
    ]);
  });
});
