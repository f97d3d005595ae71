import table from './marks.json';

export type Mark = { slug: string; title: string; path: string };

const bySlug: Partial<Record<string, { title: string; path: string }>> = table;

/** The outline of a service's mark in a 24 by 24 box, or null where none is bundled. */
export function markPath(slug: string): string | null {
  return bySlug[slug]?.path ?? null;
}

/** Every bundled mark, by name. */
export function marks(): Mark[] {
  const all = Object.entries(table).map(([slug, mark]) => ({ slug, ...mark }));
  return all.sort((one, other) => one.title.localeCompare(other.title));
}

/** The marks whose name has every typed word in it, accents and case aside. */
export function findMarks(all: readonly Mark[], typed: string): Mark[] {
  const words = plain(typed)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return all.filter(({ slug, title }) => words.every((word) => `${plain(title)} ${slug}`.includes(word)));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
