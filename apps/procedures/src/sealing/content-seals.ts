import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ContentKeys } from './sealing.config.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A content's own key as the database has it: wrapped. */
export interface WrappedKey {
  /** Which of CONTENT_KEYS wraps it. */
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
}

/** Whose content it is, and of what: what is moved to another place does not open. */
export type Binding = readonly string[];

/** A sealed content was moved, changed, or wrapped with a key that is no longer given. Says nothing of it. */
export class SealBroken extends Error {
  constructor(reason: string, options: ErrorOptions = {}) {
    super(`A sealed content does not open: ${reason}`, options);
  }
}

/**
 * Seals what citizens typed and registers said (AES-256-GCM, NIST SP 800-38D): each draft and each submission has a random
 * key of its own, which one of CONTENT_KEYS wraps. With the row goes its key, and so whatever a backup has of the rest.
 */
export class ContentSeals {
  private readonly newest: number;

  constructor(private readonly keys: ContentKeys) {
    const [newest] = keys.keys();
    if (newest === undefined) throw new TypeError('There is no key for contents.');
    this.newest = newest;
  }

  /** A content of its own, with a new key. */
  make(binding: Binding): { readonly seal: ContentSeal; readonly wrapped: WrappedKey } {
    const key = randomBytes(KEY_BYTES);
    const place = placeText(['key', `${this.newest}`, ...binding]);
    const wrappedKey = sealed(this.keyOf(this.newest), key, place);
    return { seal: new ContentSeal(key, binding), wrapped: { keyVersion: this.newest, wrappedKey } };
  }

  /** @throws SealBroken */
  open({ keyVersion, wrappedKey }: WrappedKey, binding: Binding): ContentSeal {
    const place = placeText(['key', `${keyVersion}`, ...binding]);
    return new ContentSeal(opened(this.keyOf(keyVersion), wrappedKey, place), binding);
  }

  /** The same content, its key wrapped with the newest one. @throws SealBroken */
  rewrapped({ keyVersion, wrappedKey }: WrappedKey, binding: Binding): WrappedKey {
    const key = opened(this.keyOf(keyVersion), wrappedKey, placeText(['key', `${keyVersion}`, ...binding]));
    const place = placeText(['key', `${this.newest}`, ...binding]);
    return { keyVersion: this.newest, wrappedKey: sealed(this.keyOf(this.newest), key, place) };
  }

  /** Older than the one that wraps; a newer one that is here only to open is left alone. */
  olderVersions(): readonly number[] {
    const [newest = 0, ...others] = this.keys.keys();
    return others.filter((version) => version < newest);
  }

  private keyOf(version: number): Buffer {
    const key = this.keys.get(version);
    if (key === undefined) throw new SealBroken(`key version ${version} is not given`);
    return key;
  }
}

/** Seals the parts of one content, each in its place. */
export class ContentSeal {
  constructor(
    private readonly key: Buffer,
    private readonly binding: Binding,
  ) {}

  /** @param part which part of the content, and which of its versions */
  seal(value: unknown, part: string): Buffer {
    return sealed(this.key, Buffer.from(JSON.stringify(value)), this.placeOf(part));
  }

  /** @throws SealBroken */
  open<T>(box: Buffer, part: string): T {
    return JSON.parse(opened(this.key, box, this.placeOf(part)).toString('utf8')) as T;
  }

  private placeOf(part: string): Buffer {
    return placeText(['content', part, ...this.binding]);
  }
}

/** Length-prefixed, so that no two places have one text. */
const placeText = (parts: readonly string[]): Buffer =>
  Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''));

function sealed(key: Buffer, plain: Buffer, place: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(place);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

function opened(key: Buffer, box: Buffer, place: Buffer): Buffer {
  const textAt = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(place)
    .setAuthTag(box.subarray(NONCE_BYTES, textAt));
  try {
    return Buffer.concat([decipher.update(box.subarray(textAt)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('it is of another place, or was changed', { cause });
  }
}
