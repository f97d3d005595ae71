import { describe, expect, it } from 'vitest';
import { confirmationFor, sameWords } from './confirmation';

describe('the words before deleting for good', () => {
  it('forgive case and spaces, nothing else', () => {
    expect(sameWords('  Delete  3 ', 'delete 3')).toBe(true);
    expect(sameWords('delete 2', 'delete 3')).toBe(false);
    expect(sameWords('delete', 'delete 3')).toBe(false);
  });

  it('reach the core in one language', () => {
    expect(confirmationFor(3)).toBe('delete 3');
  });
});
