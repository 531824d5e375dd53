import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { registerNames, serviceOfGroup } from '#libs/contracts';
import { kafkaClient, withAdmin } from '#libs/kafka';
import { startKafka } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { FakeGroup } from '../../apps/operator/src/testing/consumer-group.ts';
import { openBrowser, visitor } from '../../test/web/browser.ts';
import { ConsoleStand, type Visitor } from './testing/console-stand.ts';

const relayText =
  'einmal_outbox_backlog_events 0\neinmal_outbox_oldest_event_age_seconds 0\neinmal_outbox_relay_leading 1\n';
const since = /Kafka antwortet nicht\. Rückstand, Leser und Themen sind vom Stand \d\d:\d\d:\d\d\sUhr\./g;

let dir: string;
let broker: Awaited<ReturnType<typeof startKafka>>;
/** The one has parked something, the other has not. */
let [group, idle]: FakeGroup[] = [];
let stand: ConsoleStand;
let browser: Browser;
let olga: Visitor;
let letter: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'einmal-away-'));
  broker = await startKafka({ dir });
  const { bootstrapServers } = broker;
  [group, idle] = [await FakeGroup.start(bootstrapServers), await FakeGroup.start(bootstrapServers)];
  stand = await ConsoleStand.start({ kafkaBrokers: [bootstrapServers] });
  // Nothing but Kafka is ever missing.
  for (const register of registerNames) stand.operator.surroundings.metrics.set(register, relayText);
  [browser, olga] = [await openBrowser(), await stand.signedIn('p_olga')];
  await group.announce('parked', [group.parked('k-away')]);
  const read = async (): Promise<string | undefined> =>
    /dead-letters\/([0-9a-f-]{36})/.exec((await olga.open('/de/ops/dead-letters')).html)?.[1];
  const id = await eventually('the letter arrives', read, (found) => found !== undefined);
  letter = `/de/ops/dead-letters/${id}`;
}, 300_000);
// A broker that is away costs time, and the token in a session is good for four minutes.
beforeEach(async () => {
  olga = await stand.signedIn('p_olga');
});
// Also after a test that failed while the broker was stopped.
afterEach(() => process.kill(broker.pid, 'SIGCONT'));
afterAll(async () => {
  await browser?.close();
  await stand?.stop();
  await Promise.all([group?.stop(), idle?.stop()]);
  await broker.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A console that is opened and left open. */
async function left(): Promise<Page> {
  const { context, page } = await visitor(browser);
  const url = `http://127.0.0.1:${stand.portal.port}`;
  await context.addCookies([{ name: 'einmal-operators', value: olga.cookie, url, httpOnly: true }]);
  await page.goto(`${url}/de/ops`);
  return page;
}

/** How often the page that is looked at says since when Kafka is missing. */
const saysSince = async (page: Page): Promise<number> =>
  (await page.innerText('main')).match(since)?.length ?? 0;
const trouble = (page: Page, what: string, is: (text: string) => boolean): Promise<string> =>
  eventually(what, async () => (await page.textContent('[data-trouble]')) ?? '', is);
const row = async (page: Page, of: FakeGroup | undefined): Promise<string> =>
  page.locator('[data-row]', { hasText: of!.group }).first().innerText();

it('says that Kafka does not answer and since when, keeps what it knows, and goes on by itself', async () => {
  const before = await left();
  for (const each of [group, idle])
    await before.locator('[data-row]', { hasText: each!.group }).first().waitFor();
  const known = await row(before, idle);
  process.kill(broker.pid, 'SIGSTOP');
  const once = (count: number): boolean => count === 1;
  await eventually('the page that was open says so', () => saysSince(before), once);
  expect(await row(before, idle)).toBe(known);
  const during = await left();
  // Before its script is told anything, and after.
  expect(await saysSince(during)).toBe(1);
  const told = await during.textContent('[data-as-of]');
  await eventually(
    'figures come',
    () => during.textContent('[data-as-of]'),
    (text) => text !== told,
  );
  expect(await saysSince(during)).toBe(1);
  expect(await during.locator('[data-missing]').innerText()).toMatch(
    /Kafka: Themen, Lesegruppen und Rückstand/,
  );
  expect(await row(during, idle)).toBe(known);
  expect((await olga.open('/de/ops/dead-letters')).html).toContain(group!.group);
  expect((await olga.open(`/de/ops/group?name=${idle!.group}`)).status).toBe(200);
  const typed = {
    topic: 'replay.x',
    kind: 'file',
    reason: 'A handler lost what it was told.',
    ticket: 'OPS-17',
  };
  const draft = await olga.send('/de/ops/replays/new', typed);
  expect([draft.status, draft.html.includes('Kafka antwortet nicht. Versuchen Sie es später')]).toEqual([
    503,
    true,
  ]);
  expect(draft.html).toContain('value="replay.x"');
  process.kill(broker.pid, 'SIGCONT');
  for (const page of [before, during]) {
    await trouble(page, 'Kafka is back', (text) => !text.includes('Kafka'));
    await page.locator('[data-says]', { hasNotText: 'Kafka' }).waitFor();
    expect(await page.locator('[data-missing]:not([hidden])').count()).toBe(0);
    await page.context().close();
  }
}, 300_000);

it('says that a group has vanished, which service has to run, and what waits for it', async () => {
  const page = await left();
  for (const each of [group, idle])
    await page.locator('[data-row]', { hasText: each!.group }).first().waitFor();
  const kafka = kafkaClient(broker.bootstrapServers, 'vanished');
  await withAdmin(kafka, (admin) => admin.deleteGroups([group!.group, idle!.group]));
  await eventually(
    'one is gone, and the other one is in trouble',
    () => Promise.all([row(page, idle), row(page, group)]),
    ([gone, parked]) => gone.includes('nicht mehr da') && parked.includes('Störung'),
  );
  await trouble(page, 'it says so', (text) => text.startsWith('Hier hat sich etwas geändert.'));
  expect((await olga.open(`/de/ops/group?name=${idle!.group}`)).status).toBe(404);
  const { html } = await olga.open(`/de/ops/group?name=${group!.group}`);
  expect(html).toContain('Die Lesegruppe ist verschwunden');
  const refused = await olga.send(letter, { step: 'redrive' });
  const service = serviceOfGroup(group!.group);
  expect([refused.status, refused.html.includes(`Starten Sie den Dienst „${service}“`)]).toEqual([404, true]);
  expect((await olga.open(letter)).html).toContain('value="redrive"');
  const { status, location = '' } = await olga.send(letter, { step: 'discard', reason: 'of a test' });
  expect(status).toBe(303);
  for (const path of [location, '/de/ops/dead-letters/redrives'])
    expect([path, (await olga.open(path)).html.includes(`„${service}“`)]).toEqual([path, true]);
}, 300_000);
