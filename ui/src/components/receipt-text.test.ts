import { describe, expect, it } from 'vitest';
import type { ReceiptView } from '../ipc/types';
import { minutesToLock } from './lock-text';
import { clipboardSeconds, receiptLine } from './receipt-text';

const copied: ReceiptView = {
  what: 'copied',
  entryId: 'a',
  name: null,
  count: 0,
  updated: 0,
  whichCode: 'current',
  code: null,
  counter: null,
  place: null,
  worksFrom: 300,
  worksUntil: 330,
  clipboardClearsAt: 345_000,
  clipboardOk: true,
  undoId: null,
  file: '',
};

describe('receiptLine', () => {
  it('says how long the current code works', () => {
    expect(receiptLine(copied, 309)).toBe('Current code copied, works for 21 s');
  });

  it('says when the next code starts, and counts on after that', () => {
    const next: ReceiptView = { ...copied, whichCode: 'next', worksFrom: 330, worksUntil: 360 };
    expect(receiptLine(next, 326)).toBe('Next code copied, starts in 4 s, then works for 30 s');
    expect(receiptLine(next, 331)).toBe('Next code copied, works for 29 s');
  });

  it('says when the code has run out', () => {
    expect(receiptLine(copied, 330)).not.toContain('works for');
  });

  it('gives a counter code no time', () => {
    const counter: ReceiptView = { ...copied, whichCode: 'counter', counter: 43, code: '755224' };
    expect(receiptLine(counter, 9999)).toBe('Code 43 copied. Works until the next one is used.');
  });

  it('shows a code the system did not take', () => {
    const refused: ReceiptView = { ...copied, clipboardOk: false, code: '482913' };
    expect(receiptLine(refused, 309)).toBe('The system did not take the code. It is 482\u00a0913.');
  });

  it('counts entries in words', () => {
    expect(receiptLine({ ...copied, what: 'added', count: 3, updated: 1 }, 0)).toBe('3 entries added, 1 updated');
    expect(receiptLine({ ...copied, what: 'added', count: 1 }, 0)).toBe('1 entry added');
  });
});

describe('times', () => {
  it('counts the clipboard down to nothing', () => {
    expect(clipboardSeconds(copied, 308)).toBe(37);
    expect(clipboardSeconds(copied, 400)).toBe(0);
    expect(clipboardSeconds({ ...copied, clipboardClearsAt: 0 }, 308)).toBe(0);
  });

  it('rounds the minutes to the lock up, and knows never', () => {
    expect(minutesToLock(60_000 * 14, 0)).toBe(14);
    expect(minutesToLock(60_000 * 14 - 1000, 0)).toBe(14);
    expect(minutesToLock(1000, 100)).toBe(0);
    expect(minutesToLock(0, 100)).toBeNull();
  });
});
