import { describe, expect, it } from 'vitest';
import { editOf, tagsOf } from '../detail/detail.svelte';
import type { DetailView } from '../../ipc/types';
import { nameWords, parseQuery } from './query';
import { fitting, viewsOf } from './views';

describe('parseQuery', () => {
  it.each([
    ['acem', { words: 'acem', tag: null }],
    ['  merid  ', { words: 'merid', tag: null }],
    ['#', { words: '', tag: '' }],
    ['#ti', { words: '', tag: 'ti' }],
    ['acme #ti', { words: 'acme', tag: 'ti' }],
    ['acme#ti', { words: 'acme#ti', tag: null }],
  ])('%j', (text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });
});

describe('nameWords', () => {
  it.each([
    ['zendsk qux', 'zendsk qux'],
    ['issuer:okta admin', 'admin'],
    ['issuer:"Bank token" 1184', '1184'],
    ['#tier acme is:pinned TYPE:hotp', 'acme'],
    ['is:trash', ''],
    ['https://acme.example', 'https://acme.example'],
  ])('%j', (words, name) => {
    expect(nameWords(words)).toBe(name);
  });
});

describe('fitting', () => {
  it('shows everything where there is room', () => {
    expect(fitting([50, 60, 70], 184, 40, 2)).toBe(3);
  });

  it('leaves room for the button of the rest', () => {
    expect(fitting([50, 60, 70], 183, 40, 2)).toBe(2);
    expect(fitting([50, 60, 70], 153, 40, 2)).toBe(1);
  });

  it('always keeps the first', () => {
    expect(fitting([50, 60], 10, 40, 2)).toBe(1);
  });
});

describe('viewsOf', () => {
  const tags = Array.from({ length: 30 }, (_, index) => ({ tag: `t${String(index)}`, count: 30 - index }));

  it('begins with everything', () => {
    expect(viewsOf(tags, 214, null)[0]).toEqual({ tag: null, count: 214 });
  });

  it('keeps the chosen tag in the strip', () => {
    const views = viewsOf(tags, 214, 't25');
    expect(views.findIndex((view) => view.tag === 't25')).toBe(11);
    expect(views).toHaveLength(31);
  });
});

describe('changing a fact', () => {
  const view = { issuer: 'Okta', account: 'admin', login: '', note: '', tags: ['a', 'b'] } as unknown as DetailView;

  it('takes tags with and without a hash, each once', () => {
    expect(tagsOf(' #tier-1, eu  eu ##x ')).toEqual(['tier-1', 'eu', 'x']);
  });

  it('asks for nothing when nothing changed', () => {
    expect(editOf(view, 'account', ' admin ')).toBeNull();
    expect(editOf(view, 'tags', '#a b')).toBeNull();
  });

  it('names the one fact that changed', () => {
    expect(editOf(view, 'account', 'root')).toEqual({ account: 'root' });
    expect(editOf(view, 'tags', 'b')).toEqual({ tags: ['b'] });
  });
});
