import { describe, expect, it } from 'vitest';
import { anyApp, apps, watchword } from './apps';
import { foundApps } from './find';

const names = (query: string) => foundApps(query).map((app) => app.name);

describe('the apps', () => {
  it('stand once each, in the order of their names', () => {
    const ids = [...apps, anyApp, watchword].map((app) => app.id);
    expect(new Set(ids).size).toBe(ids.length);
    const sorted = apps.map((app) => app.name).sort((one, other) => one.localeCompare(other, 'en'));
    expect(apps.map((app) => app.name)).toEqual(sorted);
  });

  it('have steps and a trap, none of them twice', () => {
    for (const app of [...apps, anyApp, watchword]) {
      const sentences = [...app.steps, ...app.notes].map((sentence) => sentence());
      expect(app.steps.length, app.id).toBeGreaterThan(1);
      expect(app.notes.length, app.id).toBeGreaterThan(0);
      expect(new Set(sentences).size, app.id).toBe(sentences.length);
    }
  });
});

describe('the search', () => {
  it('finds an app by three letters of any of its words', () => {
    expect(names('aeg')).toEqual(['Aegis']);
    expect(names('  MICRO ')).toEqual(['Microsoft Authenticator']);
    expect(names('xyz')).toEqual([]);
    expect(names('')).toHaveLength(apps.length);
  });

  it('knows former names and other words', () => {
    expect(names('authenticator pro')).toContain('Stratum');
    expect(names('icloud')).toEqual(['Apple Passwords']);
    expect(names('extension')).toEqual(['Authenticator (Chrome, Edge, Firefox)']);
  });

  it('puts what begins with the words first', () => {
    expect(names('auth')[0]).toMatch(/^Auth/u);
    expect(names('ent')[0]).toBe('Ente Auth');
  });
});
