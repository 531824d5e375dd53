import queue from 'kafkajs/src/network/requestQueue/index.js';

/** At least so long until a request is tried again that the broker had throttled. */
const THROTTLED_MS = 10;

/** Of the client, whose connections all of them are. */
export const { prototype } = queue;

/** kafkajs looks every millisecond and for ever, on each connection, whether anything is pending (issue 1704). */
prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(): void {
  if (this.pending.length === 0) return;
  this.throttleCheckTimeoutId ??= setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    Math.max(this.throttledUntil - Date.now(), THROTTLED_MS),
  );
};

/** kafkajs looks ten times a second for requests that are late, on each connection, whether any is under way. */
prototype.scheduleRequestTimeoutCheck = function scheduleRequestTimeoutCheck(): void {
  giveUpInTime(this);
};

const send = prototype.sendSocketRequest;
prototype.sendSocketRequest = function sendSocketRequest(request): void {
  send.call(this, request);
  giveUpInTime(this);
};

const destroy = prototype.destroy;
prototype.destroy = function destroyQueue(): void {
  destroy.call(this);
  this.requestTimeoutIntervalId = null;
};

/** Looks when the first one under way would be late; by then it has been answered, as a rule, like all others. */
function giveUpInTime(queue: typeof prototype): void {
  if (!queue.enforceRequestTimeout || queue.inflight.size === 0) return;
  queue.requestTimeoutIntervalId ??= setTimeout(() => {
    queue.requestTimeoutIntervalId = null;
    const now = Date.now();
    for (const request of queue.inflight.values())
      if (now - request.sentAt >= request.requestTimeout) request.timeoutRequest();
    giveUpInTime(queue);
  }, untilLate(queue));
}

/** Milliseconds. No request may take less than `requestTimeout`, so none is late before that which is sent meanwhile. */
function untilLate({ inflight, requestTimeout }: typeof prototype): number {
  const late = [...inflight.values()].map((request) => request.sentAt + request.requestTimeout);
  return Math.max(Math.min(...late, Date.now() + requestTimeout) - Date.now(), 0);
}
