/** Which apps a search leaves. */
import { fold } from '../settings/find';
import { apps, type App } from './apps';

/** The apps whose name or other words hold every word of the query; a name that begins with it comes first. */
export function foundApps(query: string): App[] {
  const words = fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const found = apps.filter((app) => {
    const text = fold(`${app.name} ${app.also ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  const begins = (app: App) => (fold(app.name).startsWith(words[0] ?? '') ? 0 : 1);
  return found.sort((one, other) => begins(one) - begins(other));
}
