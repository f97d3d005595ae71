import { describe, expect, it } from 'vitest';
import { found, fold } from './find';
import type { Section } from './rows';

const sections: Section[] = [
  {
    id: 'ways',
    icon: 'lock',
    title: () => 'Contraseña y claves',
    rows: [
      { id: 'hint', label: () => 'Pista', text: () => 'Se ve al bloquear', control: { kind: 'words' } },
      { id: 'gone', label: () => 'Pista', shown: () => false, control: { kind: 'words' } },
      {
        id: 'theme',
        label: () => 'Colores',
        control: {
          kind: 'choice',
          look: 'list',
          options: () => [{ value: 'dark', label: 'Oscuro' }],
          now: () => 'dark',
          to: () => ({}),
        },
      },
    ],
  },
];
const ids = (query: string) => found(sections, query).flatMap((section) => section.rows.map((row) => row.id));

describe('the search of the settings', () => {
  it('leaves rows that have something to set', () => {
    expect(ids('')).toEqual(['hint', 'theme']);
  });

  it('finds every word, in section, label, sentence and choices, without accents', () => {
    expect(ids('CONTRASENA pista')).toEqual(['hint']);
    expect(ids('bloquear')).toEqual(['hint']);
    expect(ids('oscuro')).toEqual(['theme']);
    expect(ids('pista oscuro')).toEqual([]);
  });

  it('folds case and accents', () => {
    expect(fold('Ångström')).toBe('angstrom');
  });
});
