import type { BackupsView, ProofView, VersionView } from '../../src/ipc/types';

const day = 86_400_000;

function version(id: string, at: number, what: string, entries: number, more: Partial<VersionView> = {}): VersionView {
  return {
    id,
    at,
    why: { what, count: 1, name: '' },
    entries,
    place: 'ring',
    provenAt: 0,
    bytes: 54_000,
    revision: entries,
    ...more,
  };
}

/** The versions of the design's picture. `known`: the vault is open, so the counts can be told. */
export function versions(nowMs: number, known: boolean): VersionView[] {
  const list = [
    version('v5', nowMs - 50 * 60_000, 'renamed', 214),
    version('v4', nowMs - day + 6 * 3_600_000, 'added', 214, {
      why: { what: 'added', count: 1, name: 'Zendesk-halcyon' },
    }),
    version('v3', nowMs - 3 * day, 'imported', 214, {
      provenAt: nowMs - 3 * day,
      why: { what: 'imported', count: 12, name: '' },
    }),
    version('v2', nowMs - 6 * day, 'password', 213, {
      provenAt: nowMs - 6 * day,
    }),
    version('v1', nowMs - 42 * day, 'edited', 202, { place: 'backup' }),
  ];
  return known ? list : list.map((item) => ({ ...item, entries: -1 }));
}

export function backupsView(proof: string, nowMs: number): BackupsView {
  const proofs: Record<string, ProofView> = {
    proven: { state: 'proven', at: nowMs - 3 * day, found: 214, of: 214 },
    never: { state: 'never', at: 0, found: 0, of: 0 },
    old: { state: 'old', at: nowMs - 42 * day, found: 202, of: 202 },
    failed: { state: 'failed', at: nowMs - day, found: 213, of: 214 },
  };
  return {
    proof: proofs[proof] ?? { state: 'never', at: 0, found: 0, of: 0 },
    versions: versions(nowMs, true),
    kept: 58,
    bytes: 3_100_000,
  };
}
