/** Which digits a row shows: the big ones are always what Enter copies. */
import type { CodeView, EnterCopies } from '../../ipc/types';

export type ShownCode = {
  big: string;
  /** The big digits are the next code already. */
  bigIsNext: boolean;
  /** The other code while both matter. */
  small: { label: 'now' | 'next'; code: string } | null;
  /** The code after or before the big one. */
  other: string | null;
  /** Whole seconds until the step turns. */
  left: number;
  soon: boolean;
};

/**
 * The codes of a row at a moment, or null while there is nothing to show. After the step has turned the code that was
 * next stands in until the core has answered, never an old one.
 */
export function shownCode(
  view: CodeView | undefined,
  now: number,
  enterCopies: EnterCopies,
  lastSeconds: number,
): ShownCode | null {
  if (view === undefined || view.code === null) return null;
  const period = view.validUntil - view.validFrom;
  if (now < view.validUntil) {
    return arrange(view.code, view.next, view.validUntil - now, enterCopies, lastSeconds);
  }
  if (view.next === null || now >= view.validUntil + period) return null;
  return arrange(view.next, null, view.validUntil + period - now, enterCopies, lastSeconds);
}

function arrange(
  current: string,
  next: string | null,
  left: number,
  enterCopies: EnterCopies,
  lastSeconds: number,
): ShownCode {
  const soon = left <= lastSeconds;
  if (!soon || next === null) {
    return { big: current, bigIsNext: false, small: null, other: next, left, soon };
  }
  if (enterCopies === 'smart') {
    return { big: next, bigIsNext: true, small: { label: 'now', code: current }, other: current, left, soon };
  }
  return { big: current, bigIsNext: false, small: { label: 'next', code: next }, other: next, left, soon };
}
