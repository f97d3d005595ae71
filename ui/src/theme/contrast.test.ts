import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, readThemes } from './contrast';

const themes = readThemes(readFileSync('src/theme/tokens.css', 'utf8'));

/** [what, on which grounds, at least]. Text needs 4.5, controls and graphics 3. */
const pairs: [string, string[], number][] = [
  ['ink', ['bg', 'surface', 'sunken', 'hover', 'accent-soft', 'accent-softer', 'hit', 'warn-soft', 'bad-soft'], 4.5],
  ['ink-2', ['bg', 'surface', 'sunken', 'hover', 'accent-soft', 'accent-softer'], 4.5],
  ['ink-3', ['bg', 'surface', 'sunken', 'hover'], 4.5],
  ['accent', ['bg', 'surface', 'sunken', 'hover', 'accent-soft', 'accent-softer'], 4.5],
  ['on-accent', ['accent', 'accent-hover'], 4.5],
  ['warn', ['surface', 'warn-soft', 'accent-soft', 'hover'], 4.5],
  ['bad', ['surface', 'bad-soft', 'accent-soft'], 4.5],
  ['on-bad', ['bad-fill'], 4.5],
  ['edge', ['bg', 'surface', 'sunken', 'hover'], 3],
  ['accent', ['track'], 3],
  ['warn-fill', ['surface', 'track'], 3],
  ...Array.from({ length: 12 }, (_, hue): [string, string[], number] => [`h${String(hue)}i`, [`h${String(hue)}`], 6.7]),
];

it('finds the four themes', () => {
  expect(Object.keys(themes).sort()).toEqual(['contrast-dark', 'contrast-light', 'dark', 'light']);
});

describe.each(Object.entries(themes))('%s', (_, tokens) => {
  const all = pairs.flatMap(([ink, grounds, least]) => grounds.map((ground) => ({ ink, ground, least })));

  it.each(all)('$ink on $ground', ({ ink, ground, least }) => {
    expect(contrast(tokens[ink] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(least);
  });
});

it('measures the known ends of the scale', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777', '#777777')).toBe(1);
});
