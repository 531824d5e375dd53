import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

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

const ALGORITHM = 'aes-256-gcm';
/** First byte of every sealed secret, so that another algorithm or key can be told apart later. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals signing secrets for the database (AES-256-GCM, NIST SP 800-38D). They must be read again to sign, so they
 * cannot be hashed; sealed, a copy of the database alone does not let anyone sign. A sealed secret opens only in its
 * place: `where` is authenticated, so it cannot be moved to another callback's row.
 */
export class SecretBox {
  /** @param key 32 bytes */
  constructor(private readonly key: Buffer) {}

  seal(secret: Buffer, where: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(where));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws a plain Error when it was sealed with another key, for another place, or changed */
  open(box: Buffer, where: string): Buffer {
    if (box[0] !== VERSION) throw new Error('A sealed webhook secret has an unknown version.');
    const tagAt = 1 + NONCE_BYTES;
    const decipher = createDecipheriv(ALGORITHM, this.key, box.subarray(1, tagAt), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(where));
    decipher.setAuthTag(box.subarray(tagAt, tagAt + TAG_BYTES));
    return Buffer.concat([decipher.update(box.subarray(tagAt + TAG_BYTES)), decipher.final()]);
  }
}
