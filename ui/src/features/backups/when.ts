/** Times as words: "today, 18:40", "21 Nov, 16:02", "3 days ago". All in the person's own time zone. */
import { m } from '../../paraglide/messages';
import { getLocale } from '../../paraglide/runtime';

const DAY_MS = 86_400_000;

/** The tag that dates and numbers are written by. English follows the 24-hour clock and day before month. */
export function formatTag(): string {
  return getLocale() === 'es' ? 'es-ES' : 'en-GB';
}

/** Whole calendar days from `now` to `at`: 0 the same day, -1 the day before. */
export function dayDistance(at: number, now: number): number {
  const a = new Date(at);
  const b = new Date(now);
  // Counted in UTC on the calendar's numbers, so that days of 23 or 25 hours count as one.
  const days = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
  return days(a) - days(b);
}

/** "18:40" */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(formatTag(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** "21 Nov", with the year when it is another one. */
export function dayName(at: number, now: number): string {
  const otherYear = new Date(at).getFullYear() !== new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  if (otherYear) options.year = 'numeric';
  return new Intl.DateTimeFormat(formatTag(), options).format(at);
}

/** "today, 18:40", "yesterday, 17:20", "tomorrow, 09:00" or "21 Nov, 16:02": for the middle of a sentence. */
export function whenWords(at: number, now: number): string {
  const time = clockTime(at);
  const distance = dayDistance(at, now);
  if (distance === 0) return m.when_today({ time });
  if (distance === -1) return m.when_yesterday({ time });
  if (distance === 1) return m.when_tomorrow({ time });
  return m.when_day({ day: dayName(at, now), time });
}

/** As `whenWords`, for the beginning of a sentence or a cell. */
export function whenStart(at: number, now: number): string {
  return capital(whenWords(at, now));
}

export function capital(text: string): string {
  const first = text.charAt(0);
  return first.toLocaleUpperCase(getLocale()) + text.slice(1);
}

/** "today", "yesterday", "3 days ago". */
export function daysAgo(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(formatTag(), { numeric: 'auto' });
  return format.format(Math.min(0, dayDistance(at, now)), 'day');
}

/** Whole days passed since `at`, never negative. */
export function daysSince(at: number, now: number): number {
  return Math.max(0, -dayDistance(at, now));
}

/** "1,234" */
export function count(value: number): string {
  return new Intl.NumberFormat(formatTag()).format(value);
}

/** "3.1 MB": the largest unit that leaves at least one whole. */
export function byteSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = bytes;
  let unit: (typeof units)[number] = 'byte';
  for (const next of units.slice(1)) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  const digits = unit === 'byte' || value >= 100 ? 0 : 1;
  return new Intl.NumberFormat(formatTag(), { style: 'unit', unit, maximumFractionDigits: digits }).format(value);
}

/** "3 GiB" or "512 MiB", from mebibytes. */
export function memorySize(mib: number): string {
  const number = new Intl.NumberFormat(formatTag(), { maximumFractionDigits: 1 });
  return mib >= 1024 ? `${number.format(mib / 1024)} GiB` : `${number.format(mib)} MiB`;
}

/** "1 and 3", "1, 2 and 3". */
export function listWords(items: readonly string[]): string {
  return new Intl.ListFormat(formatTag(), { type: 'conjunction' }).format(items);
}
