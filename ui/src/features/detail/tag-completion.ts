/** Completing the tag that is being typed. */

const word = /[^\s,]*$/u;
const atMost = 5;

/** Known tags that begin with the last word, without those that are there already. None while no word was begun. */
export function completions(text: string, known: readonly string[]): string[] {
  const begun = (word.exec(text)?.[0] ?? '').replace(/^#/u, '').toLocaleLowerCase();
  if (begun === '') return [];
  const there = new Set(
    text
      .replace(word, '')
      .split(/[\s,]+/u)
      .map((tag) => tag.replace(/^#/u, '').toLocaleLowerCase()),
  );
  const fits = (tag: string) => tag.toLocaleLowerCase().startsWith(begun) && tag.toLocaleLowerCase() !== begun;
  return known.filter((tag) => fits(tag) && !there.has(tag.toLocaleLowerCase())).slice(0, atMost);
}

/** The text with its last word completed, ready for the next one. */
export function completed(text: string, tag: string): string {
  return `${text.replace(word, '')}${tag} `;
}
