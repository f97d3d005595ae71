/** What is found about names, and what naming templates make of them. */
import type { NameFindingView, NamePreviewView } from '../../src/ipc/types';
import type { Entry } from './entries';
import type { Listing } from './listing';
import { fullName, nameView } from './names';

type Labels = Pick<Entry, 'issuer' | 'account'>;
type Found = { troubles: string[]; proposal: (Labels & { evidence: string; detail: string }) | null; others: string[] };

const host = /^([a-z]+)\.([a-z]+)\.com$/u;

export function findings(entries: readonly Entry[], listing: Listing): NameFindingView[] {
  return entries.flatMap((entry): NameFindingView[] => {
    const found = look(entry, entries);
    if (found === null) return [];
    const { troubles, proposal, others } = found;
    const { name, tile } = listing.row(entry);
    return [
      {
        id: entry.id,
        name,
        tile,
        troubles,
        proposal: proposal && { name: nameView(proposal), evidence: proposal.evidence, detail: proposal.detail },
        others,
      },
    ];
  });
}

/** The labels an entry gets when its proposal is taken; null without one. */
export function proposed(entry: Entry, entries: readonly Entry[]): Labels | null {
  const proposal = look(entry, entries)?.proposal ?? null;
  return proposal && { issuer: proposal.issuer, account: proposal.account };
}

function look({ id, issuer, account, login }: Entry, entries: readonly Entry[]): Found | null {
  const found = (trouble: string, proposal: Found['proposal'] = null, others: string[] = []): Found => {
    return { troubles: [trouble], proposal, others };
  };
  if (issuer === '' && account.includes('@')) return found('only-email');
  if (issuer === '') return found('no-issuer', { issuer: 'Zendesk', account, evidence: 'vault', detail: '' });
  const [whole, tenant] = host.exec(issuer) ?? [];
  if (whole !== undefined && tenant !== undefined) {
    return found('issuer-is-host', { issuer: 'Zendesk', account: tenant, evidence: 'host', detail: whole });
  }
  if (/ \(\d+\)$/u.test(account)) {
    const tenant = /@([a-z]+)\./u.exec(login)?.[1] ?? '';
    return found('numbered-copy', { issuer, account: tenant, evidence: 'login', detail: login });
  }
  if (issuer === 'Zendsk')
    return found('spelling', { issuer: 'Zendesk', account, evidence: 'misspelling', detail: '' });
  // Of the pairs in the pictures, the fake knows one.
  const pair = ['meridian', 'meridien'].find((stem) => stem === account);
  const other = entries.find((entry) => entry.id !== id && pair !== undefined && /^meridi[ae]n$/u.test(entry.account));
  return other === undefined ? null : found('near-twin', null, [fullName(other)]);
}

const field = /\{([^{}]*)\}/gu;
const fields: Record<string, (entry: Entry) => string> = {
  issuer: (entry) => entry.issuer,
  account: (entry) => entry.account,
  tenant: (entry) => {
    const { stem, ending } = nameView(entry);
    return ending === '' ? entry.account : stem.slice(0, -1);
  },
  login: (entry) => entry.login,
  tag: (entry) => entry.tags[0] ?? '',
};

export function isTemplate(template: string): boolean {
  const names = [...template.matchAll(field)].map(([, name = '']) => name);
  const closed = !template.replaceAll(field, '').includes('{');
  const distinct = names.some((name) => ['account', 'tenant', 'login'].includes(name));
  return closed && distinct && names.every((name) => name in fields);
}

/** An empty field takes the text before it along. */
function named(entry: Entry, template: string): string {
  let name = '';
  let last = 0;
  for (const match of template.matchAll(field)) {
    const value = fields[match[1] ?? '']?.(entry) ?? '';
    if (value !== '') name += (name === '' ? '' : template.slice(last, match.index)) + value;
    last = match.index + match[0].length;
  }
  return name + template.slice(last);
}

export function previews(entries: readonly Entry[], now: string, next: string): NamePreviewView[] {
  return entries.slice(0, 5).map((entry) => ({ before: named(entry, now), after: named(entry, next) }));
}
