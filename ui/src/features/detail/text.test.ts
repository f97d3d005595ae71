import { describe, expect, it } from 'vitest';
import { dayText, historyText, kindText } from './text';

describe('dayText', () => {
  const now = new Date(2026, 10, 24, 10, 31).getTime();

  it('names today with the hour', () => {
    expect(dayText(new Date(2026, 10, 24, 9, 41).getTime(), now, 'en')).toBe('Today, 09:41');
  });

  it('names the year only when it is another', () => {
    expect(dayText(new Date(2026, 2, 3).getTime(), now, 'en')).toBe('3 Mar');
    expect(dayText(new Date(2025, 1, 12).getTime(), now, 'en')).toBe('12 Feb 2025');
    expect(dayText(new Date(2026, 2, 3).getTime(), now, 'es')).toBe('3 mar');
  });
});

describe('kindText', () => {
  const base = { digits: 6, period: 30, counter: 42, algorithm: 'SHA-1' };

  it('says what the entry is', () => {
    expect(kindText({ ...base, kind: 'totp' })).toBe('Time-based, 6 digits, 30 s, SHA-1');
    expect(kindText({ ...base, kind: 'hotp' })).toBe('By counter, at 42, 6 digits, SHA-1');
    expect(kindText({ ...base, kind: 'steam', digits: 5 })).toBe('Steam, 5 letters, 30 s');
  });
});

describe('historyText', () => {
  const item = { at: 0, name: '', count: 1, undoId: null };

  it('tells the old name', () => {
    expect(historyText({ ...item, what: 'renamed', name: 'acme' })).toBe('Renamed from “acme”');
  });

  it('has words for what it does not know', () => {
    expect(historyText({ ...item, what: 'something-new' })).toBe('Changed');
  });
});
