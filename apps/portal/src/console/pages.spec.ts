import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Operator } from '#libs/client';
import { ShellText } from '../developer/shell-text.tsx';
import { aVisit } from '../web/visit.builder.ts';
import { CommandLine } from './command-line.tsx';
import { correctionView } from './correction.page.tsx';
import { correctionStateText, seenText } from './letter-words.ts';
import { letterView } from './letter.page.tsx';
import { isAskedFor } from './letters.rules.ts';
import { eventOf } from './replay-figures.ts';
import { perhapsNotDone } from './replay-refusals.ts';
import { stateText } from './replay-words.ts';
import { replayView } from './replay.page.tsx';

const at = '2026-11-27T10:00:00Z';
const visit = aVisit();
const htmlOf = (main: unknown): string => renderToString(main as VNode);

const letter: Operator.DeadLetterDetail = {
  ...{ id: 'one', group: 'vehicles.reactions', topic: 't', origin: 't/0/1', type: 'x.v1', eventId: 'e' },
  ...{ key: 'k', state: 'PARKED', causeCode: 'handler-failed', cause: '', attempts: 1, blocksKey: true },
  ...{ failedRedrives: 0, waitsFor: 0, holdsBack: 0, parkedAt: at, changedAt: at, bytes: 1 },
  ...{ steps: [], corrections: [], privacy: '' },
};
const aJob = (
  selection: Operator.RedriveDescription['selection'],
  progress: Partial<Operator.RedriveProgress> = {},
): Operator.RedriveDescription => ({
  ...{
    id: 'j',
    kind: 'REDRIVE',
    state: 'DONE',
    isUnanswered: false,
    requestedBy: 'p',
    requestedAt: at,
    selection,
  },
  progress: {
    ...{ keys: 1, keysSettled: 1, events: 2, done: 2, failedAgain: 0, heldBack: 0, pending: 0 },
    ...progress,
  },
  leftOut: [],
  absentGroups: [],
});
const asked = (progress: Partial<Operator.RedriveProgress>): string =>
  /kern-alert--(\w+)/.exec(htmlOf(letterView(visit, { letter, job: aJob({}, progress) }).main))?.[1] ?? '';

describe('what became of a redrive', () => {
  it('is told as done, and as a warning where something failed again or was not tried', () => {
    expect(asked({})).toBe('success');
    expect(asked({ done: 1, failedAgain: 1 })).toBe('warning');
    expect(asked({ done: 1, heldBack: 1 })).toBe('warning');
  });

  it('is waited for as long as the group may answer, then may be asked for anew', () => {
    const pageOf = (isUnanswered: boolean): string => {
      const job = { ...aJob({}, { done: 0, pending: 2 }), state: 'RUNNING' as const, isUnanswered };
      return htmlOf(letterView(visit, { letter, job }).main);
    };
    const buttons = ['value="redrive"', 'value="discard"', '/correct"'];
    for (const button of buttons) {
      expect(pageOf(false)).not.toContain(button);
      expect(pageOf(true)).toContain(button);
    }
    expect(pageOf(true)).toContain('Die Lesegruppe antwortet nicht');
  });

  it('waits for a service that is not there, which is named', () => {
    const progress = { ...aJob({}).progress, done: 0, pending: 1 };
    const job = { ...aJob({}), state: 'RUNNING' as const, progress, absentGroups: ['vehicles.reactions'] };
    expect(htmlOf(letterView(visit, { letter, job }).main)).toContain(
      'Ihr Dienst „vehicles“ verwirft die Mitteilung, sobald er wieder läuft',
    );
  });

  it('is told on the page of the letter that it was asked for, and on no other', () => {
    const { group, key } = letter;
    expect(isAskedFor(letter, aJob({ id: 'one' }))).toBe(true);
    expect(isAskedFor(letter, aJob({ group, key }))).toBe(true);
    const others = [{ id: 'two' }, { group }, { key }, { group: 'other', key }, {}];
    expect(others.filter((each) => isAskedFor(letter, aJob(each)))).toEqual([]);
  });
});

const replay: Operator.Replay = {
  ...{ id: 'r', state: 'draft', ratePerSecond: 10, reason: 'of a test', ticket: 'OPS-1' },
  selection: { topic: 't' },
  target: { kind: 'file' },
  requested: { by: 'p', at },
  ...{ orderHash: 'h', expiresAt: at },
};

describe('what was not done', () => {
  it('has a title that begins with the fault where there was one, and only there', () => {
    expect(replayView(visit, replay, perhapsNotDone('de')).title).toBe('Sehen Sie nach, was gilt');
    expect(replayView(visit, replay, { status: 409, title: 'Nein', text: '' }).title).toBe('Fehler: Nein');
  });
});

describe('the page of a replay', () => {
  const progress: Operator.ReplayProgress = {
    ...{ passedOffsets: 1, totalOffsets: 2, percent: 50, read: 1, selected: 1, delivered: 1 },
  };
  const dryRun: Operator.ReplayDryRun = {
    ...{
      hash: 'h',
      orderHash: 'h',
      at,
      passed: true,
      retention: {},
      read: 1,
      unreadable: 0,
      estimateSeconds: 1,
    },
    ...{ selected: { events: 1, byType: {}, byPartition: {} }, checks: [], ranges: [] },
  };

  it.each([
    ['while it is counted', 'dry-run', {}],
    ['when it is counted', 'dry-run', { dryRun }],
    ['at its start', 'running', { dryRun }],
    ['while it runs', 'running', { dryRun, progress }],
  ] as const)('has %s just the rows of which its events tell', (_, state, more) => {
    const now: Operator.Replay = { ...replay, state, ...more };
    const { rows } = JSON.parse(eventOf(now, 'de')) as { rows: object };
    const shown = [...htmlOf(replayView(visit, now).main).matchAll(/data-row="(\w+)"/g)];
    expect(Object.keys(rows)).toEqual(shown.map(([, name]) => name));
  });
});

describe('words', () => {
  it('are German on a German page for every kind of a value that is not shown', () => {
    const kinds = ['text', 'number', 'true or false', 'null', 'object', 'list of 3'];
    expect(kinds.map((kind) => seenText({ kind }, 'de'))).toEqual([
      ...['(Text)', '(Zahl)', '(ja oder nein)', '(leer)', '(Objekt)', '(Liste, Einträge: 3)'],
    ]);
  });

  it('are the same for the same step of a replay and of a correction', () => {
    expect(stateText({ state: 'approved' }, 'de')).toBe('Zugestimmt');
    expect(stateText({ state: 'dry-run' }, 'de')).toBe('Wird gezählt');
    expect(correctionStateText('approved', 'de')).toBe('zugestimmt, noch nicht angewendet');
  });
});

it('says of a correction that was not applied both what may be the cause', () => {
  const correction: Operator.Correction = {
    ...{ id: 'c', deadLetterId: 'one', group: 'g', type: 'x.v1', key: 'k', eventId: 'e', state: 'refused' },
    ...{
      transform: { kind: 'function', name: 'changed-fields-sorted' },
      reason: 'of a test',
      ticket: 'OPS-1',
    },
    ...{ requested: { by: 'p', at }, approved: { by: 'q', at }, failure: 'not-as-approved' },
  };
  const html = htmlOf(correctionView(visit, correction).main);
  expect(html).toContain('liegt etwas anderes, oder dort wird etwas anderes daraus');
  expect(html).not.toMatch(/genehmigt/i);
});

describe('a command line', () => {
  const line = (argument: string): string =>
    htmlOf(CommandLine({ language: 'de', args: ['dead-letters', 'show', argument] }));

  it('can be copied', () => {
    expect(line("it's")).toContain('data-copies');
  });

  it.each(['\u001b[2J', 'a\nrm b', '\u202ex', '\u200bx', '\u2028x'])(
    'is not to be copied where something in it is not seen, which is shown by its name: %j',
    (argument) => {
      const html = line(argument);
      expect(html).not.toContain('data-copies');
      expect(html).toMatch(/\[U\+[0-9A-F]{4}\]/);
      expect(html).toContain('Nicht zum Kopieren');
    },
  );

  it('of several lines is copied as it is, and looked at line by line', () => {
    const lines = (text: string): string => htmlOf(ShellText({ language: 'de', label: 'l', text }));
    expect(lines('a\nb')).toContain('data-copies="a\nb"');
    const hidden = lines('a\n\u202eb');
    expect(hidden).not.toContain('data-copies');
    expect(hidden).toContain('a\n[U+202E]b');
  });
});
