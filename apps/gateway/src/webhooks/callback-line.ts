import type { FeedEvent } from '../feeds/feed-event.ts';
import { type Failure, judge, type Verdict, webhookId } from './answer.rules.ts';
import { CallbackConnection, type CallbackNetwork } from './callback-connection.ts';
import { DeliveryFailed } from './delivery.errors.ts';
import type { Standing } from './lease.store.ts';
import { signedHeaders } from './webhook.signer.ts';

/** The receiver closed an idle connection in good faith: nothing was sent, nobody is at fault. */
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

  async send(event: FeedEvent, subscriptionId: string, { url, secrets }: Standing): Promise<AttemptOutcome> {
    const body = JSON.stringify(event);
    const headers = signedHeaders(webhookId(event, subscriptionId), body, secrets, new Date());
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
