import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { createTopics, keyedProducer } from '#libs/kafka';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';
import { Operators, ReplayStand } from '../testing/replay-stand.ts';

const SUBJECTS = 40;
const EVENTS = 1_200;

describe('a replay', () => {
  let stand: ReplayStand;
  let operator: TestOperator;
  let operators: Operators;
  let paul: string;

  beforeAll(async () => {
    stand = await ReplayStand.open();
    await stand.write(0, EVENTS, SUBJECTS);
    operator = await testOperator();
    paul = await operator.surroundings.token('p_paul');
    operators = new Operators(operator.call, paul);
  });
  afterAll(async () => {
    await operator.stop();
    await stand.close();
  });

  const codeOf = async (path: string, body?: object, token?: string): Promise<unknown> => {
    const answer = await operator.call('POST', `/v1/replays${path}`, body, token);
    return answer.body.code ?? answer.status;
  };
  const sideTopic = (): object => ({
    topic: stand.topic,
    target: { kind: 'side-topic', topic: stand.sideTopic },
  });

  it('goes from draft to a signed report, and every step stands in the audit log', async () => {
    const draft = await operators.draft(sideTopic());
    expect(draft).toMatchObject({ state: 'draft', requested: { by: 'p_olga' } });
    const counted = await operators.counted(draft.id);
    expect(counted.dryRun).toMatchObject({ read: EVENTS, unreadable: 0, passed: true });
    expect(counted.dryRun?.selected.events).toBe(EVENTS);
    const { orderHash } = counted;
    const { hash: dryRunHash } = counted.dryRun!;
    expect(await codeOf(`/${draft.id}/start`)).toBe('replay-state-unsuitable');
    expect(await codeOf(`/${draft.id}/approval`, { dryRunHash })).toBe('replay-self-approval');
    expect(await codeOf(`/${draft.id}/approval`, { dryRunHash: 'a'.repeat(64) }, paul)).toBe(
      'replay-dry-run-stale',
    );
    await operators.post(`/${draft.id}/approval`, { dryRunHash }, paul);
    await operators.post(`/${draft.id}/start`);
    const done = await operators.ended(draft.id);
    expect(done).toMatchObject({ state: 'done', progress: { percent: 100, delivered: EVENTS } });

    const { body } = await operator.call('GET', `/v1/replays/${draft.id}/report`);
    const keys = (await operator.call('GET', '/.well-known/jwks.json')).body as unknown as JSONWebKeySet;
    const { payload } = await compactVerify(String(body['jws']), createLocalJWKSet(keys));
    const report = JSON.parse(Buffer.from(payload).toString()) as Record<string, Record<string, unknown>>;
    expect(report).toMatchObject({
      outcome: 'done',
      verified: true,
      asked: { by: 'p_olga', ticket: 'OPS-17' },
    });
    expect(report['approved']).toMatchObject({ by: 'p_paul', orderHash, dryRunHash });
    expect(report['source']).toEqual(report['target']);
    expect(report['source']).toMatchObject({ events: EVENTS, keys: SUBJECTS });

    const steps = await operator.pool.query<{ action: string; actor: string }>(
      'select action, actor from audit where object = $1 order by seq',
      [draft.id],
    );
    expect(steps.rows.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'replay.drafted p_olga',
      'replay.dry-run p_olga',
      'replay.counted system',
      'replay.self-approval-refused p_olga',
      'replay.approved p_paul',
      'replay.started p_olga',
      'replay.done system',
    ]);
    const delivered = await stand.contentOf(stand.sideTopic, EVENTS);
    expect(delivered).toHaveLength(EVENTS);
    expect(delivered[0]?.value).toMatchObject({ replayid: draft.id });
  });

  it('is proven by all it delivered, though brokers show that only later', async () => {
    const topic = `${stand.sideTopic}.shared`;
    await createTopics(stand.brokers, [{ topic, partitions: 3 }]);
    // What comes after the beginning of a transaction is not shown before that one is over, as while markers are written.
    const producer = keyedProducer(stand.kafka, { transactionalId: topic, maxInFlightRequests: 1 });
    await producer.connect();
    const transaction = await producer.transaction();
    const messages = [0, 1, 2].map((partition) => ({ partition, value: 'by somebody else' }));
    await transaction.send({ topic, messages });
    const { id } = await operators.started({ topic: stand.topic, target: { kind: 'side-topic', topic } });
    await operators.until(id, ({ progress }) => progress?.phase === 'verifying');
    await transaction.commit();
    await producer.disconnect();
    expect(await operators.ended(id)).toMatchObject({ state: 'done', progress: { delivered: EVENTS } });
  });

  it('is approved by another person, whatever the client, and by no machine', async () => {
    const machine = await operator.surroundings.machineToken('scheduler');
    const order = { reason: 'Because of the ticket.', ticket: 'OPS-1', ratePerSecond: 9_000, ...sideTopic() };
    // Behind it may stand the one who approves.
    expect(await codeOf('', order, machine)).toBe('person-required');
    const [asked, own] = [await operators.draft(sideTopic()), await operators.draft(sideTopic())];
    const elsewhere = await operator.surroundings.token('p_olga', 'operator', 'desk-of-the-night');
    const stories = [
      [asked.id, machine, 'person-required', 'replay.machine-approval-refused'],
      [own.id, elsewhere, 'replay-self-approval', 'replay.self-approval-refused'],
    ] as const;
    for (const [id, token, code, action] of stories) {
      const { hash: dryRunHash } = (await operators.counted(id)).dryRun!;
      expect(await codeOf(`/${id}/approval`, { dryRunHash }, token)).toBe(code);
      const who = { client: 'desk-operator', issuer: operator.surroundings.issuer.url };
      const approved = await operators.post(`/${id}/approval`, { dryRunHash }, paul);
      expect(approved.approved).toMatchObject({ by: 'p_paul', ...who });
      const { body } = await operator.call('GET', `/v1/audit?object=${id}`);
      expect((body['entries'] as object[]).slice(0, 2)).toMatchObject([
        { action: 'replay.approved', actor: 'p_paul', detail: who },
        { action },
      ]);
    }
  });

  it('holds its life and the second pair of eyes in the database too', async () => {
    const { id } = await operators.draft(sideTopic());
    const change = (sql: string): Promise<unknown> =>
      operator.pool.query(`update replay set ${sql} where id = $1`, [id]);
    await expect(change(`state = 'running'`)).rejects.toThrow('replay_step');
    await expect(
      change(`approved_by = requested_by, approved_issuer = requested_issuer, approved_client = 'x'`),
    ).rejects.toThrow('replay_by_two_persons');
    await expect(change(`approved_by = 'machine'`)).rejects.toThrow('replay_approved_by_person');
    await expect(change(`state = 'dry-run', dry_run = '{}'`)).resolves.toBeDefined();
    const approved = `state = 'approved', approved_by = 'x', approved_issuer = 'i'`;
    const seen = `approved_dry_run = repeat('a', 64)`;
    await expect(change(`${approved}, ${seen}`)).rejects.toThrow('replay_needs_two_people');
    await expect(change(`${approved}, approved_hash = order_hash`)).rejects.toThrow(
      'replay_approved_as_seen',
    );
    await expect(change(`selection = '{}'`)).rejects.toThrow('permission denied');
    await expect(change(`requested_by = 'x'`)).rejects.toThrow('permission denied');
    const machine = `insert into replay (selection, target, rate_per_second, order_hash, reason, ticket, requested_by, expires_at)
      values ('{}', '{}', 1, repeat('a', 64), 'r', 't', 'scheduler', now())`;
    await expect(operator.pool.query(machine)).rejects.toThrow('replay_asked_by_person');
  });

  it('refuses what cannot be replayed or delivered, and says why', async () => {
    const order = { reason: 'Because of the ticket.', ticket: 'OPS-1', target: { kind: 'file' } };
    const drafts: readonly (readonly [object, string])[] = [
      [{ ...order, topic: 'register.none.changes.v1' }, 'topic-unknown'],
      [{ ...order, topic: '__consumer_offsets' }, 'topic-unknown'],
      [{ ...order, topic: stand.topic, register: 'residents' }, 'request-invalid'],
      [{ ...order, topic: stand.topic, fromOffset: 3 }, 'request-invalid'],
      [{ ...order, topic: stand.topic, fromTime: '2026-05-01' }, 'request-invalid'],
      [{ ...order, topic: stand.topic, fromTime: '2026-W01-1T00:00:00Z' }, 'request-invalid'],
      [{ ...order, topic: stand.topic, toTime: '2026-02-30T00:00:00Z' }, 'request-invalid'],
      [{ ...order, topic: stand.topic, partitions: [99] }, 'replay-selection-empty'],
      [
        { ...order, topic: stand.topic, target: { kind: 'side-topic', topic: 'other' } },
        'replay-target-unsuitable',
      ],
      [{ ...order, topic: stand.topic, target: { kind: 'file', group: 'x' } }, 'request-invalid'],
      [{ ...order, topic: stand.topic, ticket: undefined }, 'member-missing'],
      [
        { ...order, topic: stand.topic, target: { kind: 'group', group: 'nobody.reactions' } },
        'consumer-group-unknown',
      ],
    ];
    for (const [draft, code] of drafts) expect([await codeOf('', draft), draft]).toEqual([code, draft]);
    expect(await codeOf('/nonsense/start')).toBe('replay-unknown');

    const empty = await operators.draft({ ...sideTopic(), types: ['resident.died.v1'] });
    const none = await operators.counted(empty.id);
    expect(await codeOf(`/${empty.id}/approval`, { dryRunHash: none.dryRun!.hash }, paul)).toBe(
      'replay-selection-empty',
    );
  });

  it('takes an approval back when it is counted again, and no old count for true', async () => {
    const approved = await operators.approved(sideTopic());
    const again = await operators.counted(approved.id);
    expect(again).toMatchObject({ state: 'dry-run' });
    expect(again.approved).toBeUndefined();
    await operator.pool.query(`update replay set dry_run_at = now() - interval '2 hours' where id = $1`, [
      again.id,
    ]);
    expect(await codeOf(`/${again.id}/approval`, { dryRunHash: again.dryRun!.hash }, paul)).toBe(
      'replay-dry-run-stale',
    );
  });
});
