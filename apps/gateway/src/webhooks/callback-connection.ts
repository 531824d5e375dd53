import type { Socket } from 'node:net';
import { Client } from 'undici';
import { DeliveryFailed } from './delivery.errors.ts';
import { openPinnedSocket, type PinnedSocketOptions } from './pinned-socket.ts';

export interface CallbackNetwork extends PinnedSocketOptions {
  /** From the name's resolution to the end of the answer. */
  readonly deadlineMs: number;
}

export interface CallbackAnswer {
  readonly status: number;
  readonly retryAfter?: string;
}

const MOST_HEADER_BYTES = 8 * 1024;
/** Of an answer's body nothing is kept; a longer one costs the receiver its connection. */
const MOST_BODY_BYTES = 16 * 1024;

/** One connection to one callback, for several deliveries in a row. No redirects, no second socket. */
export class CallbackConnection {
  private readonly client: Client;
  /** What opening took is part of the first delivery's deadline. */
  private spentMs: number;
  private requests = 0;

  private constructor(
    readonly url: string,
    private readonly path: string,
    private readonly socket: Socket,
    private readonly deadlineMs: number,
    spentMs: number,
  ) {
    this.spentMs = spentMs;
    this.client = new Client(new URL(url).origin, {
      // Not at once: a client that is still asking for its socket does not look whether it has one.
      connect: (_options, callback) =>
        queueMicrotask(() =>
          socket.destroyed || this.requests > 1
            ? callback(new DeliveryFailed('connection-lost'), null)
            : callback(null, socket),
        ),
      pipelining: 1,
      maxHeaderSize: MOST_HEADER_BYTES,
    });
    this.client.on('disconnect', () => socket.destroy());
  }

  /** @throws DeliveryFailed */
  static async open(url: string, network: CallbackNetwork): Promise<CallbackConnection> {
    const beganMs = performance.now();
    const parsed = new URL(url);
    const { deadlineMs } = network;
    const socket = await within(deadlineMs, (signal) => openPinnedSocket(parsed, network, signal));
    return new CallbackConnection(url, parsed.pathname, socket, deadlineMs, performance.now() - beganMs);
  }

  get usable(): boolean {
    return !this.socket.destroyed && !this.client.destroyed;
  }

  /** Whether an earlier request went over it: then the receiver may have closed it meanwhile, in good faith. */
  get reused(): boolean {
    return this.requests > 1;
  }

  /** @throws DeliveryFailed */
  async post(headers: Readonly<Record<string, string>>, body: string): Promise<CallbackAnswer> {
    this.requests++;
    const leftMs = Math.max(1, this.deadlineMs - this.spentMs);
    this.spentMs = 0;
    return within(leftMs, async (signal) => {
      const answer = await this.client
        .request({ method: 'POST', path: this.path, headers: { ...headers }, body, signal })
        .catch((cause: unknown) => {
          throw new DeliveryFailed(signal.aborted ? 'timed-out' : 'connection-lost', { cause });
        });
      // The status is the answer; a body that never ends changes nothing about it.
      await answer.body.dump({ limit: MOST_BODY_BYTES, signal }).catch(() => undefined);
      const retryAfter = answer.headers['retry-after'];
      return {
        status: answer.statusCode,
        ...(typeof retryAfter === 'string' && { retryAfter }),
      };
    });
  }

  async close(): Promise<void> {
    await this.client.destroy();
    this.socket.destroy();
  }
}

async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), ms);
  try {
    return await work(giveUp.signal);
  } finally {
    clearTimeout(timer);
  }
}
