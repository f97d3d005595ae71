/** Which rows a search leaves. */
import type { Row, Section } from './rows';

/** The sections with the rows that have something to set and hold every word of the query; none without rows. */
export function found(sections: readonly Section[], query: string): Section[] {
  const words = fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return sections
    .map((section) => ({
      ...section,
      rows: section.rows.filter((row) => row.shown?.() !== false && holds(section, row, words)),
    }))
    .filter((section) => section.rows.length > 0);
}

function holds(section: Section, row: Row, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const choices = row.control.kind === 'choice' ? row.control.options().map((option) => option.label) : [];
  const text = fold([section.title(), row.label(), row.text?.() ?? '', ...choices].join(' '));
  return words.every((word) => text.includes(word));
}

/** Without case and accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
