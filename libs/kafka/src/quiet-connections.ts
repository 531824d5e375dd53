import queue from 'kafkajs/src/network/requestQueue/index.js';

/** At least so long until a request is tried again that the broker had throttled. */
const THROTTLED_MS = 10;
/** How late a request is given up, as a share of what it may take; kafkajs looks ten times a second, on each connection. */
const LATE_SHARE = 0.1;

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

prototype.scheduleRequestTimeoutCheck = function scheduleRequestTimeoutCheck(): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(() => {
    for (const request of this.inflight.values())
      if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
    if (!this.isConnected()) this.destroy();
  }, this.requestTimeout * LATE_SHARE);
};
