/** The text of the search field, taken apart. */
export type Query = {
  /** What is searched for. */
  words: string;
  /** The tag being typed at the end, without its "#"; null when none is. */
  tag: string | null;
};

const filter = /^(?:#|(?:issuer|is|type):)/iu;

/** The words of a search without its filters: what an entry could be called. */
export function nameWords(words: string): string {
  return words
    .replaceAll(/\S+:"[^"]*"?/gu, '')
    .split(/\s+/u)
    .filter((word) => word !== '' && !filter.test(word))
    .join(' ');
}

export function parseQuery(text: string): Query {
  const match = /(?:^|\s)#(\S*)$/u.exec(text);
  if (match === null) return { words: text.trim(), tag: null };
  return { words: text.slice(0, match.index).trim(), tag: match[1] ?? '' };
}
