// Names message keys that one language lacks, that no source file uses, and those used but not written.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (locale) => JSON.parse(readFileSync(join(root, 'messages', `${locale}.json`), 'utf8'));
const locales = { en: read('en'), es: read('es') };
const keys = (locale) => Object.keys(locales[locale]).filter((key) => key !== '$schema');

const sources = readdirSync(join(root, 'src'), { recursive: true })
  .map(String)
  .filter((path) => /\.(ts|svelte)$/.test(path) && !path.startsWith('paraglide'))
  .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
  .join('\n');
const used = new Set([...sources.matchAll(/\bm\.([a-z][a-z0-9_]*)/g)].map((match) => match[1]));

/** The inputs a message names, in the text or in its declarations. */
const inputs = (message) => {
  const text = typeof message === 'string' ? message : JSON.stringify(message[0].match ?? message);
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(' ');
};

const problems = [];
for (const key of keys('en')) if (!(key in locales.es)) problems.push(`es lacks ${key}`);
for (const key of keys('es')) if (!(key in locales.en)) problems.push(`en lacks ${key}`);
for (const key of keys('en')) {
  // Sentences for failures are looked up by their code.
  if (!used.has(key) && !key.startsWith('error_')) problems.push(`unused: ${key}`);
  if (key in locales.es && inputs(locales.en[key]) !== inputs(locales.es[key])) problems.push(`inputs differ: ${key}`);
}
for (const key of used) if (!(key in locales.en)) problems.push(`not written: ${key}`);

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
