import { prototype } from './quiet-connections.ts';

type RequestQueue = typeof prototype;

function aQueue(given: Partial<RequestQueue>): RequestQueue {
  const queue = Object.create(prototype) as RequestQueue;
  return Object.assign(queue, { pending: [], throttledUntil: -1, throttleCheckTimeoutId: null }, given);
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

  it('gives up a request whose time is over, and looks no longer once it is closed', async () => {
    const givenUp = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const late = { sentAt: Date.now() - 11_000, requestTimeout: 10_000, timeoutRequest: givenUp.resolve };
    const fresh = {
      ...late,
      sentAt: Date.now(),
      timeoutRequest: () => givenUp.reject(new Error('too early')),
    };
    const queue = aQueue({
      enforceRequestTimeout: true,
      requestTimeout: 1_000,
      inflight: new Map([
        [1, fresh],
        [2, late],
      ]),
      isConnected: () => false,
      destroy() {
        clearInterval(this.requestTimeoutIntervalId);
        if (this.requestTimeoutIntervalId) closed.resolve();
      },
    });
    queue.scheduleRequestTimeoutCheck();
    await Promise.all([givenUp.promise, closed.promise]);
  });
});
