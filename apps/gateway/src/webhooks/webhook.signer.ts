import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;
/** How Standard Webhooks marks a symmetric secret, so that scanners of source code recognise a leaked one. */
const PREFIX = 'whsec_';

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);

export const printedSecret = (secret: Buffer): string => PREFIX + secret.toString('base64');

/**
 * Headers of a delivery as Standard Webhooks 1.0 wants them. With several secrets (while one replaces the other) there
 * is one signature of each; a receiver that knows any of them can verify.
 */
export function signedHeaders(
  id: string,
  body: string,
  secrets: readonly Buffer[],
  at: Date,
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => new Webhook(secret, { format: 'raw' }).sign(id, at, body));
  return {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'Einmal-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
