import { describe, expect, it } from 'vitest';
import type { NameFindingView } from '../../ipc/types';
import { evidenceWords, factToEdit, groupsOf, inserted, leadWords, titleWords, troubleWords } from './words';

const name = (full: string) => ({ full, issuer: '', stem: full, ending: '', twinAt: null });
function finding(id: string, better: string | null): NameFindingView {
  const proposal = better === null ? null : { name: name(better), evidence: 'vault', detail: '' };
  const tile = { letters: 'A', hue: 0, mark: null, picture: null, letterFirst: true };
  return { id, name: name(id), tile, troubles: ['no-issuer'], proposal, others: [] };
}

describe('the title', () => {
  it('counts what needs a person', () => {
    const groups = groupsOf([finding('a', null), finding('b', null), finding('c', 'Zendesk-c')]);
    expect(titleWords(groups)).toBe('2 names need you');
    expect(leadWords(groups, 1214)).toBe('1 can be better. Looked at 1,214 entries, without the internet.');
  });

  it('does not count good names that are one letter apart', () => {
    const near = { ...finding('meridian', null), troubles: ['near-twin'] };
    const groups = groupsOf([near, { ...finding('acme', null), troubles: ['twin', 'near-twin'] }]);
    expect(groups.wait).toEqual([near]);
    expect(titleWords(groups)).toBe('1 name needs you');
  });

  it('counts better names when nothing needs a person, then says so', () => {
    const groups = groupsOf([finding('c', 'Zendesk-c')]);
    expect(titleWords(groups)).toBe('1 name can be better');
    expect(leadWords(groups, 1)).toBe('Looked at 1 entry, without the internet.');
    expect(titleWords(groupsOf([]))).toBe('Nothing needs you');
  });
});

describe('sentences', () => {
  const troubles =
    'no-issuer issuer-is-account issuer-is-host issuer-is-email only-email twin near-twin numbered-copy rubbish spelling';
  it.each(troubles.split(' '))('%s has one of its own', (trouble) => {
    const words = troubleWords({ troubles: [trouble], others: ['Zendesk-acme'] });
    expect(words).toMatch(/\.$/u);
    expect(words).not.toBe('It says too little.');
  });

  it('the weightiest trouble is told, an unknown one too', () => {
    expect(troubleWords({ troubles: ['spelling', 'twin'], others: [] })).toBe('The service looks misspelt.');
    expect(troubleWords({ troubles: ['from-the-future'], others: [] })).toBe('It says too little.');
  });

  const evidence = 'host link file-name page-title vault ending email known-service misspelling spelling label login';
  it.each(evidence.split(' '))('%s is told with and without its detail', (key) => {
    expect(evidenceWords(key, '')).toMatch(/[^:.]\.$/u);
    expect(evidenceWords(key, 'acme.example')).toMatch(/: \u2068acme\.example\u2069\.$/u);
  });

  it('an unknown reason is not told', () => {
    expect(evidenceWords('from-the-future', 'x')).toBe('');
  });
});

describe('changing', () => {
  it.each([
    ['no-issuer', 'issuer'],
    ['issuer-is-host', 'issuer'],
    ['only-email', 'issuer'],
    ['near-twin', 'account'],
    ['numbered-copy', 'account'],
  ])('%s begins with the %s', (trouble, fact) => {
    expect(factToEdit({ troubles: [trouble] })).toBe(fact);
  });

  it('a field goes where the caret is, in the place of what is selected', () => {
    expect(inserted('{issuer}-', 9, 9, '{account}')).toEqual({ text: '{issuer}-{account}', caret: 18 });
    expect(inserted('abc', 1, 2, '{tag}')).toEqual({ text: 'a{tag}c', caret: 6 });
  });
});
