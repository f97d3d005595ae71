import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../../paraglide/runtime';
import {
  byteSize,
  dayDistance,
  dayName,
  daysAgo,
  daysSince,
  listWords,
  memorySize,
  whenStart,
  whenWords,
} from './when';

const now = new Date(2026, 10, 24, 10, 31).getTime();
const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).getTime();

afterEach(() => overwriteGetLocale(() => 'en'));

describe('times in words', () => {
  it('names today, yesterday and tomorrow', () => {
    expect(whenWords(at(24, 18, 40), now)).toBe('today, 18:40');
    expect(whenWords(at(23, 17, 20), now)).toBe('yesterday, 17:20');
    expect(whenWords(at(25, 9, 0), now)).toBe('tomorrow, 09:00');
  });

  it('names the day, and the year only when it is another one', () => {
    expect(whenWords(at(21, 16, 2), now)).toBe('21 Nov, 16:02');
    expect(dayName(new Date(2025, 7, 3).getTime(), now)).toBe('3 Aug 2025');
  });

  it('begins a sentence with a capital', () => {
    expect(whenStart(at(24, 9, 41), now)).toBe('Today, 09:41');
  });

  it('speaks Spanish', () => {
    overwriteGetLocale(() => 'es');
    expect(whenWords(at(24, 18, 40), now)).toBe('hoy, 18:40');
    expect(daysAgo(at(21, 16, 2), now)).toBe('hace 3 días');
  });

  it('counts calendar days, not spans of 24 hours', () => {
    expect(dayDistance(at(23, 23, 59), at(24, 0, 1))).toBe(-1);
    expect(dayDistance(at(24, 0, 1), at(24, 23, 59))).toBe(0);
    expect(daysSince(at(26, 0, 0), now)).toBe(0);
    expect(daysAgo(at(21, 23, 0), now)).toBe('3 days ago');
  });
});

describe('sizes', () => {
  it('take the largest unit that leaves a whole', () => {
    expect(byteSize(999)).toBe('999 byte');
    expect(byteSize(54_000)).toBe('54 kB');
    expect(byteSize(3_100_000)).toBe('3.1 MB');
  });

  it('of memory are said in binary units', () => {
    expect(memorySize(512)).toBe('512 MiB');
    expect(memorySize(3072)).toBe('3 GiB');
    expect(memorySize(1536)).toBe('1.5 GiB');
  });

  it('lists end with "and"', () => {
    expect(listWords(['1', '3'])).toBe('1 and 3');
  });
});
