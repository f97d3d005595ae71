import { m } from '../paraglide/messages';

/** Minutes until the vault locks by itself, rounded up; null: never. `locksAt` in Unix ms, `now` in Unix s. */
export function minutesToLock(locksAt: number, now: number): number | null {
  return locksAt === 0 ? null : Math.max(0, Math.ceil((locksAt / 1000 - now) / 60));
}

export function lockLabel(locksAt: number, now: number): string {
  const minutes = minutesToLock(locksAt, now);
  return minutes === null ? m.lock() : `${m.lock()}. ${m.lock_in_minutes({ minutes: String(minutes) })}`;
}
