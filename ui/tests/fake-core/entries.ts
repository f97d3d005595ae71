/** Fictional entries. Codes are made from the row and the step number; there is no secret anywhere. */
import type { IconView, Kind } from '../../src/ipc/types';

export type Entry = {
  id: string;
  issuer: string;
  account: string;
  login: string;
  tags: string[];
  pinned: boolean;
  uses: number;
  kind: Kind;
  period: number;
  digits: number;
  counter: number;
  mark: string | null;
  icon: IconView;
  note: string;
  oldNames: string[];
  createdAt: number;
  trashedAt: number;
  /** Recovery codes, and when each was used (0: not yet). */
  recovery: { code: string; usedAt: number }[];
};

type Options = {
  uses: number;
  pinned?: boolean;
  mark?: string;
  kind?: Kind;
  period?: number;
  counter?: number;
  note?: string;
  oldName?: string;
  recovery?: boolean;
};
type Line = [issuer: string, account: string, login: string, tags: string, options: Options];

const lines: Line[] = [
  ['Zendesk', 'acme', 'support@acme.example', 'tier-1', { pinned: true, uses: 412, mark: 'zendesk' }],
  ['Zendesk', 'acme-sandbox', 'support@acme.example', 'sandbox', { pinned: true, uses: 187, mark: 'zendesk' }],
  ['Okta', 'admin', 'm.lopez@fieldhelp.example', 'internal', { pinned: true, uses: 96, mark: 'okta' }],
  [
    'AWS',
    'prod-root',
    'ops@fieldhelp.example',
    'restricted',
    { pinned: true, uses: 31, note: 'Two people rule: call the duty lead first.' },
  ],
  ['Zendesk', 'globex', 'agents@globex.example', 'tier-1', { uses: 301, mark: 'zendesk' }],
  ['Zendesk', 'larkspur', 'help@larkspur.example', 'tier-1', { uses: 244, mark: 'zendesk' }],
  [
    'Zendesk',
    'acme-sandbox-eu',
    'support@acme.example',
    'sandbox eu',
    { uses: 139, note: 'EU tenant, resets on the 1st of each month.', mark: 'zendesk', recovery: true },
  ],
  ['Zendesk', 'meridian', 'service@meridian.example', 'tier-2', { uses: 120, mark: 'zendesk' }],
  ['Zendesk', 'meridien', 'desk@meridien.example', 'tier-1', { uses: 111, mark: 'zendesk' }],
  ['GitHub', 'fieldhelp-bot', 'bots@fieldhelp.example', 'internal', { uses: 90, mark: 'github' }],
  [
    'Zendesk',
    'northwater-traders-international-sandbox-eu',
    'cs@northwater.example',
    'sandbox eu',
    { uses: 77, mark: 'zendesk' },
  ],
  ['Zendesk', 'globex-sandbox', 'agents@globex.example', 'sandbox', { uses: 88, mark: 'zendesk' }],
  ['Bank token', '1184', 'ledger@fieldhelp.example', 'finance', { uses: 12, kind: 'hotp', counter: 42 }],
  ['Zendesk', 'kestrel-uk', 'hello@kestrel.example', 'tier-1', { uses: 70, mark: 'zendesk' }],
  ['Zendesk', 'kestrel-us', 'hello@kestrel.example', 'tier-1', { uses: 66, mark: 'zendesk' }],
  ['Google', 'm.lopez', 'm.lopez@fieldhelp.example', 'internal', { uses: 61, mark: 'google' }],
  ['Zendesk', 'tamarack', 'care@tamarack.example', 'tier-2', { uses: 58, mark: 'zendesk' }],
  ['Zendesk', 'tamarind', 'team@tamarind.example', 'tier-1', { uses: 55, oldName: 'Acme Foods', mark: 'zendesk' }],
  ['Stripe', 'globex', 'billing@globex.example', 'finance', { uses: 44, mark: 'stripe' }],
  ['Shopify', 'larkspur', 'owner@larkspur.example', 'tier-1', { uses: 40, mark: 'shopify' }],
  ['Zendesk', 'orchard-pay', 'agents@orchard.example', 'tier-1', { uses: 39, mark: 'zendesk' }],
  ['Zendesk', 'orchard-play', 'agents@orchardplay.example', 'tier-1', { uses: 37, mark: 'zendesk' }],
  ['Cloudflare', 'status-page', 'ops@fieldhelp.example', 'internal', { uses: 30, mark: 'cloudflare' }],
  ['Intercom', 'bluefin', 'crew@bluefin.example', 'tier-2', { uses: 29, mark: 'intercom' }],
  ['Steam', 'fieldhelp-qa', 'qa@fieldhelp.example', 'internal', { uses: 9, mark: 'steam', kind: 'steam' }],
  ['Zendesk', 'halcyon', 'support@halcyon.example', 'tier-2', { uses: 27, mark: 'zendesk' }],
  ['Zendesk', 'quillon', 'ask@quillon.example', 'tier-1', { uses: 25, mark: 'zendesk' }],
  ['VPN', 'm.lopez', '60-second token', 'internal', { uses: 50, period: 60 }],
  ['Zendesk', 'bluefin-training', 'crew@bluefin.example', 'training', { uses: 20, mark: 'zendesk' }],
  ['Jira', 'fieldhelp', 'm.lopez@fieldhelp.example', 'internal', { uses: 18, mark: 'jira' }],
  ['HubSpot', 'orchard', 'agents@orchard.example', 'tier-2', { uses: 17, mark: 'hubspot' }],
  ['Zendesk', 'zephyr-acre', 'help@zephyracre.example', 'tier-2', { uses: 14, mark: 'zendesk' }],
  ['Notion', 'fieldhelp', 'm.lopez@fieldhelp.example', 'internal', { uses: 13, mark: 'notion' }],
  ['npm', 'fieldhelp', 'bots@fieldhelp.example', 'internal', { uses: 8, mark: 'npm' }],
];

const stems = (
  'acorn alder amber anchor apex arbor aster atlas aurora avon azure bramble briar cobalt coral cove ' +
  'delta drift ember fable falcon fern flint gale garnet grove harbor hazel indigo iris jasper juniper'
).split(' ');
const ends = ['', '-sandbox', '-eu', '-sandbox-eu', '-training', '-us'];

/** Ten codes as in the design, two of them left. */
function recoveryCodes(nowMs: number): Entry['recovery'] {
  const year = new Date(nowMs).getFullYear();
  const used: [string, number, number][] = [
    ['4k7m-92xd', 2, 2],
    ['pq3t-8hwn', 2, 19],
    ['7rvc-1mbe', 3, 4],
    ['x2fd-60ks', 4, 28],
    ['n9ja-44tz', 5, 9],
    ['c5gw-7pqy', 6, 30],
    ['m1eh-38uv', 8, 2],
    ['t6zs-r0bn', 9, 17],
  ];
  return [
    ...used.map(([code, month, day]) => ({ code, usedAt: new Date(year, month, day, 12).getTime() })),
    ...['w8ku-5dfa', 'h3xp-97jc'].map((code) => ({ code, usedAt: 0 })),
  ];
}

/** Names that say too little. */
const poor: Line[] = [
  ['', 'halden', 'support@halden.example', 'tier-1', { uses: 6 }],
  ['larch.zendesk.com', 'agent', 'agent@larch.example', 'tier-2', { uses: 5 }],
  ['Zendesk', 'acme (2)', 'trial@osprey.example', 'tier-2', { uses: 4, mark: 'zendesk' }],
  ['Zendsk', 'willow-sandbox-eu', 'care@willow.example', 'sandbox eu', { uses: 3 }],
  ['', 'm.lopez@fieldhelp.example', '', '', { uses: 2 }],
];

export function poorEntries(nowMs: number): Entry[] {
  return poor.map((line, index) => makeEntry(line, 200_000 + index, nowMs));
}

/** The named entries of the pictures first, then as many made-up ones as asked for. */
export function makeEntries(count: number, nowMs: number): Entry[] {
  const entries = lines.map((line, index) => makeEntry(line, index, nowMs));
  for (let n = entries.length; n < count; n += 1) {
    const stem = `${stems[n % stems.length] ?? ''}${n >= 400 ? String(Math.floor(n / 192)) : ''}`;
    const end = ends[Math.floor(n / stems.length) % ends.length] ?? '';
    const tag = end.includes('sandbox') ? 'sandbox' : end === '-training' ? 'training' : `tier-${String(1 + (n % 3))}`;
    const line: Line = ['Zendesk', `${stem}${end}`, `support@${stem}.example`, tag, { uses: 0, mark: 'zendesk' }];
    entries.push(makeEntry(line, n, nowMs));
  }
  return entries.slice(0, count);
}

export function makeEntry([issuer, account, login, tags, options]: Line, index: number, nowMs: number): Entry {
  return {
    id: `e${String(index)}`,
    issuer,
    account,
    login,
    tags: tags.split(' ').filter((tag) => tag !== ''),
    pinned: options.pinned ?? false,
    uses: options.uses,
    kind: options.kind ?? 'totp',
    period: options.period ?? 30,
    digits: options.kind === 'steam' ? 5 : 6,
    counter: options.counter ?? 0,
    mark: options.mark ?? null,
    icon: { kind: 'automatic' },
    note: options.note ?? '',
    oldNames: options.oldName === undefined ? [] : [options.oldName],
    createdAt: nowMs - (index + 1) * 86_400_000,
    trashedAt: 0,
    recovery: options.recovery === true ? recoveryCodes(nowMs) : [],
  };
}
