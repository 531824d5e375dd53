import { randomUUID } from 'node:crypto';
import { createTopics, groupConsumer, kafkaClient, orderedProducer } from '#libs/kafka';
import { eventually, freePort, testKafka } from '#libs/test-kit';
import { rowKey } from '../../apps/portal/src/console/streams.rules.ts';
import { ConsoleStand, type Visitor } from './testing/console-stand.ts';

const relayText =
  'einmal_outbox_backlog_events 7\neinmal_outbox_oldest_event_age_seconds 2\neinmal_outbox_relay_leading 1\n';

let stand: ConsoleStand;
let olga: Visitor;
const topic = `console.t${randomUUID().slice(0, 8)}.changes.v1`;

async function write(count: number): Promise<void> {
  const producer = orderedProducer(kafkaClient(await testKafka(), 'console'));
  await producer.connect();
  await producer.send({ topic, messages: Array.from({ length: count }, () => ({ value: '{}' })) });
  await producer.disconnect();
}

beforeAll(async () => {
  await createTopics(await testKafka(), [{ topic, partitions: 1 }]);
  stand = await ConsoleStand.start();
  olga = await stand.signedIn('p_olga');
});
afterAll(() => stand?.stop());

describe('the page of streams', () => {
  it('shows topics, groups and registers, and names what is missing', async () => {
    stand.operator.surroundings.metrics.set('residents', relayText);
    const { html, status } = await eventually(
      'the topic and the register are shown',
      () => olga.open('/de/ops'),
      (page) => page.html.includes(topic) && page.html.includes('2 s'),
    );
    expect(status).toBe(200);
    expect(html).toContain('Meldungen des Registers vehicles');
    expect(html).toContain('antwortet mit 503');
    expect(html).toContain('npm run -s einmal -- streams');
    expect(html).not.toMatch(/style=|<script(?![^>]*src=)/);
    expect((await olga.open('/en/ops')).html).toContain('Announcements of the register vehicles');
  });

  it('shows the name of a group as text, whatever it is', async () => {
    const groupId = `"><script>alert(1)</script>\u202e${randomUUID().slice(0, 8)}`;
    const consumer = groupConsumer(kafkaClient(await testKafka(), 'console'), { groupId });
    await consumer.connect();
    await consumer.subscribe({ topic });
    await consumer.run({ eachMessage: () => Promise.resolve() });
    const { html } = await eventually(
      'the group is shown',
      () => olga.open('/de/ops'),
      (page) => page.html.includes('alert(1)'),
    );
    expect(html).not.toContain('<script>');
    expect(html).toContain('&quot;>&lt;script>alert(1)&lt;/script>[U+202E]');
    const page = await olga.open(`/de/ops/group?name=${encodeURIComponent(groupId)}`);
    expect([page.status, page.html.includes('<script>')]).toEqual([200, false]);
    await consumer.disconnect();
  });

  it('tells plainly of a group that there is not, or not any more', async () => {
    const { status, html } = await olga.open('/de/ops/group?name=gone.reactions');
    expect(status).toBe(404);
    expect(html).toContain('Diese Lesegruppe gibt es nicht');
  });

  it('is for nobody without a session', async () => {
    const { status, location } = await stand.portal.ask('GET', '/de/ops');
    expect([status, location?.startsWith('/de/login')]).toEqual([303, true]);
    // An EventSource would follow the way to the login, and take its page for a lost connection.
    const events = await stand.portal.ask('GET', '/de/ops/events');
    expect([events.status, events.location]).toEqual([204, undefined]);
  });
});

describe('a console that is left open', () => {
  const kept = (data: string): string | undefined =>
    (JSON.parse(data) as { rows: Record<string, { figures: string[] }> }).rows[rowKey('topic', topic)]
      ?.figures[0];

  it('sees a change, in counts alone', async () => {
    const told = await stand.watch(olga);
    await stand.told(told, 'figures come', (data) => kept(data) === '0');
    await write(3);
    const data = await stand.told(told, 'the three events are counted', (each) => kept(each) === '3');
    expect(data).not.toContain(topic);
    expect(data).not.toContain('changes.v1');
    told.leave();
  });

  it('goes on as another operator when the session that asked ends, and ends with its own', async () => {
    const first = await stand.signedIn('p_first');
    const [one, other] = [await stand.watch(first), await stand.watch(olga)];
    await stand.told(one, 'figures come', () => true);
    await stand.sessions.endAllOf('p_first');
    await eventually('the first one ends', () => Promise.resolve(one.isOver), Boolean);
    expect(one.events.at(-1)?.event).toBe('over');
    const before = other.events.length;
    await eventually(
      'the other goes on',
      () => Promise.resolve(other.events.length),
      (now) => now > before + 1,
    );
    expect(other.events.at(-1)?.event).toBe('figures');
    other.leave();
  });

  it('ends where the login is over that stands behind the session', async () => {
    const stranger = await stand.signedIn(
      'p_clerk',
      await stand.operator.surroundings.token('p_clerk', 'lookup'),
    );
    const told = await stand.watch(stranger);
    await eventually('it ends', () => Promise.resolve(told.isOver), Boolean);
    expect(told.events.map(({ event }) => event)).toEqual(['over']);
  });

  it('tells a developer nothing, also while an operator looks', async () => {
    const own = await stand.watch(olga);
    await stand.told(own, 'figures come', () => true);
    const token = await stand.operator.surroundings.token('p_developer', 'development');
    const told = await stand.watch(await stand.signedIn('p_developer', token));
    await eventually('it ends', () => Promise.resolve(told.isOver), Boolean);
    expect(told.events.map(({ event }) => event)).toEqual(['over']);
    own.leave();
  });

  it('is one of six of its session at most, and makes room when it is closed', async () => {
    const visitor = await stand.signedIn('p_many');
    const open = await Promise.all(Array.from({ length: 6 }, () => stand.watch(visitor)));
    const [first] = open;
    await stand.told(first!, 'figures come', () => true);
    const seventh = await stand.watch(visitor);
    await eventually('it is told so', () => Promise.resolve(seventh.isOver), Boolean);
    expect(seventh.events).toEqual([{ event: 'over', data: '{"why":"many"}' }]);
    // What is no id of a replay is neither counted nor asked for.
    const nowhere = await stand.watch(visitor, '/de/ops/replays/not-an-id/events');
    await eventually('it is told so', () => Promise.resolve(nowhere.isOver), Boolean);
    expect(nowhere.events).toEqual([{ event: 'over', data: '{"why":"gone"}' }]);
    first!.leave();
    await eventually(
      'there is room',
      async () => {
        const told = await stand.watch(visitor);
        await eventually('it is answered', () => Promise.resolve(told.events.length), Boolean);
        told.leave();
        return told.events[0]?.event;
      },
      (event) => event === 'figures',
    );
    for (const each of open) each.leave();
  });

  it('puts no end off', async () => {
    const visitor = await stand.signedIn('p_idle');
    await stand.pool.query(
      `update session set used_at = now() - interval '10 minutes', lasts_until = now() + interval '20 minutes'`,
    );
    const before = await stand.sessions.look(visitor.cookie);
    const told = await stand.watch(visitor);
    await stand.told(told, 'figures come', () => true);
    expect((await stand.sessions.look(visitor.cookie))?.lastsUntil).toEqual(before?.lastsUntil);
    told.leave();
  });
});

describe('without Kafka', () => {
  let alone: ConsoleStand;
  beforeAll(async () => {
    alone = await ConsoleStand.start({ kafkaBrokers: [`127.0.0.1:${await freePort()}`] });
  });
  afterAll(() => alone?.stop());

  it('says so, shows the rest, and does not call an unknown group gone', async () => {
    const visitor = await alone.signedIn('p_olga');
    const { html, status } = await visitor.open('/de/ops');
    expect(status).toBe(200);
    expect(html).toContain('Kafka: Themen, Lesegruppen und Rückstand');
    const group = await visitor.open('/de/ops/group?name=vehicles.reactions');
    expect([group.status, group.html.includes('Kafka antwortet nicht')]).toEqual([503, true]);
  });
});
