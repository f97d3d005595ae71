/** What the action of a key is called, in the help and in the settings. */
import { m } from '../paraglide/messages';
import type { Action } from './keymap';

const words: Record<Action, () => string> = {
  copy: m.keys_copy,
  'copy-other': m.keys_copy_other,
  type: m.keys_type,
  'copy-pinned': m.keys_copy_pinned,
  'clear-clipboard': m.keys_clear_clipboard,
  view: m.keys_view,
  'next-section': m.keys_section,
  'previous-section': m.keys_section_back,
  present: m.keys_present,
  'hide-codes': m.keys_hide,
  reveal: m.keys_reveal,
  actions: m.keys_all_actions,
  edit: m.list_edit_name,
  tags: m.keys_tags,
  pin: m.keys_pin,
  'carry-up': m.list_move_up,
  'carry-down': m.list_move_down,
  trash: m.list_to_trash,
  undo: m.undo,
  redo: m.redo,
  add: m.keys_add,
  codes: m.page_codes,
  checkup: m.page_checkup,
  backups: m.page_backups,
  settings: m.page_settings,
  'text-larger': m.keys_text_larger,
  'text-smaller': m.keys_text_smaller,
  'text-usual': m.keys_text_usual,
  lock: m.lock,
  'next-pane': m.keys_pane,
  'previous-pane': m.keys_pane_back,
  help: m.menu_keyboard,
};

export function actionWords(action: Action): string {
  return words[action]();
}
