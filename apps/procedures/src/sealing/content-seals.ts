import { randomBytes } from 'node:crypto';
import { KeyMissing, openInPlace, sealInPlace, type WrappingKeys } from '#libs/service-kit';

const KEY_BYTES = 32;

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
 * Seals what citizens typed and registers said: each draft and each submission has a random key of its own, which one of
 * CONTENT_KEYS wraps. With the row goes its key, and so whatever a backup has of the rest.
 */
export class ContentSeals {
  constructor(private readonly keys: WrappingKeys) {}

  /** A content of its own, with a new key. */
  async make(binding: Binding): Promise<{ readonly seal: ContentSeal; readonly wrapped: WrappedKey }> {
    const key = randomBytes(KEY_BYTES);
    return { seal: new ContentSeal(key, binding), wrapped: await this.wrapped(key, binding) };
  }

  /** @throws SealBroken */
  async open(wrapped: WrappedKey, binding: Binding): Promise<ContentSeal> {
    return new ContentSeal(await this.unwrapped(wrapped, binding), binding);
  }

  /** The same content, its key wrapped with the newest one. @throws SealBroken */
  async rewrapped(wrapped: WrappedKey, binding: Binding): Promise<WrappedKey> {
    return this.wrapped(await this.unwrapped(wrapped, binding), binding);
  }

  /** Older than the one that wraps; a newer one that is here only to open is left alone. */
  olderVersions(): readonly number[] {
    return this.keys.older();
  }

  private async wrapped(key: Buffer, binding: Binding): Promise<WrappedKey> {
    const keyVersion = this.keys.newest();
    return { keyVersion, wrappedKey: await this.keys.wrap(keyVersion, key, keyPlace(keyVersion, binding)) };
  }

  private async unwrapped({ keyVersion, wrappedKey }: WrappedKey, binding: Binding): Promise<Buffer> {
    try {
      return await this.keys.unwrap(keyVersion, wrappedKey, keyPlace(keyVersion, binding));
    } catch (cause) {
      throw broken(cause);
    }
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
    return sealInPlace(this.key, Buffer.from(JSON.stringify(value)), this.placeOf(part));
  }

  /** @throws SealBroken */
  open<T>(box: Buffer, part: string): T {
    let text: Buffer;
    try {
      text = openInPlace(this.key, box, this.placeOf(part));
    } catch (cause) {
      throw broken(cause);
    }
    return JSON.parse(text.toString('utf8')) as T;
  }

  private placeOf(part: string): Buffer {
    return placeText(['content', part, ...this.binding]);
  }
}

/** Length-prefixed, so that no two places have one text. */
const placeText = (parts: readonly string[]): Buffer =>
  Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''));

const keyPlace = (version: number, binding: Binding): Buffer => placeText(['key', `${version}`, ...binding]);

const broken = (cause: unknown): SealBroken =>
  new SealBroken(cause instanceof KeyMissing ? cause.message : 'it is of another place, or was changed', {
    cause,
  });
