/** The wait after wrong passwords, counted down in words. */
import { m } from '../../paraglide/messages';

/** Whole seconds until `until` (Unix ms), rounded up; 0 when the wait is over. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** From two minutes on the words count minutes, rounded up: nobody needs the second then. */
export function waitWords(seconds: number): string {
  return seconds < 120
    ? m.lock_wait_seconds({ count: seconds })
    : m.lock_wait_minutes({ count: Math.ceil(seconds / 60) });
}
