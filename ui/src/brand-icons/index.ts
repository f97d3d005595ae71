import marks from './marks.json';

const bySlug: Partial<Record<string, string>> = marks;

/** The outline of a service's mark in a 24 by 24 box, or null where none is bundled. */
export function markPath(slug: string): string | null {
  return bySlug[slug] ?? null;
}
