import { randomUUID } from 'node:crypto';
import { type AttemptResult, resultOf } from './attempt.rules.ts';
import { signedHeaders } from './secrets.ts';
import { WebhookClient } from './webhook-client.ts';
import type { WebhookNetwork } from './pinned-socket.ts';

export interface Ping {
  readonly result: AttemptResult['result'] | 'no-secret';
  readonly status?: number;
  readonly tookMs: number;
  /** `webhook-id`, and `id` of the event. */
  readonly id: string;
}

/** One CloudEvent without data to a receiver, signed as every other, on a connection of its own; nothing of it is kept. */
export async function ping(
  receiver: { readonly id: string; readonly url: string; readonly source: string },
  secrets: readonly Buffer[],
  network: WebhookNetwork,
): Promise<Ping> {
  const id = randomUUID();
  if (secrets.length === 0) return { result: 'no-secret', tookMs: 0, id };
  const at = new Date();
  const body = JSON.stringify({
    specversion: '1.0',
    id,
    source: receiver.source,
    type: 'callback.ping.v1',
    subject: receiver.id,
    time: at.toISOString(),
  });
  const client = new WebhookClient(network);
  const beganMs = performance.now();
  try {
    const outcome = await client.post(receiver.url, signedHeaders(id, body, secrets, at), body);
    const tookMs = Math.round(performance.now() - beganMs);
    if (outcome.kind === 'answered') {
      return { ...resultOf(outcome.status), status: outcome.status, tookMs, id };
    }
    const result = outcome.kind === 'not-answered' ? outcome.fault : 'connection-lost';
    return { result, tookMs, id };
  } finally {
    await client.close();
  }
}
