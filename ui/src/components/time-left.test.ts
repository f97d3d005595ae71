import { expect, it } from 'vitest';
import { timeLeft } from './time-left';

it('counts in minutes and seconds, and ends', () => {
  expect(timeLeft(600_000, 0)).toBe('10:00');
  expect(timeLeft(600_000, 19)).toBe('9:41');
  expect(timeLeft(600_500, 598)).toBe('0:03');
  expect(timeLeft(600_000, 600)).toBeNull();
  expect(timeLeft(0, 0)).toBeNull();
});
