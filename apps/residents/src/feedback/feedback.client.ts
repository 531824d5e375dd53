import type { Pool } from 'undici';
import {
  createServicePool,
  ClientCredentials,
  type ClientCredentialsOptions,
  type RegisterProcess,
  TokenUnavailable,
} from '#libs/service-kit';
import type { FeedbackMessage } from './feedback.store.ts';

/** There is no receipt; `reason` is an error code or a status, never a value of the message. */
export class FeedbackUndelivered extends Error {
  constructor(
    readonly reason: string,
    options: ErrorOptions = {},
  ) {
    super(`The feedback was not delivered: ${reason}`, options);
  }
}

/** The new authority waits for no such feedback, which nothing will change. */
const NOT_AWAITED = 'feedback-not-awaited';
const PATH = '/internal/v1/feedback';
const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 64 * 1024;

interface Door {
  readonly pool: Pool;
  readonly url: string;
  readonly credentials: ClientCredentials;
}

export type OwnCredentials = Omit<ClientCredentialsOptions, 'audience'>;

/** Brings feedback to the process that serves the new authority, in a message of its own (BMG §33(4)). */
export class FeedbackClient {
  private readonly doors = new Map<string, Door>();

  constructor(private readonly own: OwnCredentials) {}

  /** Whether the other register took it; false where it waits for none. @throws FeedbackUndelivered */
  async deliver(process: RegisterProcess, message: FeedbackMessage): Promise<boolean> {
    const door = this.doorOf(process);
    const { status, code } = await post(door, message).catch((cause: unknown) => {
      const reason = cause instanceof TokenUnavailable ? cause.message : 'no connection';
      throw new FeedbackUndelivered(reason, { cause });
    });
    if (status === 204) return true;
    if (code === NOT_AWAITED) return false;
    if (status === 401) door.credentials.discard();
    throw new FeedbackUndelivered(code || `status ${status}`);
  }

  async close(): Promise<void> {
    await Promise.all([...this.doors.values()].map(({ pool }) => pool.destroy()));
  }

  private doorOf({ url, publicUrl = url }: RegisterProcess): Door {
    const known = this.doors.get(url);
    if (known) return known;
    const pool = createServicePool(url, {
      connections: 4,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connectTimeoutMs: TIMEOUT_MS,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
    const door = {
      pool,
      url,
      credentials: new ClientCredentials({ ...this.own, audience: publicUrl }),
    };
    this.doors.set(url, door);
    return door;
  }
}

async function post({ pool, url, credentials }: Door, message: FeedbackMessage) {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: PATH,
    headers: {
      'content-type': 'application/json',
      ...(await credentials.headers('POST', url + PATH)),
    },
    body: JSON.stringify(message),
  });
  const text = await body.text();
  const { code = '' } = (text === '' ? {} : JSON.parse(text)) as { readonly code?: string };
  return { status: statusCode, code };
}
