/** What can be done with the selected entry: from keys, menu, mouse and the detail alike. */
import { tick } from 'svelte';
import { app } from '../../app.svelte';
import type { MenuItem } from '../../components/menu';
import { clock } from '../../clock.svelte';
import { core } from '../../ipc/client';
import type { CopyWhich, RowView } from '../../ipc/types';
import { m } from '../../paraglide/messages';
import { receipts } from '../../receipts.svelte';
import { say } from '../../say.svelte';
import { sheets } from '../../sheets.svelte';
import { detail } from '../detail/detail.svelte';
import { codes } from './codes.svelte';
import { list } from './list.svelte';
import type { Block } from './sections';
import { shownCode, type ShownCode } from './row-code';

/** Set by the page: puts the focus where typing searches. */
let focusSearch = (): void => undefined;
export function onFocusSearch(run: () => void): void {
  focusSearch = run;
}
export function backToSearch(): void {
  focusSearch();
}

export function canChange(): boolean {
  return app.overview?.readOnly === '';
}

/** Labels are changed in sight of everybody who watches: not while presenting. */
export function canEdit(): boolean {
  return canChange() && !app.screen.presenting;
}

let copying = false;

/** The codes of a row at this moment, as it shows them. */
function shownNow(row: RowView): ShownCode | null {
  const { enterCopies = 'smart', lastSeconds = 5 } = app.settings ?? {};
  return shownCode(codes.get(row.id), clock.seconds, enterCopies, lastSeconds);
}

/** "Wait, then copy the new one": in the last seconds Enter only asks for the copy. True when it has to wait. */
function waits(row: RowView, which: CopyWhich): boolean {
  const shown = shownNow(row);
  if (which !== 'smart' || app.settings?.enterCopies !== 'wait' || shown?.soon !== true) return false;
  list.waiting = { row, until: clock.seconds + shown.left };
  say.announce(m.list_copies_in({ seconds: String(shown.left) }));
  return true;
}

/** Carries out the copy that waited, once its time has come. Called with the clock. */
export function copyWaiting(now: number): void {
  const { waiting } = list;
  if (waiting === null || now < waiting.until) return;
  list.waiting = null;
  void copy(waiting.row, 'current');
}

/** Copies a code. A second press while the first is under way does nothing: one press, one code. */
export async function copy(row: RowView, which: CopyWhich): Promise<void> {
  if (copying || waits(row, which)) return;
  copying = true;
  list.waiting = null;
  try {
    const receipt = await core().copyCode(row.id, which);
    list.copied(receipt);
    receipts.show(receipt);
    // The counter has moved on.
    if (receipt.whichCode === 'counter' && detail.view?.row.id === row.id) void detail.load(row.id);
  } catch (error) {
    receipts.fail(error);
  } finally {
    copying = false;
  }
}

/** Types a code into the program that was used before; asks once for each program. */
export async function typeIt(row: RowView, allow = false): Promise<void> {
  if (copying) return;
  copying = true;
  try {
    const typed = await core().typeCode(row.id, 'smart', allow);
    if (typed.outcome === 'ask') {
      sheets.typing = { row, program: typed.program };
      sheets.open('typing');
    } else if (typed.why !== null) receipts.fail(typed.why);
    else if (typed.receipt !== null) receipts.show(typed.receipt);
  } catch (error) {
    receipts.fail(error);
  } finally {
    copying = false;
  }
}

/** Copies the code of a pinned entry by its number. */
export async function copyPinned(number: number): Promise<void> {
  const row = pinnedRow(number);
  if (row !== undefined) await copy(row, 'smart');
}

function pinnedRow(number: number): RowView | undefined {
  for (let at = 0; at < (list.view?.total ?? 0) && list.row(at) !== undefined; at += 1) {
    const row = list.row(at);
    if (row?.pinNumber === number) return row;
  }
  return undefined;
}

export async function putBack(row: RowView): Promise<void> {
  if (canChange()) await receipts.run(core().restoreFromTrash([row.id]));
}

export async function trash(row: RowView): Promise<void> {
  if (!canChange() || list.inTrash) return;
  await receipts.run(core().trash([row.id]));
  list.opened = false;
  backToSearch();
}

export async function togglePin(row: RowView): Promise<void> {
  if (canChange() && !list.inTrash) await receipts.run(core().editEntry(row.id, { pinned: !row.pinned }));
}

/** The section in which an entry stands in an order made by hand: there it can be moved. */
export function movableBlock(at: number): Block | null {
  if (!canChange() || list.query.words !== '' || list.tag !== null) return null;
  const block = list.blocks.find(({ start, shown }) => at >= start && at < start + shown);
  return block?.section.kind === 'pinned' || block?.section.kind === 'manual' ? block : null;
}

/** Moves the selected entry up or down by one. */
export async function carry(direction: 1 | -1): Promise<void> {
  const block = movableBlock(list.at);
  const to = list.at + direction;
  if (block === null || to < block.start || to >= block.start + block.shown) return;
  await putAt(list.at, direction === 1 ? to + 1 : to, block);
}

/** Puts the entry at one place before the one at another; behind the last one when that is the end of the section. */
export async function putAt(at: number, before: number, block: Block): Promise<void> {
  if (before === at || before === at + 1) return;
  const row = await list.rowAt(at);
  const next = before < block.start + block.section.count ? await list.rowAt(before) : undefined;
  if (row === undefined) return;
  await receipts.run(core().putBefore(row.id, next?.id ?? null));
}

/** Opens the detail and puts the focus there. */
export function open(): void {
  list.opened = !detail.beside;
  detail.takeFocus();
}

/** Opens the detail with one of its facts ready to be changed. */
export function edit(field: 'issuer' | 'account' | 'tags'): void {
  if (!canEdit()) return;
  list.opened = !detail.beside;
  detail.edit(field, list.selected?.id);
}

/** Opens the detail at its recovery codes. */
export function recoveryCodes(row: RowView): void {
  list.opened = !detail.beside;
  detail.recoveryWanted = row.id;
}

/** From another page: shows an entry in the whole list, with one of its facts ready to be changed. */
export async function editElsewhere(id: string, field: 'issuer' | 'account'): Promise<void> {
  if (!(await list.find(id))) return;
  await detail.load(id);
  app.page = 'codes';
  await tick();
  edit(field);
}

/** While presenting there is nothing to reveal: the page does not have it. */
function canReveal(): boolean {
  return app.settings?.hideCodes === true && !app.screen.presenting;
}

export function reveal(row: RowView): void {
  if (canReveal()) list.reveal(row.id, clock.nowMs() / 1000);
}

/** Labels of the two copies at this moment: the first is what Enter takes. */
export function copyLabels(row: RowView): { smart: string; other: string } {
  const shown = shownNow(row);
  return shown?.bigIsNext === true
    ? { smart: m.list_copy_next(), other: m.list_copy_current() }
    : { smart: m.list_copy(), other: m.list_copy_next() };
}

/** The menu of an entry; only what works for it now. */
export function entryMenu(row: RowView): MenuItem[] {
  const labels = copyLabels(row);
  const copies: MenuItem[] =
    row.kind === 'hotp'
      ? [action('copy', m.list_new_code(), ['Enter'], () => void copy(row, 'smart'))]
      : [
          action('copy', labels.smart, ['Enter'], () => void copy(row, 'smart')),
          action('copy', labels.other, ['Shift', 'Enter'], () => void copy(row, 'other')),
        ];
  copies.push(action('keyboard', m.list_type(), ['Mod', 'Enter'], () => void typeIt(row)));
  if (canReveal()) {
    copies.push(action('eye', m.list_reveal(), ['Mod', 'R'], () => reveal(row)));
  }
  const items = [...copies, line, action('arrow-right', m.list_open_details(), ['Right'], open)];
  if (!canChange()) return items;
  if (list.inTrash) return [...items, action('undo-2', m.trash_put_back(), [], () => void putBack(row))];
  const changes = canEdit()
    ? [
        action('pencil', m.list_edit_name(), ['F2'], () => edit('account')),
        action('tag', m.list_tags(), ['Mod', 'T'], () => edit('tags')),
      ]
    : [];
  return [
    ...items,
    ...changes,
    row.pinned
      ? action('pin-off', m.list_unpin(), ['Mod', 'D'], () => void togglePin(row))
      : action('pin', m.list_pin(), ['Mod', 'D'], () => void togglePin(row)),
    ...moves(),
    ...(canEdit() ? [action('ticket', m.recovery_title(), [], () => recoveryCodes(row))] : []),
    line,
    ...(canEdit() ? [action('qr-code', m.qr_menu(), [], () => showQr(row))] : []),
    { ...action('trash-2', m.list_to_trash(), ['Mod', 'Shift', 'Delete'], () => void trash(row)), danger: true },
  ];
}

/** In an order made by hand. */
function moves(): MenuItem[] {
  const block = movableBlock(list.at);
  if (block === null) return [];
  const up = action('arrow-up', m.list_move_up(), ['Alt', 'Up'], () => void carry(-1));
  const down = action('arrow-down', m.list_move_down(), ['Alt', 'Down'], () => void carry(1));
  return [...(list.at > block.start ? [up] : []), ...(list.at < block.start + block.shown - 1 ? [down] : [])];
}

/** Asks for the password, then shows the QR code. */
export function showQr(row: RowView): void {
  sheets.entry = row;
  sheets.open('qr');
}

const line: MenuItem = { kind: 'line' };

type Action = Extract<MenuItem, { kind: 'action' }>;
function action(icon: NonNullable<Action['icon']>, label: string, keys: string[], run: () => void): Action {
  return { kind: 'action', icon, label, keys, run };
}
