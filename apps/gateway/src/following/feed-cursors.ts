import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { CursorInvalid } from './following.errors.ts';

/** To whom a cursor was given; it is void for anybody else. */
export interface CursorOwner {
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly authority: string;
}

/** What the key of cursors is derived for. */
export const CURSOR_KEY = 'einmal/feed-cursor/v1';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const POSITION_BYTES = 8;
const form = /^[A-Za-z0-9_-]{48}$/;

/**
 * Positions as opaque cursors: AES-256-GCM with a random nonce, bound to subscription, client and authority. Encrypted,
 * because a position that moves while nothing is delivered would tell of a person who is locked; for the same reason no
 * two cursors are equal. Not bound to the policy's revision: every delivery is decided under the one that is current.
 */
export class FeedCursors {
  /** @param key that only gateways of this exchange hold; see {@link CURSOR_KEY} */
  constructor(private readonly key: KeyObject) {}

  write(position: number, owner: CursorOwner): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(boundTo(owner));
    const plain = Buffer.alloc(POSITION_BYTES);
    plain.writeBigUInt64BE(BigInt(position));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
      'base64url',
    );
  }

  /** @throws CursorInvalid */
  read(cursor: string, owner: CursorOwner): number {
    if (!form.test(cursor)) throw new CursorInvalid();
    const bytes = Buffer.from(cursor, 'base64url');
    const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(-TAG_BYTES)];
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(owner)).setAuthTag(tag);
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw new CursorInvalid();
    }
    return Number(plain.readBigUInt64BE());
  }
}

const boundTo = ({ subscriptionId, clientId, authority }: CursorOwner): Buffer =>
  Buffer.from(JSON.stringify([subscriptionId, clientId, authority]));
