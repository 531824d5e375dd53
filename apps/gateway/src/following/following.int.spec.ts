import { randomBytes } from 'node:crypto';
import { type ChangeEvent, deliveryTopic } from '#libs/contracts';
import { connectInbox } from '#libs/inbox';
import { createTopics, keyedProducer, type Producer } from '#libs/kafka';
import { createKafka } from '#libs/service-kit';
import { eventually, testKafka, uniqueTopic } from '#libs/test-kit';
import { deathsGroup } from '../deaths/deaths.controller.ts';
import { ANNA, DemoGateway } from '../testing/demo-gateway.ts';
import { untilBlocked } from '../testing/pressure.ts';
import { anna, BEN, ben, Follower } from '../testing/follower.ts';
import { changesGroup } from './changes.controller.ts';

let gateway: DemoGateway;
let follower: Follower;
let producer: Producer;
let topic: string;
let groups: Readonly<Record<'reactions' | 'subscriptions', string>>;

beforeAll(async () => {
  topic = await uniqueTopic('residents');
  const run = randomBytes(4).toString('hex');
  groups = { reactions: `reactions.${run}`, subscriptions: `subscriptions.${run}` };
  const brokers = await testKafka();
  await createTopics(
    brokers,
    Object.values(groups).map((group) => ({ topic: deliveryTopic(group) })),
  );
  const kafka = createKafka({ kafkaBrokers: brokers.split(',') }, 'gateway');
  gateway = await DemoGateway.start((app, readiness, liveness) => {
    const health = { readiness, liveness };
    const follow = { topics: [topic], kafka };
    connectInbox(app, health, { ...deathsGroup, ...follow, group: groups.reactions });
    connectInbox(app, health, { ...changesGroup, ...follow, group: groups.subscriptions });
  });
  follower = new Follower(gateway);
  producer = keyedProducer(kafka);
  await producer.connect();
});
afterAll(async () => {
  await producer.disconnect();
  await gateway.inner.stop();
});

const publish = async (to: string, event: ChangeEvent, key = event.subject): Promise<void> => {
  await producer.send({ topic: to, messages: [{ key, value: JSON.stringify(event) }] });
};

/** Polls as a subscriber does, until events have come. */
async function poll(id: string, after?: string): ReturnType<Follower['next']> {
  const page = await follower.next(id, after, { waitS: '5' });
  return page.ids.length > 0 ? page : poll(id, page.cursor);
}

describe('two gateways', () => {
  it('tell of every act on a subject whose listing was acknowledged before it, whatever the other one asked before', async () => {
    const [changes, group] = [await uniqueTopic('residents'), `${groups.subscriptions}.beside`];
    const brokers = await testKafka();
    await createTopics(brokers, [{ topic: deliveryTopic(group) }]);
    const kafka = createKafka({ kafkaBrokers: brokers.split(',') }, 'gateway');
    const [asked, listed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    /** The other gateway's first answer of the database reaches it only when the listing is acknowledged here. */
    const concerned: typeof changesGroup.concerned = async (events, manager) => {
      const answer = await changesGroup.concerned!(events, manager);
      asked.resolve();
      await listed.promise;
      return answer;
    };
    const other = await gateway.inner.another((app, readiness, liveness) => {
      const options = { ...changesGroup, topics: [changes], kafka, group, concerned };
      connectInbox(app, { readiness, liveness }, options);
    });
    const [before, after] = [follower.eventAbout(BEN), follower.eventAbout(BEN)];
    await publish(changes, before);
    await asked.promise;
    const id = await follower.subscribed({ subjects: [ben] });
    await publish(changes, after);
    listed.resolve();
    expect((await poll(id)).ids).toEqual([after.id]);
    await other.close();
  });
});

it('appends events of many subjects in one transaction without a circle of locks, in whatever order they come', async () => {
  const ids = [
    await follower.subscribed({ subjects: [anna] }),
    await follower.subscribed({ subjects: [ben] }),
  ];
  const [ofAnna, ofBen] = [follower.eventAbout(ANNA), follower.eventAbout(BEN)];
  const [halfway, waits] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const handle = (events: readonly ChangeEvent[], between: () => Promise<void>): Promise<void> =>
    follower.inTransaction(async (manager) => {
      await changesGroup.lockFor?.(events, manager);
      for (const event of events) {
        await follower.handleIn(manager, event);
        await between();
      }
    });
  const first = handle([ofAnna, ofBen], async () => {
    halfway.resolve();
    await waits.promise;
  });
  await halfway.promise;
  const second = handle([follower.eventAbout(BEN), follower.eventAbout(ANNA)], () => Promise.resolve());
  await untilBlocked(gateway.inner.pool);
  waits.resolve();
  await Promise.all([first, second]);
  for (const id of ids) expect((await poll(id)).ids).toHaveLength(2);
});

describe('a gateway that follows the change topics', () => {
  it('brings a move to the feed, once however often it is published, and replays it on request', async () => {
    const id = await follower.subscribed({ subjects: [anna] });
    const [first, second] = [follower.eventAbout(ANNA), follower.eventAbout(ANNA)];
    for (const event of [first, first, second]) await publish(topic, event);
    let page = await poll(id);
    const seen = [...page.ids];
    while (seen.length < 2) seen.push(...(page = await poll(id, page.cursor)).ids);
    expect(seen).toEqual([first.id, second.id]);

    const replay = { replayid: 'r-1', replayorigin: `${topic}/0/0`, replaytarget: `subscription:${id}` };
    await publish(deliveryTopic(groups.subscriptions), { ...first, ...replay });
    expect((await poll(id, page.cursor)).ids).toEqual([first.id]);
  });

  it('leaves no trace of persons whom nobody follows, their event id included', async () => {
    const id = await follower.subscribed({ subjects: [anna] });
    const followed = follower.eventAbout(ANNA);
    const stranger = follower.eventAbout('01234567899');
    // Under one key the second is handled after the first.
    for (const event of [stranger, followed]) await publish(topic, event, followed.subject);
    expect((await poll(id)).ids).toEqual([followed.id]);
    const { rows } = await gateway.inner.pool.query(
      'select event_id from inbox_event where event_id = any($1)',
      [[stranger.id, followed.id]],
    );
    expect(rows).toEqual([{ event_id: followed.id }]);
  });

  it('ends what the person had chosen when a death arrives', async () => {
    const id = await gateway.chosenId();
    await publish(topic, follower.eventAbout(ANNA, 'resident.died.v1'));
    const state = async (): Promise<unknown> => {
      const { body } = await gateway.inner.call(gateway.anna, 'GET', `/v1/consents/${id}`);
      return body['state'];
    };
    await eventually('the consent ends', state, (now) => now === 'ENDED_BY_DEATH');
    expect(await gateway.lookUp({ consentId: id })).toMatchObject({ body: { code: 'consent-expired' } });
  });
});
