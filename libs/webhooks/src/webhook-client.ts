import type { Socket } from 'node:net';
import { Client } from 'undici';
import type { Outcome } from './attempt.rules.ts';
import {
  ConnectionFailed,
  type ConnectionFault,
  inTime,
  openPinnedSocket,
  type WebhookNetwork,
} from './pinned-socket.ts';

export interface WebhookAnswer {
  readonly status: number;
  /** How long the receiver asked us to stay away. */
  readonly retryAfterMs: number;
}

const MAX_HEADER_BYTES = 8 * 1024;
/** Of an answer's body nothing is kept; a longer one costs the receiver its connection. */
const MAX_BODY_BYTES = 16 * 1024;

/** One connection to one receiver, for several requests in a row. No redirects, no second socket. */
export class WebhookConnection {
  private readonly client: Client;
  private requests = 0;

  private constructor(
    readonly url: string,
    private readonly socket: Socket,
    private readonly deadlineMs: number,
    /** What opening took is part of the first request's deadline. */
    private spentMs: number,
  ) {
    this.client = new Client(new URL(url).origin, {
      // Not at once: a client that is still asking for its socket does not look whether it has one.
      connect: (_options, callback) =>
        queueMicrotask(() =>
          socket.destroyed || this.requests > 1
            ? callback(new ConnectionFailed('connection-lost'), null)
            : callback(null, socket),
        ),
      pipelining: 1,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    this.client.on('disconnect', () => socket.destroy());
  }

  /** @throws ConnectionFailed */
  static async open(url: string, network: WebhookNetwork): Promise<WebhookConnection> {
    const beganMs = performance.now();
    const socket = await openPinnedSocket(new URL(url), network);
    return new WebhookConnection(url, socket, network.deadlineMs, performance.now() - beganMs);
  }

  get usable(): boolean {
    return !this.socket.destroyed && !this.client.destroyed;
  }

  /** Whether an earlier request went over it: then the receiver may have closed it meanwhile, in good faith. */
  get reused(): boolean {
    return this.requests > 1;
  }

  /** @throws ConnectionFailed */
  async post(headers: Readonly<Record<string, string>>, body: string): Promise<WebhookAnswer> {
    this.requests++;
    const leftMs = Math.max(1, this.deadlineMs - this.spentMs);
    this.spentMs = 0;
    const path = new URL(this.url).pathname;
    const beganMs = performance.now();
    const answer = await inTime(leftMs, (signal) =>
      this.client
        .request({ method: 'POST', path, headers: { ...headers }, body, signal })
        .catch((cause: unknown) => {
          throw new ConnectionFailed('connection-lost', { cause });
        }),
    );
    const restMs = Math.max(1, leftMs - (performance.now() - beganMs));
    // The status is the answer; a body that never ends changes nothing about it.
    await inTime(restMs, (signal) => answer.body.dump({ limit: MAX_BODY_BYTES, signal })).catch(
      () => undefined,
    );
    return {
      status: answer.statusCode,
      retryAfterMs: readRetryAfter(answer.headers['retry-after'], Date.now()),
    };
  }

  async close(): Promise<void> {
    await this.client.destroy();
    this.socket.destroy();
  }
}

/** What a sender has of one receiver at a time: a connection that is kept as long as it serves. */
export class WebhookClient {
  private connection: WebhookConnection | undefined;

  constructor(private readonly network: WebhookNetwork) {}

  /** Makes sure of a connection. @returns why there is none */
  async reach(url: string): Promise<ConnectionFault | undefined> {
    try {
      await this.connectionTo(url);
      return undefined;
    } catch (error) {
      return faultOf(error);
    }
  }

  async post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Outcome> {
    let connection: WebhookConnection | undefined;
    try {
      connection = await this.connectionTo(url);
      return { kind: 'answered', ...(await connection.post(headers, body)) };
    } catch (error) {
      const fault = faultOf(error);
      const isIdle = fault === 'connection-lost' && connection?.reused;
      return isIdle ? { kind: 'idle-closed' } : { kind: 'not-answered', fault };
    }
  }

  async close(): Promise<void> {
    await this.connection?.close();
    this.connection = undefined;
  }

  private async connectionTo(url: string): Promise<WebhookConnection> {
    if (this.connection?.usable && this.connection.url === url) return this.connection;
    await this.close();
    return (this.connection = await WebhookConnection.open(url, this.network));
  }
}

function faultOf(error: unknown): ConnectionFault {
  if (error instanceof ConnectionFailed) return error.fault;
  throw error;
}

/** asctime's form, the one HTTP date that does not name its zone (RFC 9110 §5.6.7). */
const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/** Seconds or an HTTP date (RFC 9110 §10.2.3) as milliseconds from now; 0 for what is neither or past. */
export function readRetryAfter(value: unknown, nowMs: number): number {
  if (typeof value !== 'string') return 0;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const date = asctime.test(value) ? `${value} GMT` : value;
  const at = date.endsWith(' GMT') ? Date.parse(date) : NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - nowMs);
}
