/** The text of the search field, taken apart. */
export type Query = {
  /** What is searched for. */
  words: string;
  /** The tag being typed at the end, without its "#"; null when none is. */
  tag: string | null;
};

export function parseQuery(text: string): Query {
  const match = /(?:^|\s)#(\S*)$/u.exec(text);
  if (match === null) return { words: text.trim(), tag: null };
  return { words: text.slice(0, match.index).trim(), tag: match[1] ?? '' };
}
