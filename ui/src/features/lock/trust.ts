/** The trust window: how long this computer is remembered, and its exact end. */
import { m } from '../../paraglide/messages';
import type { TrustWindow } from '../../ipc/types';
import { whenWords } from '../backups/when';

export type TrustChoice = Exclude<TrustWindow, 'no'>;

const HOUR_MS = 3_600_000;
const LENGTH_MS: Record<TrustChoice, number> = {
  hours1: HOUR_MS,
  hours8: 8 * HOUR_MS,
  day1: 24 * HOUR_MS,
  days7: 7 * 24 * HOUR_MS,
  days14: 14 * 24 * HOUR_MS,
  days30: 30 * 24 * HOUR_MS,
};

/** The choice shown when none was made before. */
export const USUAL_TRUST: TrustChoice = 'hours8';

export const TRUST_CHOICES: readonly TrustChoice[] = ['hours1', 'hours8', 'day1', 'days7', 'days14', 'days30'];

export function trustName(choice: TrustChoice): string {
  switch (choice) {
    case 'hours1':
      return m.lock_hours1();
    case 'hours8':
      return m.lock_hours8();
    case 'day1':
      return m.lock_day1();
    case 'days7':
      return m.lock_days7();
    case 'days14':
      return m.lock_days14();
    case 'days30':
      return m.lock_days30();
  }
}

/** "today, 18:40": when a window that begins at `now` (Unix ms) ends. */
export function trustEnd(choice: TrustChoice, now: number): string {
  return whenWords(now + LENGTH_MS[choice], now);
}
