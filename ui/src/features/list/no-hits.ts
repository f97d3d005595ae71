/** Ways on from a search without hits. */
import { app } from '../../app.svelte';
import type { IconName } from '../../components/icons';
import { numberText } from '../../number-text';
import { m } from '../../paraglide/messages';
import { sheets } from '../../sheets.svelte';
import { canChange } from './acts';
import { list } from './list.svelte';
import { nameWords } from './query';

export type Way = {
  id: 'part' | 'trash' | 'add' | 'clear';
  icon: IconName;
  label: string;
  detail: string;
  keys: string[];
  run: () => void;
};

export function noHitsWays(): Way[] {
  const help = list.view?.noHits;
  const name = nameWords(list.query.words);
  const ways: Way[] = [];
  if (help && help.part !== '') {
    ways.push({
      id: 'part',
      icon: 'search',
      label: m.list_nothing_part({ text: help.part }),
      detail: m.list_nothing_part_count({ count: help.partCount, shown: numberText(help.partCount) }),
      keys: [],
      run: () => list.type(help.part),
    });
  }
  if (help && help.trashCount > 0) {
    const values = { count: help.trashCount, shown: numberText(help.trashCount), name: help.trashName };
    ways.push({
      id: 'trash',
      icon: 'trash-2',
      label: m.list_nothing_trash(),
      detail: m.list_nothing_trash_count(values),
      keys: ['Alt', 'T'],
      run: () => (app.page = 'trash'),
    });
  }
  if (canChange() && name !== '') {
    ways.push({
      id: 'add',
      icon: 'plus',
      label: m.list_nothing_add({ text: name }),
      detail: '',
      keys: ['Mod', 'N'],
      run: () => {
        sheets.intakeName = name;
        sheets.open('intake');
      },
    });
  }
  ways.push({
    id: 'clear',
    icon: 'x',
    label: m.list_clear_search(),
    detail: '',
    keys: ['Esc'],
    run: () => list.clearText(),
  });
  return ways;
}
