import { describe, expect, it } from 'vitest';
import { consentWords } from './consent';
import { proofWords, versionProof } from './proof';
import { stepWords } from './rehearsal';
import { whyWords } from './why';

const now = new Date(2026, 10, 24, 10, 31).getTime();
const daysBefore = (days: number) => new Date(2026, 10, 24 - days, 10, 31).getTime();
const why = (what: string, count: number, name = '') => ({ why: { what, count, name }, place: 'ring' as const });

describe('why a version was made', () => {
  it('calls one entry by its name and several by their number', () => {
    expect(whyWords(why('added', 1, 'Zendesk-halcyon'))).toBe('Added Zendesk-halcyon');
    expect(whyWords(why('renamed', 1))).toBe('Renamed 1 entry');
    expect(whyWords(why('renamed', 5, 'ignored'))).toBe('Renamed 5 entries');
  });

  it('has words for acts without entries', () => {
    expect(whyWords(why('before-restore', 0))).toBe('Before going back');
    expect(whyWords(why('recovery-key', 0))).toBe('New recovery key');
  });

  it('says so when it does not know', () => {
    expect(whyWords(why('', 0))).toBe('Not known');
    expect(whyWords(why('invented-later', 3, 'x'))).toBe('Changed');
  });

  it('tells a file made by hand apart', () => {
    expect(whyWords({ ...why('added', 1, 'Zendesk-halcyon'), place: 'backup' })).toBe('Copied by hand');
  });
});

describe('the proof', () => {
  it('has four states', () => {
    const proof = (state: 'proven' | 'never' | 'old' | 'failed', at: number, found = 214) =>
      proofWords({ state, at, found, of: 214 }, now).title;
    expect(proof('proven', daysBefore(3))).toBe('Proven restorable 3 days ago');
    expect(proof('proven', daysBefore(0))).toBe('Proven restorable today');
    expect(proof('never', 0)).toBe('Not proven yet');
    expect(proof('old', daysBefore(42))).toBe('42 days since the last proof');
    expect(proof('failed', daysBefore(1), 213)).toBe('The last rehearsal failed: 213 of 214');
  });

  it('of a version grows old after 30 days', () => {
    expect(versionProof(0, now)).toBeNull();
    expect(versionProof(daysBefore(3), now)).toEqual({ text: 'Proven 21 Nov', fresh: true });
    expect(versionProof(daysBefore(30), now)?.fresh).toBe(true);
    expect(versionProof(daysBefore(42), now)).toEqual({ text: '42 days ago', fresh: false });
  });
});

describe('a rehearsal', () => {
  const words = (step: 'found' | 'opened' | 'read' | 'compared', ok: boolean) =>
    stepWords({ step, ok }, { found: 213, of: 214 }, { at: daysBefore(0) }, now);

  it('says each step, and what failed', () => {
    expect(words('found', true)).toBe('Backup of today, 10:31, found on this computer');
    expect(words('opened', false)).toBe('It did not open');
    expect(words('read', false)).toBe('213 of 214 entries are there');
    expect(words('compared', true)).toBe('Every secret is the same as in the vault');
    expect(words('compared', false)).toBe('Not every secret is the same as in the vault');
  });
});

describe('the cost of opening a file', () => {
  it('is said in memory and seconds', () => {
    expect(consentWords({ values: { mib: '3072', seconds: '39.2' } })).toBe('Opening it needs 3 GiB and about 40 s.');
  });
});
