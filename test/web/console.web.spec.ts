import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { Browser } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { demoStaff } from '../../deploy/sample/demo-staff.ts';
import { orderOf } from '../../deploy/session/notice-order.rules.ts';
import { openBrowser } from './browser.ts';
import { Film } from './film.ts';
import { sendForged } from './forged.ts';
import { ConsoleDesk, OperatorDay } from './operator-day.ts';

const personOf = (login: string): unknown => demoStaff.find((each) => each.login === login)?.person;
const causes = '/de/ops/dead-letters?group=demo.notices&causeCode=handler-failed';

describe('two operators in two browsers', () => {
  let day: OperatorDay;
  let browser: Browser;
  let olga: ConsoleDesk;
  let paul: ConsoleDesk;
  let replay: string;
  /** What stands on the topic stays as its register wrote it. */
  let readable: number;
  let dryRunHash: string;

  beforeAll(async () => {
    day = await OperatorDay.begin();
    readable = day.written.length - 1;
    browser = await openBrowser();
    const film = new Film('console');
    olga = await ConsoleDesk.of(browser, day, 'olga', film);
    paul = await ConsoleDesk.of(browser, day, 'paul', film);
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await day?.stack.stop();
  });

  it('see that a handler parks what it is sent, and why', async () => {
    await olga.sees('demo.notices');
    await olga.waitsFor(/demo\.notices\s+Störung/);
    await olga.waitsFor(new RegExp(`\\b${day.written.length} geparkt`));
    await olga.picture('streams');
    await olga.follow('Dringendste Gruppe ansehen');
    await olga.picture('group');
    await olga.follow('Geparktes ansehen');
    await olga.picture('dead-letters');
    await olga.page.goto(day.console + causes);
    await olga.follow(/^Ansehen/);
    expect(await olga.says()).toMatch(/QueryFailedError 2200[78]/);
    await olga.picture('why');
  }, 300_000);

  it('have each key handled in its order by the release that is mended, but for one event that is wrong itself', async () => {
    await day.notices.release(false);
    await olga.page.goto(day.console + causes);
    const letters = await olga.page.getByRole('link', { name: /^Ansehen/ }).all();
    const pages = await Promise.all(letters.map((each) => each.getAttribute('href')));
    for (const page of pages) {
      await olga.page.goto(day.console + page);
      await olga.press('Ganzen Schlüssel verarbeiten');
      await olga.waitsFor(/Fertig: /);
      if ((await olga.says()).includes('erneut gescheitert')) await olga.picture('failed-again');
    }
    await olga.page.goto(day.console + causes);
    expect(await olga.page.getByRole('link', { name: /^Ansehen/ }).count()).toBe(1);
    await olga.follow(/^Ansehen/);
    expect(await olga.says()).toMatch(/RangeError/);
  }, 300_000);

  it('correct that one: one of them drafts and tries, the other one approves what was tried', async () => {
    await olga.follow('Korrektur entwerfen');
    await olga.page.locator('[name=kind][value=json-patch]').check();
    const [wrong] = day.written.filter(({ event }) => event.subject === day.subjectOfWrong);
    const value = wrong!.event.data.effectiveOn.slice(0, 10);
    await olga.types({
      patch: JSON.stringify([{ op: 'replace', path: '/data/effectiveOn', value }]),
      reason: 'The register wrote an instant.',
      ticket: 'OPS-17',
    });
    await olga.picture('correction-draft');
    await olga.press('Entwurf anlegen');
    await olga.press('Probeweise anwenden');
    expect(await olga.says()).toContain('Zustimmen muss eine andere Person.');
    await olga.picture('correction-tried');
    await paul.page.goto(olga.page.url());
    expect(await paul.says()).not.toContain(wrong!.event.data.effectiveOn);
    await paul.picture('correction-to-approve');
    await paul.press('Dieser Probe zustimmen');
    await paul.waitsFor('Die Korrektur ist angewendet');
    await paul.picture('correction-applied');
    await olga.page.reload();
    await olga.follow('Zur Mitteilung');
    await olga.press('Ganzen Schlüssel verarbeiten');
    await olga.waitsFor(`Fertig: 6 von 6`);
    await olga.picture('handled');
    expect(orderOf(await day.notices.written())).toEqual({
      ...{ people: 5, events: day.written.length, twice: 0, outOfOrder: 0 },
    });
    expect(await day.notices.parked()).toBe(0);
  }, 300_000);

  it('draft a replay and approve it as it was counted, but none their own', async () => {
    await olga.follow('Wiederholungen');
    await olga.follow('Wiederholung entwerfen');
    await olga.page.locator('#register').selectOption('residents');
    await olga.page.locator('#kind').selectOption('projection');
    await olga.types({
      fromTime: day.day.from.toISOString(),
      toTime: day.day.to.toISOString(),
      ratePerSecond: '1',
      reason: 'Records were lost in a restore.',
      ticket: 'OPS-18',
    });
    await olga.picture('replay-draft');
    await olga.press('Entwurf anlegen');
    replay = olga.page.url();
    await olga.press('Zählen lassen');
    await olga.waitsFor(`${readable} von ${day.written.length}`);
    expect(await olga.says()).toContain('Zustimmen muss eine andere Person.');
    await olga.picture('replay-counted');
    dryRunHash = (await olga.page.locator('code.hash').textContent())!;
    await sendForged(olga.page, { step: 'approval', dryRunHash });
    expect(await olga.says()).toContain('Das wurde nicht ausgeführt');
    await olga.picture('self-approval-refused');
    await paul.page.goto(replay);
    expect(await paul.page.locator('code.hash').textContent()).toBe(dryRunHash);
    await paul.picture('replay-to-approve');
    await paul.press('Dieser Zählung zustimmen');
    await paul.picture('replay-approved');
  }, 300_000);

  it('pause it, lose the service in its midst, and go on where it was', async () => {
    await olga.page.goto(replay);
    await olga.press('Starten');
    await olga.sees(/Läuft: [1-9]/);
    await olga.picture('running');
    await olga.press('Anhalten');
    await olga.waitsFor('Angehalten');
    await olga.picture('paused');
    await olga.press('Weiter');
    await olga.sees(/Läuft: [1-9]/);
    await day.killOperator();
    await olga.sees(/Der Dienst der Betriebsführung antwortet nicht/);
    await olga.picture('killed');
    await day.startOperator();
    await olga.page.locator('[data-trouble]').waitFor({ state: 'hidden', timeout: 120_000 });
    await olga.picture('again');
    await olga.waitsFor('Unterschriebenen Bericht herunterladen');
    await olga.picture('done');
  }, 600_000);

  it('have a report that anybody can check', async () => {
    await paul.page.goto(replay);
    const [download] = await Promise.all([
      paul.page.waitForEvent('download'),
      paul.page.getByRole('link', { name: 'Unterschriebenen Bericht herunterladen' }).click(),
    ]);
    const jws = await readFile(await download.path(), 'utf8');
    const keys = await fetch(`${day.stack.endpoints.apps.operator}/.well-known/jwks.json`);
    const { payload } = await compactVerify(jws, createLocalJWKSet((await keys.json()) as JSONWebKeySet));
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
      outcome: 'done',
      verified: true,
      asked: { by: personOf('olga'), client: 'operator-console' },
      approved: { by: personOf('paul'), client: 'operator-console', dryRunHash },
      dryRun: { selected: { events: readable }, unreadable: 1 },
      source: { events: readable },
    });
    await paul.follow('Wer was getan hat');
    await paul.picture('audit');
    expect([...olga.faults, ...paul.faults]).toEqual([]);
  }, 120_000);
});
