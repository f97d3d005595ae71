// Writes issuers.tsv, the table of known services, from simple-icons and corrections.tsv.
// Run it after changing corrections.tsv: node make-issuers.mjs [folder of simple-icons]
// Without a folder it takes the package that ui/ installs.
import { readFileSync, writeFileSync } from 'node:fs';

const folder = process.argv[2] ?? new URL('../../../ui/node_modules/simple-icons', import.meta.url).pathname;
const read = (path) => readFileSync(path, 'utf8');
const icons = JSON.parse(read(`${folder}/data/simple-icons.json`));
const { version } = JSON.parse(read(`${folder}/package.json`));
const lines = read(new URL('corrections.tsv', import.meta.url)).split('\n').filter((line) => line && !line.startsWith('#'));

// As `fold` in src/fold.rs.
const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{Alphabetic}\p{N}]/gu, '');
const list = (cell) => cell.split(',').filter(Boolean);
const die = (text) => {
  throw new Error(text);
};

// Hosts that carry other people's pages, and so say nothing of the brand.
const HOSTING = new Set(
  `github.com github.io gitlab.com wikipedia.org wikimedia.org brandfolder.com brandfetch.com netlify.app vercel.app
   withgoogle.com google.com apple.com microsoft.com dropbox.com figma.com notion.so frontify.com medium.com behance.net
   apache.org w3.org amazonaws.com cloudfront.net facebook.com twitter.com youtube.com pages.dev archive.org readthedocs.io
   zendesk.com atlassian.net sharepoint.com squarespace.com tistory.com blogspot.com readme.io gitbook.io`.split(/\s+/),
);
const SECOND_LEVEL = /^(ac|co|com|edu|gob|gov|go|ne|net|or|org)\.[a-z]{2}$/;

/** The part of a host that its owner registered. */
function registered(host) {
  const labels = host.split('.');
  const suffix = SECOND_LEVEL.test(labels.slice(-2).join('.')) ? 2 : 1;
  return labels.slice(-suffix - 1).join('.');
}

/** How surely a domain is the brand's own: 2 when it is its name, 1 when it holds its name, 0 otherwise. */
function likeness(domain, title) {
  const label = fold(domain.split('.')[0]);
  if (label === title || fold(domain) === title) return 2;
  const held = title.length >= 4 && title.length * 2 >= label.length && label.includes(title);
  const short = label.length >= 5 && label.length * 2 >= title.length && title.startsWith(label);
  return held || short ? 1 : 0;
}

const owners = new Map(); // folded name or alias -> name
const hosts = new Map(); // domain -> name
const rows = new Map(); // name -> row
const left = new Set(lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1)));
const taken = new Set();

const ours = lines
  .filter((line) => !line.startsWith('-'))
  .map((line) => {
    const [name, domains, tenants, aliases, mark] = line.split('\t');
    if (mark === undefined) die(`not five columns: ${line}`);
    return { name, domains: list(domains), tenants: list(tenants), aliases: list(aliases), mark };
  });
for (const row of ours) {
  const key = fold(row.name);
  if (owners.has(key)) die(`twice: ${row.name}`);
  owners.set(key, row.name);
  rows.set(row.name, row);
  if (row.mark) taken.add(row.mark);
  for (const host of new Set([...row.domains, ...row.tenants])) {
    if (hosts.has(host)) die(`${host}: ${hosts.get(host)} and ${row.name}`);
    hosts.set(host, row.name);
  }
}
for (const row of ours) {
  row.aliases = row.aliases.filter((alias) => {
    const owner = owners.get(fold(alias));
    if (owner && owner !== row.name) die(`alias ${alias}: ${owner} and ${row.name}`);
    owners.set(fold(alias), row.name);
    return owner === undefined;
  });
}

// Of the rest, those that have a domain of their own; the surest owner of a domain gets it.
const claims = new Map();
const candidates = icons
  .filter(({ slug, title }) => !left.has(slug) && !taken.has(slug) && fold(title).length > 1)
  .map((icon) => {
    const found = [icon.source, icon.guidelines].filter(Boolean).map((address) => registered(new URL(address).hostname));
    const domains = [...new Set(found)]
      .filter((domain) => !HOSTING.has(domain) && !hosts.has(domain))
      .map((domain) => ({ domain, sure: likeness(domain, fold(icon.title)) }))
      .filter(({ sure }) => sure > 0);
    for (const claim of domains) claims.set(claim.domain, [...(claims.get(claim.domain) ?? []), claim]);
    return { icon, domains };
  });
for (const { icon, domains } of candidates) {
  const own = domains.filter(({ domain, sure }) => claims.get(domain).filter((other) => other.sure >= sure).length === 1);
  const key = fold(icon.title);
  const same = rows.get(owners.get(key));
  if (same) {
    if (fold(same.name) === key && !same.mark) same.mark = icon.slug;
  } else if (own.length > 0) {
    const row = { name: icon.title, domains: own.map(({ domain }) => domain), tenants: [], aliases: [], mark: icon.slug };
    owners.set(key, icon.title);
    rows.set(icon.title, row);
  }
}
// Other names that simple-icons knows, where they are nobody else's.
for (const icon of icons) {
  const row = [...rows.values()].find(({ mark }) => mark === icon.slug);
  if (!row || !icon.aliases) continue;
  for (const alias of [...(icon.aliases.aka ?? []), ...(icon.aliases.old ?? []), ...Object.values(icon.aliases.loc ?? {})]) {
    if (fold(alias).length < 2 || /[,\t]/.test(alias) || owners.has(fold(alias))) continue;
    owners.set(fold(alias), row.name);
    row.aliases.push(alias);
  }
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const table = [...rows.values()].sort((a, b) => order(fold(a.name), fold(b.name)));
const text = table.map((row) => [row.name, row.domains.join(), row.tenants.join(), row.aliases.join(), row.mark].join('\t'));
const head = [
  `# Written by make-issuers.mjs from simple-icons ${version} (CC0 1.0) and corrections.tsv; change those, not this.`,
  '# name\tdomains\ttenant-domains\taliases\tmark',
];
writeFileSync(new URL('issuers.tsv', import.meta.url), [...head, ...text].join('\n') + '\n');
const count = (column) => table.reduce((sum, row) => sum + row[column].length, 0);
console.warn(`${table.length} services, ${count('domains')} domains, ${count('tenants')} tenant domains, ${count('aliases')} aliases`);
