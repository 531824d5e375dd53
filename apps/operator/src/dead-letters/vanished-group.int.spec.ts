import { deliveryTopic, serviceOfGroup } from '#libs/contracts';
import { kafkaClient, withAdmin } from '#libs/kafka';
import { eventually, testKafka } from '#libs/test-kit';
import { comeBack, FakeGroup, vanish } from '../testing/consumer-group.ts';
import { CorrectionsStand } from '../testing/corrections-stand.ts';
import { type Job, later } from '../testing/dead-letters-stand.ts';

const gone = { status: 404, body: { code: 'consumer-group-unknown' } };

let stand: CorrectionsStand;
let other: FakeGroup;
beforeAll(async () => {
  other = await FakeGroup.start();
  stand = await CorrectionsStand.start();
});
afterAll(async () => {
  await stand?.stop();
  await other?.stop();
});

it('is told to whoever wants its dead letters redriven or corrected, with the service to start, and nothing is half done', async () => {
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
    ['/redrives', selection],
  ] as const) {
    const answer = await stand.letters.post(tail, body);
    expect([tail, answer]).toEqual([
      tail,
      expect.objectContaining({ ...gone, body: expect.objectContaining(gone.body) }),
    ]);
    expect(answer.body.detail).toContain(`the consumer group ${group} (any more)`);
    expect(answer.body.detail).toContain(`Start the service ${serviceOfGroup(group)}, then`);
  }
  expect(await stand.approve(seen)).toMatchObject(gone.body);
  expect(await stand.found(seen.id)).toMatchObject({ state: 'dry-run' });
  expect(await counts()).toEqual(before);
  expect(await stand.letters.letterOf(event)).toMatchObject({ state: 'PARKED' });
  await comeBack(group);
  expect((await stand.letters.post(`/${letter.id}/redrive`, {})).status).toBe(202);
});

it('has its dead letters discarded when its service runs again, and says so until then', async () => {
  const { letters } = stand;
  const { group } = letters.group;
  const events = ['k-absent-a', 'k-absent-b'].map((key) => letters.group.parked(key));
  await letters.group.announce('parked', events);
  for (const { key } of events) await letters.arrived(key, 1);
  await vanish(group);
  const { id } = await letters.letterOf(events[0]!);
  const reason = 'no use';
  const jobs = [
    await letters.ask(`/${id}/discard`, { reason }),
    await letters.ask('/discards', { group, key: events[1]!.key, reason }),
  ];
  const absentGroups = [group];
  for (const job of jobs) {
    const now = { state: 'RUNNING', absentGroups, leftOut: [], progress: { events: 1, pending: 1 } };
    expect(job).toMatchObject(now);
    expect((await letters.get(`/redrives/${job.id}`)).body).toMatchObject(now);
    const { rows } = await letters.operator.pool.query('select detail from audit where object = $1', [
      job.id,
    ]);
    expect(rows).toMatchObject([{ detail: { absentGroups } }]);
  }
  // It lies where the service finds it.
  await letters.commands(2, ...events.map(({ key }) => key));
  await comeBack(group);
  await letters.group.announce('discarded', events, { at: later() });
  for (const job of jobs) expect(await letters.finished(job)).toMatchObject({ progress: { done: 1 } });
});

it('has nothing asked of it where not even its topic is left', async () => {
  const lost = await FakeGroup.start();
  await lost.announce('parked', [lost.parked('k-lost')]);
  const [letter] = await eventually(
    'its letter arrives',
    async () => (await stand.letters.get(`?group=${lost.group}`)).body['deadLetters'] as { id: string }[],
    ({ length }) => length === 1,
  );
  await lost.stop();
  await vanish(lost.group);
  const topic = deliveryTopic(lost.group);
  await withAdmin(kafkaClient(await testKafka(), 'lost'), async (admin) => {
    await admin.deleteTopics({ topics: [topic] });
    await eventually(
      'its topic is gone',
      () => admin.listTopics(),
      (topics) => !topics.includes(topic),
    );
  });
  const reason = 'no use';
  for (const [tail, body] of [
    [`/${letter!.id}/discard`, { reason }],
    ['/discards', { group: lost.group, reason }],
  ] as const)
    expect([tail, await stand.letters.post(tail, body)]).toMatchObject([tail, gone]);
});

it('holds nothing up that other groups parked: what is redriven is not of it, and that is told for as long', async () => {
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
  expect((await letters.get(`/redrives/${job.id}`)).body).toMatchObject({ state: 'DONE', leftOut });
  const { redrives } = (await letters.get('/redrives')).body as unknown as { redrives: Job[] };
  expect(redrives.find(({ id }) => id === job.id)).toMatchObject({ leftOut, absentGroups: [] });
  const discarded = await letters.post('/discards', { key, reason: 'no use' });
  expect(discarded).toMatchObject({
    status: 202,
    body: { leftOut: [], absentGroups: [other.group], progress: { events: 3 } },
  });
  expect(await letters.post('/redrives', { key, group: other.group })).toMatchObject({ status: 404 });
});
