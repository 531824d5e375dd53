import { requestsOf } from './publisher.ts';

it('cuts rows into requests that Kafka takes, in order', () => {
  const rows = [1, 2, 3].map((n) => ({ key: 'k', payload: `${n}`.repeat(100) }));
  const payloads = requestsOf(rows, 12, 450).map((request) =>
    [...request.values()].map((batch) => batch.map(({ payload }) => String(payload).charAt(0))),
  );
  expect(payloads).toEqual([[['1', '2']], [['3']]]);
  expect(requestsOf([], 12)).toEqual([]);
});
