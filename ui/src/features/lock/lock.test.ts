import { describe, expect, it } from 'vitest';
import { evenRecoveryKey, sameGroup, typedSymbols } from './recovery-key';
import { withSecretBytes } from './secret-bytes';
import { trustEnd } from './trust';
import { secondsLeft, waitWords } from './wait';

describe('a typed recovery key', () => {
  it('forgives spaces, dashes, case, O for 0, I and L for 1', () => {
    expect(evenRecoveryKey(' k7qm-2xvd\n9hrt – w4oi l')).toBe('K7QM2XVD9HRTW4011');
  });

  it('counts only what can be in a key', () => {
    expect(typedSymbols('K7QM 2XVD 9HRT W4')).toBe(14);
    expect(typedSymbols('k7qm, 2xvd! ñ U')).toBe(8);
    expect(typedSymbols('')).toBe(0);
  });

  it('compares a group as forgivingly', () => {
    expect(sameGroup(' d5ko', 'D5K0')).toBe(true);
    expect(sameGroup('d5k', 'D5K0')).toBe(false);
    expect(sameGroup('', '')).toBe(false);
  });
});

describe('the trust window', () => {
  const now = new Date(2026, 10, 24, 10, 40).getTime();

  it('says its exact end', () => {
    expect(trustEnd('hours8', now)).toBe('today, 18:40');
    expect(trustEnd('day1', now)).toBe('tomorrow, 10:40');
    expect(trustEnd('days7', now)).toBe('1 Dec, 10:40');
  });
});

describe('the wait after wrong passwords', () => {
  it('counts down in words', () => {
    expect(waitWords(1)).toBe('The next try is in 1 second. Nothing is ever wiped.');
    expect(waitWords(119)).toContain('119 seconds');
    expect(waitWords(121)).toContain('3 minutes');
  });

  it('never goes below zero', () => {
    expect(secondsLeft(0, 1000)).toBe(0);
    expect(secondsLeft(2500, 1000)).toBe(2);
  });
});

describe('secret bytes', () => {
  it('are emptied after use, also when the call fails', async () => {
    const seen: Uint8Array[] = [];
    await withSecretBytes('otter', (bytes) => {
      expect(new TextDecoder().decode(bytes)).toBe('otter');
      seen.push(bytes);
      return Promise.resolve();
    });
    await expect(
      withSecretBytes('piano', (bytes) => {
        seen.push(bytes);
        return Promise.reject(new Error('refused'));
      }),
    ).rejects.toThrow('refused');
    expect(seen.map((bytes) => [...bytes].every((byte) => byte === 0))).toEqual([true, true]);
  });
});
