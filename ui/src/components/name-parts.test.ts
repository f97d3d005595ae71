import { describe, expect, it } from 'vitest';
import type { NameView } from '../ipc/types';
import { nameParts, runs } from './name-parts';

function name(issuer: string, stem: string, ending: string, twinAt: number | null = null): NameView {
  return { full: issuer + stem + ending, issuer, stem, ending, twinAt };
}
const text = (view: NameView, spans: [number, number][] = []) =>
  nameParts(view, spans).map((part) => ({
    role: part.role,
    framed: part.framed,
    text: part.runs.map((run) => run.text).join(''),
  }));

describe('nameParts', () => {
  it('frames a known ending', () => {
    expect(text(name('Zendesk-', 'acme-', 'sandbox-eu'))).toEqual([
      { role: 'iss', framed: false, text: 'Zendesk-' },
      { role: 'stem', framed: false, text: 'acme-' },
      { role: 'end', framed: true, text: 'sandbox-eu' },
    ]);
  });

  it('keeps the last letters of a long stem in sight', () => {
    expect(text(name('Zendesk-', 'northwater-traders', ''))).toEqual([
      { role: 'iss', framed: false, text: 'Zendesk-' },
      { role: 'stem', framed: false, text: 'northwate' },
      { role: 'end', framed: false, text: 'r-traders' },
    ]);
  });

  it('does not tear a letter of two units apart', () => {
    const stem = 'abcdefg😀hijklmno';
    const parts = text(name('', stem, ''));
    expect(parts.map((part) => part.text).join('')).toBe(stem);
    expect(parts.every((part) => !/[\ud800-\udfff]/u.test(part.text))).toBe(true);
  });

  it('lays a hit over three parts', () => {
    const view = name('Zendesk-', 'acme-', 'eu');
    const hits = nameParts(view, [[6, 14]]).map((part) => part.runs.filter((run) => run.hit).map((run) => run.text));
    expect(hits).toEqual([['k-'], ['acme-'], ['e']]);
  });

  it('marks the letter in which twins differ, inside a hit too', () => {
    const view = name('Z-', 'meridian', '', 8);
    const stem = nameParts(view, [[2, 10]])[1];
    expect(stem?.runs).toEqual([
      { text: 'meridi', hit: true, twin: false },
      { text: 'a', hit: true, twin: true },
      { text: 'n', hit: true, twin: false },
    ]);
  });

  it('leaves out what is empty', () => {
    expect(text(name('', 'halden', ''))).toEqual([{ role: 'stem', framed: false, text: 'halden' }]);
  });
});

describe('runs', () => {
  it('joins overlapping spans', () => {
    expect(
      runs(
        'abcdef',
        0,
        6,
        [
          [1, 3],
          [2, 5],
        ],
        null,
      ).map((run) => [run.text, run.hit]),
    ).toEqual([
      ['a', false],
      ['bcde', true],
      ['f', false],
    ]);
  });
});
