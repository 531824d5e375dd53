import { prototype } from './quiet-connections.ts';

type RequestQueue = typeof prototype;
type InFlight = RequestQueue['inflight'] extends ReadonlyMap<number, infer Request> ? Request : never;

function aQueue(given: Partial<RequestQueue>): RequestQueue {
  const queue = Object.create(prototype) as RequestQueue;
  return Object.assign(
    queue,
    { pending: [], throttledUntil: -1, throttleCheckTimeoutId: null, requestTimeoutIntervalId: null },
    given,
  );
}

describe('a connection', () => {
  it('looks for pending requests only while there are some', async () => {
    const looked = Promise.withResolvers<void>();
    const idle = aQueue({});
    idle.scheduleCheckPendingRequests();
    expect(idle.throttleCheckTimeoutId).toBeNull();
    const busy = aQueue({ pending: ['request'], checkPendingRequests: () => looked.resolve() });
    busy.scheduleCheckPendingRequests();
    await looked.promise;
    expect(busy.throttleCheckTimeoutId).toBeNull();
  });

  it('gives up a request whose time is over, and looks only while some are under way', async () => {
    const givenUp = Promise.withResolvers<void>();
    const inflight = new Map<number, InFlight>();
    const queue = aQueue({ enforceRequestTimeout: true, requestTimeout: 10_000, inflight });
    queue.scheduleRequestTimeoutCheck();
    expect(queue.requestTimeoutIntervalId).toBeNull();
    const send = (id: number, ageMs: number, timeoutRequest: () => void): void => {
      const request = { sentAt: Date.now() - ageMs, requestTimeout: 10_000, timeoutRequest };
      queue.sendSocketRequest({
        ...request,
        ...{ expectResponse: true, send: () => void inflight.set(id, request) },
      });
    };
    send(1, 0, () => givenUp.reject(new Error('too early')));
    const untilFirst = queue.requestTimeoutIntervalId;
    send(2, 11_000, () => inflight.delete(2) && givenUp.resolve());
    expect(queue.requestTimeoutIntervalId).toBe(untilFirst);
    queue.destroy();
    queue.scheduleRequestTimeoutCheck();
    await givenUp.promise;
    expect([...inflight.keys()]).toEqual([1]);
    expect(queue.requestTimeoutIntervalId).not.toBeNull();
    queue.destroy();
    expect(queue.requestTimeoutIntervalId).toBeNull();
  });
});
