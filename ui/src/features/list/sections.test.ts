import { describe, expect, it } from 'vitest';
import type { SectionKind, SectionView } from '../../ipc/types';
import { Layout } from './layout';
import { blocksOf, placesBetween, rowAway, sectionAway, shownRow } from './sections';

const section = (kind: SectionKind, count: number, title = ''): SectionView => ({ kind, title, count });
const none = new Set<string>();
const three = [section('issuer', 3, 'AWS'), section('issuer', 4, 'Okta'), section('issuer', 2, 'VPN')];

describe('blocksOf', () => {
  it('counts the rows through all sections', () => {
    expect(blocksOf(three, none).map((block) => [block.start, block.shown])).toEqual([
      [0, 3],
      [3, 4],
      [7, 2],
    ]);
  });

  it('keeps the places of rows behind a folded section', () => {
    const blocks = blocksOf(three, new Set(['issuer:Okta']));
    expect(blocks.map((block) => [block.start, block.shown])).toEqual([
      [0, 3],
      [3, 0],
      [7, 2],
    ]);
  });

  it('folds nothing but issuers', () => {
    expect(blocksOf([section('pinned', 4)], new Set(['pinned:']))[0]?.shown).toBe(4);
  });
});

describe('moving the selection', () => {
  const folded = blocksOf(three, new Set(['issuer:Okta']));

  it('goes from section to section and stops at the ends', () => {
    const blocks = blocksOf(three, none);
    expect(rowAway(blocks, 2, 1)).toBe(3);
    expect(rowAway(blocks, 3, -1)).toBe(2);
    expect(rowAway(blocks, 0, -1)).toBe(0);
    expect(rowAway(blocks, 8, 1)).toBe(8);
    expect(rowAway(blocks, 1, 100)).toBe(8);
    expect(rowAway(blocks, 8, -5)).toBe(3);
  });

  it('steps over what is folded', () => {
    expect(rowAway(folded, 2, 1)).toBe(7);
    expect(rowAway(folded, 7, -1)).toBe(2);
    expect(rowAway(folded, 0, 4)).toBe(8);
  });

  it('leaves a section that was folded under it', () => {
    expect(shownRow(folded, 5)).toBe(7);
    expect(shownRow(blocksOf(three, new Set(['issuer:VPN'])), 8)).toBe(6);
    expect(shownRow([], 0)).toBeNull();
  });

  it('jumps to section starts', () => {
    const blocks = blocksOf(three, none);
    expect(sectionAway(blocks, 0, 1)).toBe(3);
    expect(sectionAway(blocks, 8, 1)).toBe(8);
    expect(sectionAway(blocks, 5, -1)).toBe(3);
    expect(sectionAway(blocks, 3, -1)).toBe(0);
    expect(sectionAway(folded, 1, 1)).toBe(7);
  });
});

describe('Layout', () => {
  const metrics = { row: 42, heading: 24 };

  it('adds up headings and rows', () => {
    const layout = new Layout(blocksOf(three, none), metrics);
    expect(layout.height).toBe(3 * 24 + 9 * 42);
    expect(layout.rowEdges(3)).toEqual({ top: 24 + 3 * 42 + 24, bottom: 24 + 3 * 42 + 24 + 42 });
  });

  it('gives hits no heading', () => {
    expect(new Layout(blocksOf([section('hits', 2)], none), metrics).height).toBe(84);
  });

  it('cuts out what is in sight and leaves the room of the rest', () => {
    const layout = new Layout(blocksOf([section('all', 10_000)], none), metrics);
    const cut = layout.cut(4200, 4200 + 420);
    const part = cut.parts[0];
    expect(part).toMatchObject({ from: 100, to: 111 });
    expect((part?.before ?? 0) + (part?.after ?? 0) + 11 * 42).toBe(10_000 * 42);
  });

  it('leaves whole sections out', () => {
    const layout = new Layout(blocksOf(three, none), metrics);
    const cut = layout.cut(24 + 3 * 42 + 24, 24 + 3 * 42 + 24 + 42);
    expect(cut.parts.map((part) => part.block.section.title)).toEqual(['Okta']);
    const room = cut.parts.reduce((sum, part) => sum + 24 + part.before + part.after + (part.to - part.from) * 42, 0);
    expect(cut.above + room + cut.below).toBe(layout.height);
  });

  it('never loses height, wherever it is cut', () => {
    const layout = new Layout(blocksOf(three, new Set(['issuer:Okta'])), metrics);
    for (let from = -100; from < layout.height + 100; from += 17) {
      const cut = layout.cut(from, from + 130);
      const room = cut.parts.reduce((sum, part) => sum + 24 + part.before + part.after + (part.to - part.from) * 42, 0);
      if (cut.parts.length > 0) expect(cut.above + room + cut.below).toBe(layout.height);
    }
  });

  it('follows measured heights where names wrap', () => {
    const measured = new Map([
      [0, 100],
      [1, 60],
    ]);
    const layout = new Layout(blocksOf([section('hits', 4)], none), metrics, measured);
    expect(layout.rowEdges(2)).toEqual({ top: 160, bottom: 202 });
    expect(layout.height).toBe(100 + 60 + 42 + 42);
    expect(layout.cut(150, 170).parts[0]).toMatchObject({ from: 1, to: 3 });
  });

  it('tells the position inside a long section', () => {
    const blocks = blocksOf([section('issuer', 1588, 'A'), section('issuer', 8412, 'Zendesk')], none);
    const layout = new Layout(blocks, metrics);
    const top = 24 + 1588 * 42 + 24 + 3213 * 42;
    const zendesk = blocks[1];
    expect(zendesk && layout.span(zendesk, top, top + 13 * 42)).toEqual({ first: 3214, last: 3226 });
  });
});

describe('placesBetween', () => {
  it('takes the rows between two places in either direction, without folded ones', () => {
    const blocks = blocksOf(three, new Set(['issuer:Okta']));
    expect(placesBetween(blocks, 1, 7)).toEqual([1, 2, 7]);
    expect(placesBetween(blocks, 8, 2)).toEqual([2, 7, 8]);
    expect(placesBetween(blocks, 0, 0)).toEqual([0]);
  });
});
