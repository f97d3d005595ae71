import { describe, expect, it } from 'vitest';
import type { CodeView } from '../../ipc/types';
import { shownCode } from './row-code';

const view: CodeView = { id: 'a', code: '300551', next: '104700', validFrom: 300, validUntil: 330, problem: '' };

describe('shownCode', () => {
  it('shows the current code and counts down', () => {
    expect(shownCode(view, 312, 'smart', 5)).toMatchObject({ big: '300551', bigIsNext: false, small: null, left: 18 });
  });

  it('turns to the next code in the last seconds', () => {
    expect(shownCode(view, 324, 'smart', 5)?.bigIsNext).toBe(false);
    expect(shownCode(view, 325, 'smart', 5)).toMatchObject({
      big: '104700',
      bigIsNext: true,
      small: { label: 'now', code: '300551' },
      other: '300551',
      left: 5,
    });
  });

  it('keeps the current code big when Enter always copies that', () => {
    expect(shownCode(view, 326, 'current', 5)).toMatchObject({
      big: '300551',
      small: { label: 'next', code: '104700' },
    });
  });

  it('lets the next code stand in after the turn, never the old one', () => {
    expect(shownCode(view, 330, 'smart', 5)).toMatchObject({ big: '104700', bigIsNext: false, small: null, left: 30 });
    expect(shownCode(view, 358, 'smart', 5)).toMatchObject({ big: '104700', bigIsNext: false });
    expect(shownCode(view, 360, 'smart', 5)).toBeNull();
  });

  it('has nothing to show without a code', () => {
    expect(shownCode(undefined, 312, 'smart', 5)).toBeNull();
    expect(shownCode({ ...view, code: null }, 312, 'smart', 5)).toBeNull();
  });

  it('has no switch without a next code', () => {
    expect(shownCode({ ...view, next: null }, 327, 'smart', 5)).toMatchObject({ big: '300551', small: null });
  });
});
