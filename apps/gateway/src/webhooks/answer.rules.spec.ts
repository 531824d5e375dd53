import { judge, webhookId } from './answer.rules.ts';

const kindOf = (status: number): string => {
  const verdict = judge({ status }, 0);
  return typeof verdict === 'string' ? verdict : `${verdict.of} ${verdict.reason}`;
};

describe('a receiver’s answer', () => {
  it.each<[string, readonly number[]]>([
    ['delivered', [200, 201, 202, 204, 299]],
    ['gone', [410]],
    ['callback redirect-refused', [300, 301, 302, 303, 304, 307, 308]],
    ['event status-unsuitable', [400, 401, 403, 404, 408, 409, 422, 451, 499]],
    ['callback status-unsuitable', [429, 500, 502, 503, 504, 599, 600, 999, 100]],
  ])('means %s', (meaning, statuses) => {
    expect(statuses.map(kindOf)).toEqual(statuses.map(() => meaning));
  });

  it('may ask for time', () => {
    expect(judge({ status: 503, retryAfter: '120' }, 0)).toMatchObject({ retryAfterMs: 120_000 });
  });
});

describe('the id of a webhook', () => {
  it('stays the same for one event and subscription, and differs for another, and for a replay', () => {
    const ids = [
      webhookId({ id: 'e1' }, 's1'),
      webhookId({ id: 'e1' }, 's2'),
      webhookId({ id: 'e2' }, 's1'),
      webhookId({ id: 'e1', replayid: 'r1' }, 's1'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(webhookId({ id: 'e1' }, 's1')).toBe(ids[0]);
  });
});
