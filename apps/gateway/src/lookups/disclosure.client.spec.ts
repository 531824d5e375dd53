import { Logger } from '@nestjs/common';
import { register } from 'prom-client';
import type { Permit } from '#libs/contracts';
import { Overloaded } from '#libs/service-kit';
import type { RegisterDirectory, Towards } from '../registers/index.ts';
import { RegisterSilent } from '../registers/register.client.ts';
import type { AuditLane } from './audit-lane.ts';
import type { Decision } from './decision.store.ts';
import { DisclosureClient } from './disclosure.client.ts';
import { RegisterUnavailable } from './lookup.errors.ts';

type Counted = Readonly<Record<string, number>>;

async function counted(): Promise<Counted> {
  const { values } = (await register.getSingleMetric('einmal_register_answers_total')?.get()) ?? {
    values: [],
  };
  return Object.fromEntries(
    values
      .filter(({ labels }) => labels['register'] === 'business')
      .map(({ labels, value }) => [String(labels['status']), value]),
  );
}

const asking = (outcome: () => Promise<unknown>): Promise<unknown> => {
  const directory = { disclose: outcome } as unknown as RegisterDirectory;
  const audit = { record: () => Promise.resolve() } as unknown as AuditLane;
  const asked = { decision: { id: 'a decision' } as unknown as Decision, towards: {} as unknown as Towards };
  return new DisclosureClient(directory, audit).ask('business', {} as unknown as Permit, asked);
};

beforeAll(() => Logger.overrideLogger(false));

describe('what a register makes of questions', () => {
  it('is known at 0 before it is asked, so that the first failure is seen to be more', async () => {
    expect(await counted()).toEqual({ answered: 0, refused: 0, unavailable: 0 });
  });

  it.each([
    ['a register that does not answer', 'unavailable', () => Promise.reject(new RegisterSilent('no answer'))],
    [
      'a register that refuses a permit',
      'refused',
      () => Promise.resolve({ status: 'REFUSED', reason: 'expired' }),
    ],
    ['a full queue of the gateway', undefined, () => Promise.reject(new Overloaded())],
  ])('counts %s as %s', async (_case, status, outcome) => {
    const before = await counted();
    await expect(asking(outcome)).rejects.toBeInstanceOf(RegisterUnavailable);
    const after = await counted();
    const grown = Object.keys(after).filter((each) => after[each] !== before[each]);
    expect(grown).toEqual(status === undefined ? [] : [status]);
  });
});
