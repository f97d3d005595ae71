import { describe, expect, it } from 'vitest';
import type { IntakeRowView, IntakeView, NameView } from '../../ipc/types';
import { frameOf, shapeOf } from './frames';
import { freshEntry, hasField, ownFields, withKind } from './typed';
import {
  acceptWords,
  codeNumber,
  googleTitle,
  reviewTitle,
  shownName,
  statusWords,
  tickBlocked,
  tickLabel,
  unknownWords,
} from './words';

const name = (full: string): NameView => ({ full, issuer: '', stem: full, ending: '', twinAt: null });
const row = (more: Partial<IntakeRowView>): IntakeRowView => ({
  row: 0,
  number: 1,
  picture: 0,
  ticked: true,
  state: 'new',
  name: name('Okta-admin'),
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
  ...more,
});
const picture = (codes: number): IntakeView['pictures'][number] => ({
  name: 'a.png',
  screen: null,
  width: 100,
  height: 100,
  codes: Array.from({ length: codes }, (_, at) => ({ number: at + 1, corners: [] })),
});

describe('the foot of the review', () => {
  it('says only what is there', () => {
    expect(statusWords({ add: 3, update: 1, same: 1, unanswered: 1 })).toBe('3 new, 1 update, 1 already here.');
    expect(statusWords({ add: 0, update: 2, same: 0, unanswered: 0 })).toBe('2 updates.');
    expect(statusWords({ add: 0, update: 0, same: 0, unanswered: 2 })).toBe('');
  });

  it('counts on the button', () => {
    const counts = { same: 0, unanswered: 0 };
    expect(acceptWords({ ...counts, add: 3, update: 1 })).toBe('Add 3, update 1');
    expect(acceptWords({ ...counts, add: 3, update: 0 })).toBe('Add 3');
    expect(acceptWords({ ...counts, add: 0, update: 1 })).toBe('Update 1');
    expect(acceptWords({ ...counts, add: 0, update: 0 })).toBe('Add');
  });

  it('has a title for one, several and none', () => {
    const intake = (rows: number) => ({ rows: Array.from({ length: rows }, () => row({})) }) as unknown as IntakeView;
    expect(reviewTitle(intake(1))).toBe('1 code found. Is this right?');
    expect(reviewTitle(intake(6))).toBe('6 codes found. Is this right?');
    expect(reviewTitle(intake(0))).toBe('No sign-in code found');
  });
});

describe('Google parts', () => {
  it('are named', () => {
    expect(googleTitle({ found: [1, 3], size: 3, missing: [2] })).toBe('Google export: parts 1 and 3 of 3 found');
    expect(googleTitle({ found: [2], size: 3, missing: [1, 3] })).toBe('Google export: part 2 of 3 found');
    expect(googleTitle({ found: [1, 2], size: 2, missing: [] })).toBe('Google export: all 2 parts found');
  });
});

describe('a row', () => {
  it('without an answer cannot be ticked', () => {
    expect(tickBlocked(row({ state: 'conflict' }))).toBe(true);
    expect(tickBlocked(row({ state: 'conflict', answer: 'keepBoth' }))).toBe(false);
    expect(tickBlocked(row({ state: 'unusable' }))).toBe(true);
    expect(tickBlocked(row({ state: 'same' }))).toBe(false);
  });

  it('says what its tick does', () => {
    expect(tickLabel(row({}))).toBe('Add Okta-admin');
    expect(tickLabel(row({ state: 'renamed', existing: name('Okta-boss') }))).toBe('Update Okta-boss');
    expect(tickLabel(row({ state: 'conflict' }))).toBe('Okta-admin needs an answer');
    expect(tickLabel(row({ state: 'conflict', answer: 'replace' }))).toBe('Update Okta-admin');
    expect(tickLabel(row({ state: 'unusable', name: name('') }))).toBe('No name cannot be added');
  });

  it('known under another name goes by mine until theirs is taken', () => {
    const known = row({ state: 'renamed', name: name('Meridian Ltd'), existing: name('Zendesk-meridian') });
    expect(shownName(known).full).toBe('Zendesk-meridian');
    expect(shownName({ ...known, answer: 'takeTheirs' }).full).toBe('Meridian Ltd');
  });
});

describe('numbers of codes', () => {
  it('go on from picture to picture', () => {
    const pictures = [picture(3), picture(0), picture(2)];
    expect(codeNumber(pictures, 0, 2)).toBe(2);
    expect(codeNumber(pictures, 2, 1)).toBe(4);
    expect(codeNumber(pictures, null, 7)).toBe(7);
    expect(codeNumber(pictures, 2, 0)).toBe(0);
  });

  it('name what is no sign-in code', () => {
    const unknown: IntakeView['unknown'] = [
      { what: 'wifi', number: 1, picture: 1 },
      { what: 'text', number: 4, picture: null },
    ];
    expect(unknownWords({ pictures: [picture(2), picture(1)], unknown })).toBe(
      'a Wi-Fi network (code 3) and a text (line 4)',
    );
  });
});

describe('frames', () => {
  it('lie around the corners and stay inside the picture', () => {
    const frame = frameOf([
      [0.3, 0.1],
      [0.6, 0.2],
      [0.5, 0.5],
      [-0.1, 0.4],
    ]);
    expect(frame).toEqual({ left: 0, top: 0.1, width: 0.6, height: 0.4 });
  });

  it('keep very long pictures in a shape that can be drawn', () => {
    expect(shapeOf({ width: 8000, height: 100 })).toBe(2.4);
    expect(shapeOf({ width: 100, height: 8000 })).toBe(0.6);
    expect(shapeOf({ width: 0, height: 0 })).toBe(1.6);
  });
});

describe('a typed entry', () => {
  it('has the fields of its kind', () => {
    expect(hasField('totp', 'period')).toBe(true);
    expect(hasField('hotp', 'counter')).toBe(true);
    expect(hasField('steam', 'digits')).toBe(false);
    expect(hasField('yandex', 'pin')).toBe(true);
  });

  it('takes the usual numbers of a kind and keeps what was typed', () => {
    const entry = withKind({ ...freshEntry('acme'), secret: 'JBSW' }, 'steam');
    expect(entry).toMatchObject({ kind: 'steam', digits: 5, period: 30, account: 'acme', secret: 'JBSW' });
  });

  it('sends only the fields of its kind, so that a hash chosen before does not go with it', () => {
    const typed = { ...freshEntry('acme'), algorithm: 'SHA512', counter: 9, pin: '1234' };
    expect(ownFields(withKind(typed, 'motp'))).toMatchObject({
      algorithm: '',
      digits: 0,
      period: 10,
      counter: 0,
      pin: '1234',
    });
    expect(ownFields(withKind(typed, 'hotp'))).toMatchObject({
      algorithm: 'SHA512',
      digits: 6,
      period: 0,
      counter: 9,
      pin: '',
    });
  });
});
