/** The receipt of the design's picture, in small. */
import type { ImportedRowView, ImportedView } from '../../src/ipc/types';
import { failure } from './vault';

function row(place: number, name: string, more: Partial<ImportedRowView> = {}): ImportedRowView {
  return { row: place, file: 0, name, outcome: 'moved', notes: [], problem: null, again: false, ...more };
}

const words = ['harbor', 'velvet', 'onion', 'canyon'];

/** `kind` is "whole" (all came across), "differ" (the words do not match), else two entries are missing. */
export function importedView(kind: string, nowMs: number): ImportedView {
  const problems = [
    row(1, 'Corp portal-m.lopez', {
      outcome: 'unsupported',
      problem: failure('bad-secret', 'Bad secret.'),
      again: true,
    }),
    row(2, 'Zendesk-orchard-play', {
      outcome: 'skipped',
      notes: [{ code: 'left-out', value: '' }],
      again: true,
    }),
  ];
  const came = [
    row(3, 'Zendesk-acme-sandbox', { outcome: 'changed', notes: [{ code: 'named', value: 'acme sbx' }] }),
    row(4, 'Bank token-1184', { outcome: 'changed', notes: [{ code: 'counter', value: '42' }] }),
    row(5, 'AWS-prod-root', {
      notes: [
        { code: 'tags', value: 'restricted' },
        { code: 'note', value: '' },
      ],
    }),
    row(6, 'Zendesk-larkspur'),
  ];
  const rows = kind === 'whole' ? came : [...problems, ...came];
  return {
    at: nowMs,
    files: [{ name: 'aegis-backup.json', app: 'Aegis' }],
    came: came.length,
    rows,
    words: { file: kind === 'differ' ? [...words.slice(0, 3), 'otter'] : words, vault: words },
    mayClear: kind === 'whole',
    canBeUndone: true,
  };
}
