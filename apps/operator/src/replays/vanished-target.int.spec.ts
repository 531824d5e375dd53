import { serviceOfGroup } from '#libs/contracts';
import { createTopics } from '#libs/kafka';
import { testKafka } from '#libs/test-kit';
import { comeBack, vanish } from '../testing/consumer-group.ts';
import { Operators, ReplayStand } from '../testing/replay-stand.ts';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';
import type { ReplayDto } from './replay.dto.ts';

const gone = { status: 404, body: { code: 'consumer-group-unknown' } };

let operator: TestOperator;
let events: ReplayStand;
let operators: Operators;
let paul: string;
beforeAll(async () => {
  events = await ReplayStand.open(1);
  await events.write(0, 10, 2);
  operator = await testOperator();
  paul = await operator.surroundings.token('p_paul');
  operators = new Operators(operator.call, paul);
});
afterAll(async () => {
  await operator?.stop();
  await events?.close();
});

describe('a replay to a group that vanished', () => {
  const group = (): string => events.group;
  const order = () => ({ topic: events.topic, target: { kind: 'group', group: group() } });
  const step = async (id: string, name: string, body: object = {}, token?: string) =>
    operator.call('POST', `/v1/replays/${id}/${name}`, body, token);

  beforeAll(async () => {
    await createTopics(await testKafka(), [{ topic: `${events.group}.deliveries`, partitions: 1 }]);
    await comeBack(group());
  });

  it('is not drafted, approved or started, and is told of', async () => {
    const counted = await operators.counted((await operators.draft(order())).id);
    const approved = await operators.approved(order());
    await vanish(group());
    const refused = await operator.call('POST', '/v1/replays', {
      ...{ ...order(), reason: 'A handler lost what it was told.', ticket: 'OPS-17' },
    });
    expect(refused).toMatchObject(gone);
    const remedy = `Start the service ${serviceOfGroup(group())}, then`;
    expect(refused.body.detail).toContain(remedy);
    const again = await operators.counted(counted.id);
    expect(again.dryRun?.checks.map(({ detail }) => detail)).toContain(
      `There is no consumer group ${group()}.`,
    );
    const approval = { dryRunHash: again.dryRun!.hash };
    expect(await step(counted.id, 'approval', approval, paul)).toMatchObject(gone);
    const late = await step(approved.id, 'start');
    expect([late, late.body.detail]).toMatchObject([gone, expect.stringContaining(remedy)]);
    expect(await operators.find(approved.id)).toMatchObject({ state: 'approved' });
    await comeBack(group());
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
