/** The kinds of controls a row of the settings can have. */
import type { Component } from 'svelte';
import type { SettingsPatch, SettingsView } from '../../ipc/types';

export type Option = { value: string; label: string };

export type Control =
  | { kind: 'switch'; now: (settings: SettingsView) => boolean; to: (on: boolean) => SettingsPatch }
  /** One of a few: a list, or buttons side by side. */
  | {
      kind: 'choice';
      look: 'list' | 'buttons';
      options: () => readonly Option[];
      now: (settings: SettingsView) => string;
      to: (value: string) => SettingsPatch;
    }
  /** A number in steps; a value between them, from a file edited by hand, is shown and kept. */
  | {
      kind: 'number';
      steps: readonly number[];
      words: (value: number) => string;
      now: (settings: SettingsView) => number;
      to: (value: number) => SettingsPatch;
    }
  | { kind: 'text'; limit: number; now: (settings: SettingsView) => string; to: (text: string) => SettingsPatch }
  /** Items that can be removed; with `add`, new ones can be typed. */
  | {
      kind: 'list';
      now: (settings: SettingsView) => readonly string[];
      to: (items: string[]) => SettingsPatch;
      removeLabel: (item: string) => string;
      add?: { label: () => string; limit: number };
    }
  /** A combination of keys, set by pressing it. */
  | {
      kind: 'key';
      now: () => string;
      /** Whether it is another than the usual one. */
      changed: () => boolean;
      /** The combination of a stroke, or null while only modifiers are held. */
      read: (stroke: KeyboardEvent) => string | null;
      /** Why it cannot be had, or "". */
      refuse: (keys: string) => string;
      /** null: the usual one again. */
      to: (keys: string | null) => SettingsPatch;
    }
  /** Does something. */
  | { kind: 'button'; label: () => string; run: () => void }
  /** Only says something. */
  | { kind: 'words' }
  /** A control of its own; `wide` stands below the label. */
  | { kind: 'own'; control: Component; wide: boolean };

/** The keys of the settings that hold a `T`. */
type KeyOf<T> = { [K in keyof SettingsPatch]-?: SettingsView[K] extends T ? K : never }[keyof SettingsPatch];

/** On or off. */
export function toggle(key: KeyOf<boolean>): Extract<Control, { kind: 'switch' }> {
  return { kind: 'switch', now: (settings) => settings[key], to: (on) => ({ [key]: on }) };
}

/** One of the words of a setting. */
export function choice<K extends KeyOf<string>>(
  key: K,
  options: () => readonly { value: SettingsView[K]; label: string }[],
  look: 'list' | 'buttons' = 'list',
): Extract<Control, { kind: 'choice' }> {
  return { kind: 'choice', look, options, now: (settings) => settings[key], to: (value) => ({ [key]: value }) };
}

/** A number in steps. */
export function steps(
  key: KeyOf<number>,
  values: readonly number[],
  words: (value: number) => string,
): Extract<Control, { kind: 'number' }> {
  return {
    kind: 'number',
    steps: values,
    words,
    now: (settings) => settings[key],
    to: (value) => ({ [key]: value }),
  };
}
