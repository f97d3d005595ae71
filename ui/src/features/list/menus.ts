/** The two menus of the list window: More, and sort with density. */
import { app } from '../../app.svelte';
import type { MenuItem } from '../../components/menu';
import type { Density, SettingsView, Sort, Theme } from '../../ipc/types';
import { textSizes } from '../../keyboard/keymap';
import { m } from '../../paraglide/messages';
import { sheets } from '../../sheets.svelte';
import { list } from './list.svelte';

type Choice<T> = { value: T; label: string };

function choices<T>(options: readonly Choice<T>[], now: T | undefined, run: (value: T) => void): MenuItem[] {
  return options.map(({ value, label }) => ({
    kind: 'choice',
    role: 'radio',
    label,
    on: value === now,
    run: () => run(value),
  }));
}

function labelOf<T>(options: readonly Choice<T>[], now: T | undefined): string {
  return options.find(({ value }) => value === now)?.label ?? '';
}

export const themes = (): Choice<Theme>[] => [
  { value: 'system', label: m.menu_theme_system() },
  { value: 'light', label: m.menu_theme_light() },
  { value: 'dark', label: m.menu_theme_dark() },
  { value: 'contrastLight', label: m.menu_theme_contrast_light() },
  { value: 'contrastDark', label: m.menu_theme_contrast_dark() },
];
export const languages = (): Choice<SettingsView['language']>[] => [
  { value: 'system', label: m.menu_language_system() },
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
];
export const densities = (): Choice<Density>[] => [
  { value: 'oneLine', label: m.list_density_one() },
  { value: 'normal', label: m.list_density_two() },
  { value: 'roomy', label: m.list_density_roomy() },
];
export const sorts = (): Choice<Sort>[] => [
  { value: 'used', label: m.list_sort_used() },
  { value: 'name', label: m.list_sort_name() },
  { value: 'newest', label: m.list_sort_newest() },
  { value: 'manual', label: m.list_sort_manual() },
];
const sizes = (): Choice<number>[] =>
  textSizes.map((size) => ({ value: size, label: m.menu_percent({ percent: String(size) }) }));

function sub<T>(label: string, options: readonly Choice<T>[], now: T | undefined, run: (value: T) => void): MenuItem {
  return { kind: 'sub', label, value: labelOf(options, now), items: () => choices(options, now, run) };
}

export function moreMenu(): MenuItem[] {
  const settings = app.settings;
  return [
    {
      kind: 'action',
      icon: 'stethoscope',
      label: m.page_checkup(),
      keys: ['Mod', 'U'],
      run: () => (app.page = 'checkup'),
    },
    {
      kind: 'action',
      icon: 'archive-restore',
      label: m.page_backups(),
      keys: ['Mod', 'B'],
      run: () => (app.page = 'backups'),
    },
    { kind: 'action', icon: 'trash-2', label: m.page_trash(), run: () => (app.page = 'trash') },
    { kind: 'line' },
    sub(m.menu_theme(), themes(), settings?.theme, (theme) => void app.change({ theme })),
    sub(m.menu_language(), languages(), settings?.language, (language) => void app.change({ language })),
    sub(m.menu_text(), sizes(), settings?.textPercent, (textPercent) => void app.change({ textPercent })),
    sub(m.list_density(), densities(), settings?.density, (density) => void app.change({ density })),
    {
      kind: 'choice',
      role: 'checkbox',
      label: m.menu_hide_codes(),
      on: settings?.hideCodes === true,
      keys: ['Mod', 'Shift', 'H'],
      run: () => void app.change({ hideCodes: settings?.hideCodes !== true }),
    },
    {
      kind: 'choice',
      role: 'checkbox',
      label: m.keys_present(),
      on: app.screen.presenting,
      keys: ['Mod', 'Shift', 'P'],
      run: () => void app.present(!app.screen.presenting),
    },
    ...captureItem(),
    { kind: 'line' },
    {
      kind: 'action',
      icon: 'settings',
      label: m.page_settings(),
      keys: ['Mod', ','],
      run: () => (app.page = 'settings'),
    },
    {
      kind: 'action',
      icon: 'keyboard',
      label: m.menu_keyboard(),
      keys: ['F1'],
      run: () => sheets.open('keyboard'),
    },
    { kind: 'action', icon: 'lock', label: m.lock(), keys: ['Mod', 'L'], run: () => void app.lock() },
  ];
}

/** Only where the window is hidden from capturing at all. */
function captureItem(): MenuItem[] {
  const { hiddenPossible, captureUntil } = app.screen;
  if (!hiddenPossible) return [];
  const on = captureUntil > 0;
  return [{ kind: 'choice', role: 'checkbox', label: m.capture_allow(), on, run: () => void app.capture(!on) }];
}

export function sortMenu(): MenuItem[] {
  const settings = app.settings;
  const folding: MenuItem[] =
    settings?.sort === 'name'
      ? [
          { kind: 'line' },
          { kind: 'action', icon: 'chevron-right', label: m.list_fold_all(), run: () => list.foldAll(true) },
          { kind: 'action', icon: 'chevron-down', label: m.list_unfold_all(), run: () => list.foldAll(false) },
        ]
      : [];
  return [
    { kind: 'heading', label: m.list_sort() },
    ...choices(sorts(), settings?.sort, (sort) => void app.change({ sort })),
    { kind: 'line' },
    { kind: 'heading', label: m.list_density() },
    ...choices(densities(), settings?.density, (density) => void app.change({ density })),
    ...folding,
  ];
}

/** The views that did not fit into the strip. */
export function viewsMenu(tags: readonly string[]): MenuItem[] {
  return tags.map((tag) => ({ kind: 'action', label: `#${tag}`, run: () => list.setTag(tag) }));
}
