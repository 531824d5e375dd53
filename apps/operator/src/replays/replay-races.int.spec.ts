import { Operators, ReplayStand } from '../testing/replay-stand.ts';
import { meetAt } from '../testing/row-lock.ts';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';
import type { ReplayDto } from './replay.dto.ts';

let stand: ReplayStand;
let operator: TestOperator;
let operators: Operators;
let paul: string;
beforeAll(async () => {
  stand = await ReplayStand.open(1);
  await stand.write(0, 10, 2);
  operator = await testOperator();
  paul = await operator.surroundings.token('p_paul');
  operators = new Operators(operator.call, paul);
});
afterAll(async () => {
  await operator?.stop();
  await stand?.close();
});

/** Slow enough to be seen at work. */
const order = () => ({ topic: stand.topic, target: { kind: 'file' }, ratePerSecond: 1 });
const made = {
  counted: async (): Promise<ReplayDto> => operators.counted((await operators.draft(order())).id),
  approved: (): Promise<ReplayDto> => operators.approved(order()),
} as const;

const steps = {
  'dry-run': { token: undefined, state: 'dry-run' },
  approval: { token: () => paul, state: 'approved' },
  cancel: { token: undefined, state: 'cancelled' },
  start: { token: undefined, state: 'running' },
  'start by the other': { token: () => paul, state: 'running' },
} as const;
type Step = keyof typeof steps;

const actionsOf = async (id: string): Promise<readonly string[]> =>
  (
    await operator.pool.query<{ action: string }>('select action from audit where object = $1 order by seq', [
      id,
    ])
  ).rows.map(({ action }) => action);

describe('of two operators who meet at one replay', () => {
  it.each<[keyof typeof made, Step, Step, string]>([
    ['counted', 'dry-run', 'approval', 'replay-dry-run-stale'],
    ['counted', 'cancel', 'approval', 'replay-state-unsuitable'],
    ['counted', 'cancel', 'dry-run', 'replay-state-unsuitable'],
    ['approved', 'start', 'start by the other', 'replay-state-unsuitable'],
    ['approved', 'start', 'dry-run', 'replay-state-unsuitable'],
    ['approved', 'dry-run', 'start', 'replay-state-unsuitable'],
    ['approved', 'cancel', 'start', 'replay-state-unsuitable'],
  ])(
    'that is %s, the first one has the %s, and the %s of the other is refused',
    async (state, first, second, refusal) => {
      const { id, dryRun } = await made[state]();
      const before = await actionsOf(id);
      const take = async (step: Step): Promise<unknown> => {
        const [name = ''] = step.split(' ');
        const body = name === 'approval' ? { dryRunHash: dryRun!.hash } : {};
        const answer = await operator.call('POST', `/v1/replays/${id}/${name}`, body, steps[step].token?.());
        return answer.body.code ?? answer.body['state'];
      };
      const row = { url: operator.database.adminUrl, table: 'replay', id } as const;
      const answers = await meetAt(
        row,
        [first, second].map((step) => () => take(step)),
      );
      expect(answers).toEqual([steps[first].state, refusal]);
      const taken = (await actionsOf(id))
        .slice(before.length)
        .filter((action) => action !== 'replay.counted');
      expect(taken).toHaveLength(1);
      if (steps[first].state === 'running') await operators.post(`/${id}/cancel`);
    },
  );
});
