import type { SectionView, Why } from '../../ipc/types';
import { numberText } from '../../number-text';
import { m } from '../../paraglide/messages';

/** Where a hit outside the name lies. */
export function whyLabel(field: Why['field']): string {
  switch (field) {
    case 'login':
      return m.list_why_login();
    case 'tag':
      return m.list_why_tag();
    case 'note':
      return m.list_why_note();
    case 'oldName':
      return m.list_why_old_name();
    case 'originalLabel':
      return m.list_why_label();
    case 'alias':
      return m.list_why_alias();
  }
}

/** The line on top of a section. `query`: what was searched. `alone`: nothing was found inside the tag. */
export function sectionTitle(section: SectionView, query: string, tag: string | null, alone: boolean): string {
  switch (section.kind) {
    case 'pinned':
      return m.list_pinned();
    case 'often':
      return m.list_often();
    case 'newest':
      return m.list_newest();
    case 'manual':
      return m.list_by_hand();
    case 'issuer':
      return section.title === '' ? m.list_no_issuer() : section.title;
    case 'trash':
      return m.list_in_trash();
    case 'near':
      return m.list_near({ text: query });
    case 'outside': {
      const values = { tag: tag ?? '', shown: numberText(section.count) };
      return alone ? m.list_nothing_in({ ...values, count: section.count }) : m.list_outside(values);
    }
    case 'hits':
    case 'all':
      return m.list_entries();
  }
}
