/** "9:41": the time until `until` (Unix ms), from `now` (Unix seconds); null when it is over. */
export function timeLeft(until: number, now: number): string | null {
  const seconds = Math.ceil(until / 1000 - now);
  if (until === 0 || seconds <= 0) return null;
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
