import type { Page } from 'playwright-core';
import { sendForged } from '../../../test/web/forged.ts';
import type { ConsoleScenes } from './console-scenes.ts';

type At = ConsoleScenes['at'];
type Act = (page: Page, scenes: ConsoleScenes) => Promise<unknown>;

/** A page of the console in one state, and how to get there. */
export interface Row {
  readonly who: 'guest' | 'olga' | 'paul' | 'late' | 'ending' | 'clerk';
  readonly name: string;
  readonly path: string | ((at: At) => string);
  /** What tells this state from others, in German. */
  readonly shows: string;
  readonly stand?: 'withoutKafka' | 'withoutService';
  readonly act?: Act;
}

export const of =
  (name: string, tail = '') =>
  (at: At): string =>
    at[name]! + tail;

/** The last form of the page itself. */
export const send: Act = (page) => page.locator('main form button[type=submit]').last().click();

export const fill =
  (fields: Readonly<Record<string, string>>): Act =>
  async (page, scenes) => {
    for (const [name, value] of Object.entries(fields))
      await page.locator(`main [name="${name}"]`).fill(value);
    await send(page, scenes);
  };

/** @param fields as they are sent, or by what is known of the scenes */
export const forge =
  (fields: Readonly<Record<string, string | ((at: At) => string)>>): Act =>
  async (page, { at }) => {
    const inputs = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value(at),
    ]);
    await sendForged(page, Object.fromEntries(inputs) as Record<string, string>);
  };

const endedSession: Act = async (page, scenes) => {
  const home = `${scenes.site('full')}/${page.url().includes('%2Fen') ? 'en' : 'de'}/ops`;
  await scenes.signIn(page, 'p_ending');
  await page.goto(home);
  await scenes.stands.full.sessions.endAllOf('p_ending');
  await page.locator('[data-trouble]', { hasText: /Ihre Sitzung ist zu Ende|session has ended/ }).waitFor();
};

export const consoleRows: readonly Row[] = [
  { who: 'guest', name: 'entry', path: '', shows: 'Weiter zur Anmeldung' },
  { who: 'guest', name: 'login', path: '/login?to=%2Fde%2Fops', shows: 'Weiter zur Anmeldung' },
  { who: 'guest', name: 'not found', path: '/nothing', shows: 'Diese Seite gibt es nicht' },
  { who: 'guest', name: 'signed out', path: '?signedOut=yes', shows: 'Sie sind abgemeldet.' },
  { who: 'clerk', name: 'without the right', path: '/ops', shows: 'Das ging so nicht mehr' },
  { who: 'olga', name: 'logout', path: '/logout', shows: 'abmelden' },
  {
    who: 'olga',
    name: 'streams with parts missing',
    path: '/ops',
    shows: 'Diese Teile haben nicht geantwortet',
  },
  {
    who: 'olga',
    name: 'streams without Kafka',
    path: '/ops',
    shows: 'Kafka: Themen, Lesegruppen und Rückstand',
    stand: 'withoutKafka',
  },
  {
    who: 'olga',
    name: 'streams without the service',
    path: '/ops',
    shows: 'Ein Dienst antwortet gerade nicht',
    stand: 'withoutService',
  },
  {
    who: 'ending',
    name: 'streams of an ended session',
    path: '/ops',
    shows: 'Ihre Sitzung ist zu Ende',
    act: endedSession,
  },
  { who: 'olga', name: 'group', path: of('reader'), shows: 'Nach Thema und Partition' },
  { who: 'olga', name: 'group with parked events', path: of('group'), shows: 'Geparktes ansehen' },
  {
    who: 'olga',
    name: 'group gone',
    path: '/ops/group?name=gone.reactions',
    shows: 'Diese Lesegruppe gibt es nicht',
  },
  {
    who: 'olga',
    name: 'group vanished with parked events',
    path: of('vanishedGroup'),
    shows: 'Die Lesegruppe ist verschwunden',
  },
  {
    who: 'olga',
    name: 'group unknown',
    path: '/ops/group?name=any.reactions',
    shows: 'Kafka antwortet nicht',
    stand: 'withoutKafka',
  },
  { who: 'olga', name: 'audit', path: '/ops/audit', shows: 'Einträge, der neueste zuerst' },
  {
    who: 'olga',
    name: 'audit with nothing found',
    path: '/ops/audit?object=nothing',
    shows: 'Hier gibt es zurzeit keine Einträge',
  },
  {
    who: 'olga',
    name: 'audit verified',
    path: '/ops/audit/verification',
    shows: 'Jeder Eintrag folgt aus dem davor',
  },
  {
    who: 'olga',
    name: 'audit without anchors',
    path: '/ops/audit/verification',
    shows: 'Die Anker waren nicht zu lesen',
    stand: 'withoutKafka',
  },
];
