import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Checked, WrappingKeys } from '#libs/service-kit';

const SECRET_BYTES = 32;
/** How Standard Webhooks marks a symmetric secret, so that scanners of source code recognise a leaked one. */
const PREFIX = 'whsec_';

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);

export const printedSecret = (secret: Buffer): string => PREFIX + secret.toString('base64');

/**
 * Headers of a request as Standard Webhooks 1.0 wants them. With several secrets (while one replaces the other) there is
 * one signature of each; a receiver that knows any of them can verify.
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

/** First byte of every sealed secret, so that another algorithm can be told apart later. */
const FORMAT = 1;

export interface SealedSecret {
  /** Which key of WEBHOOK_SECRET_KEY it is sealed with. */
  readonly keyVersion: number;
  readonly sealed: Buffer;
}

/**
 * Seals signing secrets for the database. They must be read again to sign, so they cannot be hashed; sealed, a copy of the
 * database alone does not let anyone sign. A sealed secret opens only in its place: `where` is authenticated, so it cannot
 * be moved to another callback's row.
 */
export class SecretBox {
  /** For readiness: rejects while what is new in the setting's file cannot be used. */
  readonly check: () => Promise<void>;

  constructor(private readonly keys: Checked<WrappingKeys>) {
    this.check = keys.check;
  }

  /** With the newest key. */
  async seal(secret: Buffer, where: string): Promise<SealedSecret> {
    const keyVersion = this.keys.newest();
    const wrapped = await this.keys.wrap(keyVersion, secret, Buffer.from(where));
    return { keyVersion, sealed: Buffer.concat([Buffer.of(FORMAT), wrapped]) };
  }

  /** @throws KeyMissing, or a plain Error when it was sealed for another place, or changed */
  async open({ keyVersion, sealed }: SealedSecret, where: string): Promise<Buffer> {
    if (sealed[0] !== FORMAT) throw new Error('A sealed webhook secret has an unknown format.');
    return this.keys.unwrap(keyVersion, sealed.subarray(1), Buffer.from(where));
  }

  /** Versions of what is to be sealed again, because a newer key is there. */
  olderVersions(): readonly number[] {
    return this.keys.older();
  }
}

/** Where a secret is kept, and whose it is. */
export const placeOf = (receiver: string, id: string): string => `webhook-secret ${receiver} ${id}`;
