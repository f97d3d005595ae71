/** Words about recovery codes. */
import { m } from '../../paraglide/messages';
import type { PastedCodesView, RecoveryCodeView } from '../../ipc/types';

/** From here on the site should be asked for new ones. */
const few = 2;

export function leftOf(codes: readonly RecoveryCodeView[]): number {
  return codes.filter((code) => code.usedAt === 0).length;
}

export function isFew(left: number): boolean {
  return left <= few;
}

export function leftText(left: number): string {
  return left === 0 ? m.recovery_none_left() : m.recovery_left({ count: left });
}

/** Whole minutes until they close, at least one. `closesAt` in Unix ms, `seconds` in Unix seconds. */
export function minutesLeft(closesAt: number, seconds: number): number {
  return Math.max(1, Math.ceil((Math.floor(closesAt / 1000) - seconds) / 60));
}

/** "10 codes understood. 2 lines left out." */
export function understoodText({ codes, twice, leftOut }: PastedCodesView): string {
  const parts = [m.recovery_understood({ count: codes.length })];
  if (twice > 0) parts.push(m.recovery_twice({ count: twice }));
  if (leftOut > 0) parts.push(m.recovery_left_out({ count: leftOut }));
  return parts.map((part) => `${part}.`).join(' ');
}
