import type { FeedEvent } from '../following/index.ts';
import { type Failure, judge, type Verdict } from './answer.rules.ts';
import { CallbackConnection, type CallbackNetwork } from './callback-connection.ts';
import { DeliveryFailed } from './delivery.errors.ts';
import { signedHeaders } from './webhook.signer.ts';

/** Nothing was acknowledged and nobody is at fault: the receiver closed an idle connection, or the lease is over. */
export type AttemptOutcome = Verdict | 'stale';

/** The line to one callback, kept open while its sender has the lease. */
export class CallbackLine {
  private connection: CallbackConnection | undefined;

  constructor(private readonly network: CallbackNetwork) {}

  /** Makes sure of a connection to this address. */
  async reach(url: string): Promise<Failure | undefined> {
    try {
      await this.to(url);
      return undefined;
    } catch (error) {
      return asFailure(error);
    }
  }

  /** @param secrets newest first */
  async send(url: string, id: string, event: FeedEvent, secrets: readonly Buffer[]): Promise<AttemptOutcome> {
    const body = JSON.stringify(event);
    const headers = signedHeaders(id, body, secrets, new Date());
    let connection: CallbackConnection | undefined;
    try {
      connection = await this.to(url);
      return judge(await connection.post(headers, body), Date.now());
    } catch (error) {
      const failure = asFailure(error);
      return connection?.reused === true && failure.reason === 'connection-lost' ? 'stale' : failure;
    }
  }

  async close(): Promise<void> {
    await this.connection?.close();
    this.connection = undefined;
  }

  private async to(url: string): Promise<CallbackConnection> {
    if (this.connection?.usable === true && this.connection.url === url) return this.connection;
    await this.close();
    return (this.connection = await CallbackConnection.open(url, this.network));
  }
}

function asFailure(error: unknown): Failure {
  if (!(error instanceof DeliveryFailed)) throw error;
  return { reason: error.reason, of: 'callback', retryAfterMs: 0 };
}
