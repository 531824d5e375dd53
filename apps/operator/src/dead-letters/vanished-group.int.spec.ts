import { createTopics, kafkaClient, patiently, withAdmin } from '#libs/kafka';
import { eventually, testKafka } from '#libs/test-kit';
import type { ReplayDto } from '../replays/replay.dto.ts';
import { FakeGroup } from '../testing/consumer-group.ts';
import { CorrectionsStand } from '../testing/corrections-stand.ts';
import type { Job } from '../testing/dead-letters-stand.ts';
import { Operators, ReplayStand } from '../testing/replay-stand.ts';

const gone = { status: 404, body: { code: 'consumer-group-unknown' } };

let stand: CorrectionsStand;
let other: FakeGroup;
let events: ReplayStand;
let operators: Operators;
beforeAll(async () => {
  other = await FakeGroup.start();
  stand = await CorrectionsStand.start();
  events = await ReplayStand.open(1);
  await events.write(0, 10, 2);
  const { operator } = stand.letters;
  operators = new Operators(operator.call, await operator.surroundings.token('p_paul'));
});
afterAll(async () => {
  await events?.close();
  await stand?.stop();
  await other?.stop();
});

const kafka = async () => kafkaClient(await testKafka(), 'vanished');
/** As an administrator of Kafka does it; the group has no members. */
const vanish = async (group: string): Promise<unknown> =>
  withAdmin(await kafka(), (admin) => admin.deleteGroups([group]));
const comes = async (group: string): Promise<void> =>
  withAdmin(await kafka(), (admin) =>
    patiently(() =>
      admin.setOffsets({
        ...{ groupId: group, topic: `${group}.deliveries` },
        partitions: [{ partition: 0, offset: '0' }],
      }),
    ),
  );

it('is told to whoever wants its dead letters redriven, discarded or corrected, and nothing is half done', async () => {
  const { event, letter } = await stand.aLetter();
  const seen = await stand.tried(letter);
  const { operator } = stand.letters;
  const { group } = stand.letters.group;
  const counts = async (): Promise<unknown> =>
    (
      await operator.pool.query(
        `select (select count(*) from redrive) as redrives, (select count(*) from command) as commands,
          (select count(*) from audit) as entries`,
      )
    ).rows[0];
  const before = await counts();
  await vanish(group);
  const selection = { group, key: event.key };
  for (const [tail, body] of [
    [`/${letter.id}/redrive`, {}],
    [`/${letter.id}/discard`, { reason: 'no use' }],
    ['/redrives', selection],
    ['/discards', { ...selection, reason: 'no use' }],
  ] as const) {
    const answer = await stand.letters.post(tail, body);
    expect([tail, answer]).toEqual([
      tail,
      expect.objectContaining({ ...gone, body: expect.objectContaining(gone.body) }),
    ]);
    expect(answer.body.detail).toContain(group);
  }
  expect(await stand.approve(seen)).toMatchObject(gone.body);
  expect(await stand.found(seen.id)).toMatchObject({ state: 'dry-run' });
  expect(await counts()).toEqual(before);
  expect(await stand.letters.letterOf(event)).toMatchObject({ state: 'PARKED' });
  await comes(group);
  expect((await stand.letters.post(`/${letter.id}/redrive`, {})).status).toBe(202);
});

it('holds nothing up that other groups parked: its letters are left out, and told of', async () => {
  const { letters } = stand;
  const { operator, group: live } = letters;
  const key = 'k-of-both';
  const here = live.parked(key);
  await live.announce('parked', [here]);
  await other.announce('parked', [other.parked(key), other.parked(key)]);
  const tail = `?key=${key}`;
  await eventually(
    'the letters of both groups arrive',
    async () => (await letters.get(tail)).body['deadLetters'] as object[],
    ({ length }) => length === 3,
  );
  await vanish(other.group);
  const leftOut = [{ group: other.group, events: 2 }];
  const redriven = await letters.post('/redrives', { key });
  expect(redriven).toMatchObject({ status: 202, body: { leftOut, progress: { events: 1 } } });
  const job = redriven.body as unknown as Job;
  const audited = await operator.pool.query('select detail from audit where object = $1', [job.id]);
  expect(audited.rows).toMatchObject([{ detail: { leftOut, events: 1 } }]);
  const { rows } = await operator.pool.query('select topic from command where redrive_id = $1', [job.id]);
  expect(rows).toEqual([{ topic: `${live.group}.deliveries` }]);
  await live.announce('parked', [here]);
  await letters.finished(job);
  const discarded = await letters.post('/discards', { key, reason: 'no use' });
  expect(discarded).toMatchObject({ status: 202, body: { leftOut, progress: { events: 1 } } });
  expect(await letters.post('/redrives', { key, group: other.group })).toMatchObject({ status: 404 });
});

describe('a replay to it', () => {
  const group = (): string => events.group;
  const order = () => ({ topic: events.topic, target: { kind: 'group', group: group() } });
  const step = async (id: string, name: string, body: object = {}, token?: string) =>
    stand.letters.operator.call('POST', `/v1/replays/${id}/${name}`, body, token);

  beforeAll(async () => {
    await createTopics(await testKafka(), [{ topic: `${events.group}.deliveries`, partitions: 1 }]);
    await comes(group());
  });

  it('is not drafted, approved or started, and is told of', async () => {
    const paul = await stand.letters.operator.surroundings.token('p_paul');
    const counted = await operators.counted((await operators.draft(order())).id);
    const approved = await operators.approved(order());
    await vanish(group());
    const refused = await stand.letters.operator.call('POST', '/v1/replays', {
      ...{ ...order(), reason: 'A handler lost what it was told.', ticket: 'OPS-17' },
    });
    expect(refused).toMatchObject(gone);
    const again = await operators.counted(counted.id);
    expect(again.dryRun?.checks.map(({ detail }) => detail)).toContain(
      `There is no consumer group ${group()}.`,
    );
    const approval = { dryRunHash: again.dryRun!.hash };
    expect(await step(counted.id, 'approval', approval, paul)).toMatchObject(gone);
    expect(await step(approved.id, 'start')).toMatchObject(gone);
    expect(await operators.find(approved.id)).toMatchObject({ state: 'approved' });
    await comes(group());
    expect((await step(approved.id, 'start')).status).toBe(200);
    await operators.post(`/${approved.id}/cancel`);
  });

  it('ends as failed when it vanishes while it is waited for', async () => {
    const { id } = await operators.started(order());
    await operators.until(id, ({ progress }) => progress?.phase === 'waiting-for-group');
    await vanish(group());
    const ended: ReplayDto = await operators.ended(id);
    expect(ended).toMatchObject({
      state: 'failed',
      failure: { code: 'target-unsuitable', detail: expect.stringContaining('any more') as string },
    });
  });
});
