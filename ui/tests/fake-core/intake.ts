/** The intake of the design's picture: two pictures, four codes, one Google export with a part missing. */
import type { Answer, IntakeChoice, IntakePictureView, IntakeRowView, IntakeView } from '../../src/ipc/types';
import { makeEntry, type Entry } from './entries';
import { nameView } from './names';
import { failure } from './vault';

type Draft = IntakeRowView & {
  issuer: string;
  account: string;
  suggested: [string, string] | null;
  useSuggestion: boolean;
};

const square = (x: number, y: number, width: number, height: number): [number, number][] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

const pictures: IntakePictureView[] = [
  {
    name: 'Screenshot 2026-11-24.png',
    screen: null,
    width: 1360,
    height: 840,
    codes: [
      { number: 1, corners: square(0.09, 0.21, 0.235, 0.381) },
      { number: 2, corners: square(0.4, 0.21, 0.235, 0.381) },
      { number: 3, corners: square(0.7, 0.21, 0.235, 0.381) },
    ],
  },
  {
    name: 'phone-export.jpg',
    screen: null,
    width: 1360,
    height: 840,
    codes: [{ number: 1, corners: square(0.29, 0.14, 0.44, 0.714) }],
  },
];

function draft(row: number, number: number, issuer: string, account: string, more: Partial<Draft>): Draft {
  return {
    row,
    number,
    picture: 0,
    ticked: true,
    state: 'new',
    name: nameView({ issuer, account }),
    login: '',
    was: '',
    suggestion: null,
    existing: null,
    answer: 'none',
    nameNeeded: false,
    kind: 'totp',
    counter: 0,
    secretBytes: 20,
    warnings: [],
    problem: null,
    tags: [],
    fromFile: null,
    issuer,
    account,
    suggested: null,
    useSuggestion: false,
    ...more,
  };
}

function problem(source: string, code: string, screen: number | null = null): IntakeView['problems'][number] {
  return { source, screen, failure: failure(code, code) };
}

/** What a screen shows: pictures one beside the other. */
function screen(number: number, codes: number): IntakePictureView {
  return {
    name: `/screen/${String(number)}`,
    screen: number,
    width: 3840,
    height: 2160,
    codes: Array.from({ length: codes }, (_, at) => ({
      number: at + 1,
      corners: square(0.06 + at * 0.19, 0.3, 0.13, 0.23),
    })),
  };
}

const aegis = { name: 'aegis-backup.json', app: 'Aegis' };
const asked = failure('file-password-needed', 'A password is needed.');

function fromFile(row: number): NonNullable<IntakeRowView['fromFile']> {
  return { file: 0, row, pinned: false, standing: 'active', canBeMended: false };
}

export class Intake {
  #drafts: Draft[];
  #pictures: IntakePictureView[] = [];
  #google: IntakeView['google'] = [];
  #unknown: IntakeView['unknown'] = [];
  #problems: IntakeView['problems'] = [];
  #folders: IntakeView['folders'] = [];
  #files: IntakeView['files'] = [];
  #locked: IntakeView['locked'] = [];

  constructor(kind: string) {
    if (kind === 'empty') {
      this.#drafts = [];
      this.#pictures = [{ name: 'desk.jpg', screen: null, width: 1360, height: 840, codes: [] }];
      this.#problems = [problem('desk.jpg', 'no-code-in-picture')];
      return;
    }
    if (kind === 'dark') {
      this.#drafts = [];
      this.#problems = [problem('/screen/0', 'no-code-on-screen', 0)];
      return;
    }
    if (kind === 'screen') {
      this.#pictures = [screen(1, 5)];
      this.#google = [{ found: [1, 3], size: 3, missing: [2] }];
      this.#unknown = [{ what: 'link', number: 5, picture: 0 }];
      this.#drafts = ['acme', 'globex', 'larkspur', 'kestrel'].map((account, at) =>
        draft(at, at + 1, 'Zendesk', `${account}-training`, {}),
      );
      return;
    }
    if (kind === 'folder') {
      this.#pictures = pictures.slice(0, 1);
      this.#folders = [{ name: 'Pictures', withCodes: 1, withoutCodes: 312, others: 14, cut: true }];
      this.#drafts = [1, 2, 3].map((number) => draft(number - 1, number, 'Okta', `desk-${String(number)}`, {}));
      return;
    }
    if (kind === 'problems') {
      this.#pictures = [{ name: '', screen: null, width: 900, height: 1600, codes: pictures[0]?.codes ?? [] }];
      this.#problems = [
        problem('notes.txt', 'not-a-picture'),
        problem('wall.png', 'picture-too-large'),
        problem('cut.jpg', 'damaged-picture'),
      ];
      this.#unknown = [
        { what: 'wifi', number: 3, picture: 0 },
        { what: 'text', number: 2, picture: null },
      ];
      this.#drafts = [
        draft(0, 1, '', '', { nameNeeded: true }),
        draft(1, 2, '', '', {
          state: 'unusable',
          ticked: false,
          problem: failure('unknown-algorithm', 'Unknown hash.'),
        }),
        draft(2, 0, 'GitHub', 'fieldhelp-bot', { picture: null, secretBytes: 5, warnings: ['secret-short'] }),
      ];
      return;
    }
    if (kind === 'aegis' || kind === 'aegis-open') {
      this.#drafts = [];
      if (kind === 'aegis') this.#locked = [{ file: 0, name: aegis.name, app: aegis.app, failure: asked }];
      else this.open();
      return;
    }
    if (kind === 'again') {
      this.#drafts = [draft(0, 0, 'Okta', 'admin', { picture: null, fromFile: fromFile(4) })];
      return;
    }
    if (kind === 'link') {
      this.#drafts = [draft(0, 0, 'Zendesk', 'acme-training', { picture: null })];
      return;
    }
    this.#pictures = pictures;
    this.#google = [{ found: [1, 3], size: 3, missing: [2] }];
    this.#unknown = [];
    this.#drafts = [
      draft(0, 1, 'Zendesk', 'acme-training', {
        was: 'acme (training)',
        suggested: ['Zendesk', 'acme-training'],
        useSuggestion: true,
      }),
      draft(1, 2, '', 'halden', {
        suggested: ['Zendesk', 'halden'],
        suggestion: { name: nameView({ issuer: 'Zendesk', account: 'halden' }), why: 'too-little' },
      }),
      draft(2, 3, 'Zendesk', 'larkspur', { state: 'same', ticked: false }),
      draft(3, 1, '', 'Meridian Ltd', {
        picture: 1,
        state: 'renamed',
        existing: nameView({ issuer: 'Zendesk', account: 'meridian' }),
        answer: 'keepMine',
      }),
      draft(4, 1, 'Okta', 'admin', {
        picture: 1,
        state: 'conflict',
        ticked: false,
        existing: nameView({ issuer: 'Okta', account: 'admin' }),
      }),
      draft(5, 1, 'Bank token', '2207', { picture: 1, kind: 'hotp', counter: 118 }),
    ];
  }

  view(): IntakeView {
    const ticked = this.#drafts.filter((item) => item.ticked);
    return {
      pictures: this.#pictures,
      rows: this.#drafts.map(({ issuer: _i, account: _a, suggested: _s, useSuggestion: _u, ...row }) => row),
      google: this.#google,
      unknown: this.#unknown,
      problems: this.#problems,
      folders: this.#folders,
      files: this.#files,
      locked: this.#locked,
      counts: {
        add: ticked.filter((item) => item.state === 'new' || item.answer === 'keepBoth').length,
        update: ticked.filter((item) => ['renamed', 'ahead'].includes(item.state) || item.answer === 'replace').length,
        same: this.#drafts.filter((item) => item.state === 'same').length,
        unanswered: this.#drafts.filter((item) => item.state === 'conflict' && item.answer === 'none').length,
      },
    };
  }

  /** The second look at the screen finds the part that was missing, the third nothing new. */
  lookAgain(): void {
    if (this.#google.every(({ missing }) => missing.length === 0)) {
      this.#problems = [problem('/screen/0', 'nothing-new-on-screen', 0)];
      return;
    }
    this.#pictures = [...this.#pictures, screen(2, 1)];
    this.#google = [{ found: [1, 2, 3], size: 3, missing: [] }];
    this.#drafts = [...this.#drafts, draft(4, 1, 'Zendesk', 'tamarack', { picture: 1 })];
  }

  /** The file was opened with its password. */
  open(): void {
    this.#locked = [];
    this.#files = [{ ...aegis, notes: [], notCodes: 2 }];
    this.#drafts = [
      draft(0, 1, 'Zendesk', 'orchard', { picture: null, tags: ['customers'], fromFile: fromFile(1) }),
      draft(1, 2, 'Bank', 'token', {
        picture: null,
        state: 'ahead',
        kind: 'hotp',
        counter: 41,
        existing: nameView({ issuer: 'Bank', account: 'token' }),
        fromFile: fromFile(2),
      }),
      draft(2, 3, 'Tern Mail', 'olu', {
        picture: null,
        ticked: false,
        fromFile: { ...fromFile(3), standing: 'trashed' },
        warnings: ['recovery-codes-left'],
      }),
      draft(3, 4, 'Okta', 'admin', {
        picture: null,
        ticked: false,
        state: 'unusable',
        problem: failure('bad-secret', 'Bad secret.'),
        fromFile: { ...fromFile(4), canBeMended: true },
      }),
    ];
  }

  leave(): void {
    this.#locked = [];
  }

  mend(row: number): void {
    this.#drafts = this.#drafts.map((item) =>
      item.row === row
        ? { ...item, state: 'new', ticked: true, problem: null, fromFile: fromFile(item.row + 1) }
        : item,
    );
  }

  get isFromFile(): boolean {
    return this.#drafts.some((item) => item.fromFile !== null);
  }

  choose(row: number, choice: IntakeChoice): void {
    this.#drafts = this.#drafts.map((item) => (item.row === row ? choose(item, choice) : item));
  }

  useAllNames(): void {
    for (const item of this.#drafts) if (item.suggestion !== null) this.choose(item.row, { useSuggestion: true });
  }

  entries(nowMs: number): Entry[] {
    return this.#drafts
      .filter((item) => item.ticked && (item.state === 'new' || item.answer === 'keepBoth'))
      .map((item, index) =>
        makeEntry(
          [item.issuer, item.account, item.login, '', { uses: 0, kind: item.kind, counter: item.counter }],
          200_000 + Math.floor(nowMs / 1000) + index,
          nowMs,
        ),
      );
  }
}

function choose(item: Draft, choice: IntakeChoice): Draft {
  const next: Draft = { ...item };
  if (choice.ticked !== undefined) next.ticked = choice.ticked;
  if (choice.answer !== undefined) {
    next.answer = choice.answer;
    const takes: Answer[] = ['keepBoth', 'replace'];
    if (item.state === 'conflict') next.ticked = takes.includes(choice.answer);
  }
  if (choice.useSuggestion !== undefined && item.suggested !== null) {
    next.useSuggestion = choice.useSuggestion;
    const [issuer, account] = item.suggested;
    const was = item.was === '' ? item.name.full : item.was;
    next.issuer = choice.useSuggestion ? issuer : '';
    next.account = choice.useSuggestion ? account : was;
    next.was = choice.useSuggestion ? was : '';
    next.suggestion = null;
    next.name = nameView(next);
  }
  if (choice.issuer !== undefined || choice.account !== undefined) {
    next.issuer = choice.issuer ?? next.issuer;
    next.account = choice.account ?? next.account;
    next.nameNeeded = false;
    next.suggestion = null;
    next.name = nameView(next);
  }
  return next;
}
