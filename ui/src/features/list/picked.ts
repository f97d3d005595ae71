/** What can be done with several entries at once. Each is one change, with one way back. */
import { app } from '../../app.svelte';
import type { MenuItem } from '../../components/menu';
import { core } from '../../ipc/client';
import type { RowView } from '../../ipc/types';
import { m } from '../../paraglide/messages';
import { receipts } from '../../receipts.svelte';
import { sheets } from '../../sheets.svelte';
import { backToSearch, canChange } from './acts';
import { list } from './list.svelte';

async function ids(): Promise<string[]> {
  return (await list.pickedRows()).map((row) => row.id);
}

/** Whether an act makes sense now: not on entries of the trash, not in a vault that cannot be changed. */
export function canActOnPicked(): boolean {
  return canChange() && !list.inTrash;
}

/** Opens the tags of the picked entries. */
export function tagPicked(): void {
  if (canActOnPicked()) sheets.open('tags');
}

/** Pins all of them, or takes the pins off when all have one. */
export async function pinPicked(): Promise<void> {
  if (!canActOnPicked()) return;
  const rows = await list.pickedRows();
  await receipts.run(
    core().pinEntries(
      rows.map((row) => row.id),
      !allPinned(rows),
    ),
  );
}

export async function trashPicked(): Promise<void> {
  if (!canActOnPicked()) return;
  await receipts.run(core().trash(await ids()));
  backToSearch();
}

/** Shows the picked entries to a phone. */
async function showPicked(): Promise<void> {
  sheets.picked = await ids();
  sheets.open('phone');
}

/** Opens the export of the picked entries: not while others watch, it names them. */
export async function exportPicked(): Promise<void> {
  if (!list.inTrash && !app.screen.presenting) sheets.export(await ids());
}

/** The menu over the picked entries. */
export function pickedMenu(): MenuItem[] {
  if (!canActOnPicked()) return [];
  return [
    { kind: 'action', icon: 'tag', label: m.list_tags(), keys: ['Mod', 'T'], run: tagPicked },
    { kind: 'action', icon: 'pin', label: m.list_pin(), keys: ['Mod', 'D'], run: () => void pinPicked() },
    { kind: 'action', icon: 'qr-code', label: m.phone_menu(), run: () => void showPicked() },
    { kind: 'action', icon: 'file-text', label: m.list_export(), run: () => void exportPicked() },
    { kind: 'line' },
    {
      kind: 'action',
      icon: 'trash-2',
      label: m.list_to_trash(),
      keys: ['Mod', 'Shift', 'Delete'],
      danger: true,
      run: () => void trashPicked(),
    },
  ];
}

function allPinned(rows: readonly RowView[]): boolean {
  return rows.every((row) => row.pinned);
}

/** How many of some entries have a tag. */
export type TagUse = { tag: string; on: 'all' | 'some' | 'none' };

/** The tags of the vault, those of these entries first, and whether all, some or none of these have each. */
export function tagUses(rows: readonly Pick<RowView, 'tags'>[], known: readonly string[]): TagUse[] {
  const uses = known.map((tag): TagUse => {
    const count = rows.filter((row) => row.tags.includes(tag)).length;
    return { tag, on: count === 0 ? 'none' : count === rows.length ? 'all' : 'some' };
  });
  return [...uses.filter(({ on }) => on !== 'none'), ...uses.filter(({ on }) => on === 'none')];
}

/** What changes between two states of the ticks. */
export function tagChanges(before: readonly TagUse[], after: readonly TagUse[]): { add: string[]; remove: string[] } {
  const changed = after.filter(({ on }, index) => on !== before[index]?.on);
  const tags = (wanted: TagUse['on']) => changed.filter(({ on }) => on === wanted).map(({ tag }) => tag);
  return { add: tags('all'), remove: tags('none') };
}
