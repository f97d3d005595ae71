/** Words and choices of the sheet that shows entries to a phone. */
import { m } from '../../paraglide/messages';

/** All entries but `ids`, or only these. */
export type Chosen = { all: boolean; ids: readonly string[] };

export const chosen = ({ all, ids }: Chosen): [boolean, readonly string[]] => [all, ids];

export function isChosen({ all, ids }: Chosen, id: string): boolean {
  return ids.includes(id) !== all;
}

/** The choice with one entry taken in or out. */
export function withEntry({ all, ids }: Chosen, id: string): Chosen {
  return { all, ids: ids.includes(id) ? ids.filter((known) => known !== id) : [...ids, id] };
}

/** Why an entry is in no picture. */
export function whyWords(why: string): string {
  switch (why) {
    case 'empty-secret':
      return m.phone_why_secret();
    case 'move-kind':
      return m.phone_why_kind();
    case 'move-period':
      return m.phone_why_period();
    case 'move-digits':
      return m.phone_why_digits();
    case 'move-algorithm':
      return m.phone_why_algorithm();
    case 'move-counter':
      return m.phone_why_counter();
    case 'move-too-long':
      return m.phone_why_long();
    default:
      return '';
  }
}
