import { isBrokerOutage, isPassing, kindOfFault, patiently } from './faults.ts';

const answered = (type: string): Error => Object.assign(new Error(type), { type });
const named = (name: string): Error => Object.assign(new Error(name), { name });

it.each([
  ['a partition without a leader', answered('LEADER_NOT_AVAILABLE'), true, true],
  ['a broker that no longer leads', answered('NOT_LEADER_FOR_PARTITION'), true, true],
  ['a coordinator that loads', answered('GROUP_LOAD_IN_PROGRESS'), true, true],
  ['a coordinator that is being chosen', named('KafkaJSGroupCoordinatorNotFound'), true, true],
  ['a topic that one broker does not know yet', answered('UNKNOWN_TOPIC_OR_PARTITION'), true, false],
  ['a broker that is away', named('KafkaJSConnectionError'), false, true],
  ['a missing right', answered('TOPIC_AUTHORIZATION_FAILED'), false, false],
])('judges %s, also inside another error', (_what, fault, passing, outage) => {
  for (const error of [fault, new Error('retries exceeded', { cause: fault })]) {
    expect(isPassing(error)).toBe(passing);
    expect(isBrokerOutage(error)).toBe(outage);
  }
});

it.each([
  ['UNKNOWN_TOPIC_OR_PARTITION', answered('UNKNOWN_TOPIC_OR_PARTITION')],
  ['KafkaJSConnectionError', named('KafkaJSConnectionError')],
])('names the kind of a fault, %s, also inside another error', (kind, fault) => {
  expect([fault, new Error('retries exceeded', { cause: fault })].map(kindOfFault)).toEqual([kind, kind]);
});

describe('a patient question', () => {
  const patience = { forMs: 60_000, firstMs: 1, mostMs: 2 };

  /** Fails as often as told, then answers. */
  const failing = (times: number, fault: Error) => {
    const asked = { times: 0 };
    return {
      asked,
      ask: () => (asked.times++ < times ? Promise.reject(fault) : Promise.resolve('led')),
    };
  };

  it('is asked again while the answer passes', async () => {
    const { ask, asked } = failing(3, answered('NOT_LEADER_FOR_PARTITION'));
    await expect(patiently(ask, patience)).resolves.toBe('led');
    expect(asked.times).toBe(4);
  });

  it('is asked once where another answer is not to be had', async () => {
    const { ask, asked } = failing(1, answered('TOPIC_AUTHORIZATION_FAILED'));
    await expect(patiently(ask, patience)).rejects.toThrow('TOPIC_AUTHORIZATION_FAILED');
    expect(asked.times).toBe(1);
  });

  it('ends with the last answer when patience does', async () => {
    const { ask } = failing(Infinity, answered('LEADER_NOT_AVAILABLE'));
    await expect(patiently(ask, { ...patience, forMs: 5 })).rejects.toThrow('LEADER_NOT_AVAILABLE');
  });
});
