/** Carries out the keys of the codes page. */
import { app } from '../../app.svelte';
import { clock } from '../../clock.svelte';
import { core } from '../../ipc/client';
import type { RowView } from '../../ipc/types';
import { commandOf, textSize, type Command } from '../../keyboard/keymap';
import { onMac } from '../../keyboard/labels';
import { m } from '../../paraglide/messages';
import { receipts } from '../../receipts.svelte';
import { say } from '../../say.svelte';
import { sheets } from '../../sheets.svelte';
import { detail } from '../detail/detail.svelte';
import { backToSearch, canChange, carry, copy, copyPinned, edit, open, reveal, togglePin, trash, typeIt } from './acts';
import { pinPicked, tagPicked, trashPicked } from './picked';
import { list } from './list.svelte';
import { noHitsWays } from './no-hits';
import { viewsOf } from './views';

export type Panes = {
  input: () => HTMLInputElement | undefined;
  rail: () => HTMLElement | null | undefined;
  detail: () => HTMLElement | null | undefined;
  /** The detail stands beside the list. */
  beside: () => boolean;
  pageRows: () => number;
  openMenu: () => void;
};

export function handleKey(event: KeyboardEvent, panes: Panes): void {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const input = panes.input();
  const inSearch = target === input;
  const elsewhereTyping = !inSearch && target?.matches('input, textarea, select') === true;
  const command = commandOf(event, onMac, document.documentElement.dir === 'rtl', app.settings?.keys);
  if (command === null) {
    if (!elsewhereTyping) typeAnywhere(event, input, inSearch);
    return;
  }
  if (event.altKey && event.key.toLowerCase() === 't' && list.nothing) return;
  // In the fields of the detail only Escape and F6 are ours; the fields hear Escape themselves.
  if (elsewhereTyping && command.name !== 'pane') return;
  if (run(command, event, panes, inSearch, target)) event.preventDefault();
}

/** A letter pressed anywhere goes to the search field. */
function typeAnywhere(event: KeyboardEvent, input: HTMLInputElement | undefined, inSearch: boolean): void {
  if (event.altKey && !event.ctrlKey && event.key.toLowerCase() === 't' && list.nothing) {
    noHitsWays()
      .find((way) => way.id === 'trash')
      ?.run();
    event.preventDefault();
    return;
  }
  if (inSearch) {
    if (event.key === 'Backspace' && list.text === '' && list.tag !== null) list.setTag(null);
    if (event.key === 'Tab' && list.tagChoices !== null && pickChoice()) event.preventDefault();
    return;
  }
  const letter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (letter && !event.isComposing) {
    list.opened = false;
    input?.focus();
  }
}

/** True when the key is used up. */
function run(
  command: Command,
  event: KeyboardEvent,
  panes: Panes,
  inSearch: boolean,
  target: HTMLElement | null,
): boolean {
  const input = panes.input();
  const onControl = target?.matches('button, a, summary, [role="toolbar"]') === true;
  switch (command.name) {
    case 'move':
      if (!inSearch && onControl && command.by !== 'section') return false;
      if (choosing()) return moveChoice(command.direction);
      if (list.opened && !panes.beside()) return false;
      if (command.picking === true) list.pickOn(command.by, command.direction, panes.pageRows());
      else list.move(command.by, command.direction, panes.pageRows());
      return true;
    case 'carry':
      if (!inSearch || event.repeat) return false;
      void carry(command.direction);
      return true;
    case 'first':
    case 'last':
      if (!inSearch || list.text !== '') return false;
      list.moveToEnd(command.name);
      return true;
    case 'copy':
      if (onControl) return false;
      if (!event.repeat) enter();
      return true;
    case 'copyOther':
      if (onControl) return false;
      if (!event.repeat && !choosing()) withRow((row) => copyUnlessPicked(row, 'other'));
      return true;
    case 'type':
      if (!event.repeat && !choosing()) withRow(typeUnlessPicked);
      return true;
    case 'copyPinned':
      if (!event.repeat) void list.ready().then(() => copyPinned(command.number));
      return true;
    case 'open':
      if (list.selected === undefined || choosing() || onControl) return false;
      if (inSearch && input !== undefined && !caretAtEnd(input)) return false;
      if (!inSearch) return false;
      withRow(open);
      return true;
    case 'back':
      if (inSearch || target?.closest('.detail') === null || target === null) return false;
      backToSearch();
      return true;
    case 'escape':
      return escape(panes);
    case 'pane':
      nextPane(command.direction, panes);
      return true;
    default:
      return runAnywhere(command, event, panes);
  }
}

function runAnywhere(command: Command, event: KeyboardEvent, panes: Panes): boolean {
  switch (command.name) {
    case 'actions':
      if (!choosing()) withRow(panes.openMenu);
      return true;
    case 'edit':
      withRow(() => edit('account'));
      return true;
    case 'tags':
      if (list.picked.size > 0) tagPicked();
      else withRow(() => edit('tags'));
      return true;
    case 'pin':
      if (event.repeat) return true;
      if (list.picked.size > 0) void pinPicked();
      else withRow((row) => void togglePin(row));
      return true;
    case 'trash':
      if (event.repeat) return true;
      if (list.picked.size > 0) void trashPicked();
      else withRow((row) => void trash(row));
      return true;
    case 'reveal':
      withRow(reveal);
      return true;
    case 'hideCodes':
      void app.change({ hideCodes: app.settings?.hideCodes !== true });
      return true;
    case 'clearClipboard':
      void receipts.clearClipboard();
      return true;
    case 'undo':
      return undo();
    case 'redo':
      if (list.text !== '') return false;
      if (canChange()) void receipts.redo();
      return true;
    case 'view': {
      const view = viewsOf(app.overview?.tags ?? [], app.overview?.total ?? 0, list.tag)[command.number - 1];
      if (view !== undefined) list.setTag(view.tag);
      return true;
    }
    case 'add':
      if (canChange()) addEntry();
      return true;
    case 'help':
      sheets.open('keyboard');
      return true;
    case 'codes':
      backToSearch();
      return true;
    default:
      return runWindow(command);
  }
}

/** Keys that work on every page of the open vault. */
export function runWindow(command: Command): boolean {
  switch (command.name) {
    case 'codes':
      app.page = 'codes';
      return true;
    case 'checkup':
      app.page = 'checkup';
      return true;
    case 'backups':
      app.page = 'backups';
      return true;
    case 'settings':
      app.page = 'settings';
      return true;
    case 'present':
      void app.present(!app.screen.presenting);
      return true;
    case 'lock':
      void app.lock();
      return true;
    case 'text':
      void app.change({ textPercent: textSize(app.settings?.textPercent ?? 100, command.step) });
      return true;
    case 'help':
      sheets.open('keyboard');
      return true;
    default:
      return false;
  }
}

/** Acts on the selected entry, once the answer to what was typed is there: never on a row of an older query. */
function withRow(act: (row: RowView) => void): void {
  void list.ready().then(() => {
    if (list.selected !== undefined) act(list.selected);
  });
}

function addEntry(): void {
  const way = list.nothing ? noHitsWays().find(({ id }) => id === 'add') : undefined;
  if (way === undefined) sheets.open('intake');
  else way.run();
}

function choosing(): boolean {
  return list.tagChoices !== null || list.nothing;
}

function moveChoice(direction: 1 | -1): boolean {
  const count = list.tagChoices?.length ?? noHitsWays().length;
  if (count > 0) list.choice = (list.choice + direction + count) % count;
  return true;
}

function pickChoice(): boolean {
  const choice = list.tagChoices?.[list.choice];
  if (choice === undefined) return false;
  list.pickTag(choice.tag);
  return true;
}

function enter(): void {
  if (list.tagChoices !== null) {
    pickChoice();
    return;
  }
  void list.ready().then(() => {
    if (list.nothing) noHitsWays()[list.choice]?.run();
    else if (list.selected !== undefined) copyUnlessPicked(list.selected, 'smart');
  });
}

/** Which of several entries would be meant? Copying is off, and says so. */
function copyUnlessPicked(row: RowView, which: 'smart' | 'other'): void {
  if (list.picked.size === 0) void copy(row, which);
  else say.announce(m.list_picked_no_copy());
}

function typeUnlessPicked(row: RowView): void {
  if (list.picked.size === 0) void typeIt(row);
  else say.announce(m.list_picked_no_copy());
}

/** One step per press: waiting copy, receipt, detail, picked rows, search, filter; at last the window goes to the tray. */
function escape(panes: Panes): boolean {
  if (list.waiting !== null) list.waiting = null;
  else if (receipts.visible) receipts.dismiss();
  else if (list.opened && !panes.beside()) backToSearch();
  else if (list.picked.size > 0) list.unpick();
  else if (list.text !== '') list.clearText();
  else if (list.tag !== null) list.setTag(null);
  else if (list.revealed !== null && clock.seconds < list.revealed.until) list.revealed = null;
  else if (document.activeElement !== panes.input()) {
    backToSearch();
    return false;
  } else void core().hideWindow().catch(receipts.fail);
  return true;
}

/** A change can be taken back while its receipt shows; after that only with an empty field, whose own undo comes first. */
function undo(): boolean {
  if (receipts.takeBackNote()) return true;
  const shown = receipts.current?.undoId ?? null;
  if (shown === null && list.text !== '') return false;
  if (canChange()) void receipts.undo(shown);
  return true;
}

function caretAtEnd(input: HTMLInputElement): boolean {
  return input.selectionStart === input.value.length && input.selectionEnd === input.value.length;
}

function nextPane(direction: 1 | -1, panes: Panes): void {
  const stops = [panes.rail(), panes.input(), panes.detail()].filter(
    (element): element is HTMLElement => element != null && element.offsetParent !== null,
  );
  const at = stops.findIndex((stop) => stop.contains(document.activeElement));
  const from = at === -1 ? stops.findIndex((stop) => stop === panes.input()) : at;
  const next = stops[(from + direction + stops.length) % stops.length];
  if (next === panes.rail()) next?.querySelector('button')?.focus();
  else next?.focus();
  detail.stopEditing();
}
