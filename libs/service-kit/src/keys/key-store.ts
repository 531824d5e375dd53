import type { JsonWebKey, KeyObject } from 'node:crypto';

/**
 * The port to where keys are kept. Whoever uses a key goes through it, so that a key store of hardware or of the network can
 * take the place of the files. What is asked of it once per batch is a promise; a pseudonym is made for each lookup, so its
 * key is held in the process.
 */
export interface SigningKeys {
  /** The one that signs now. */
  current(): SigningKey;
  /** The public halves of all, with `kid`: of the one that signs, and of those before and after it. */
  published(): readonly PublicJwk[];
}

export interface SigningKey {
  readonly kid: string;
  sign(bytes: Buffer): Promise<Buffer>;
}

export type PublicJwk = JsonWebKey & { readonly kid: string };

export interface WrappingKeys {
  /** Version of the key that wraps what is new. */
  newest(): number;
  /** Versions before it, whose work is to be done anew; one that is to come and only opens so far is none of them. */
  older(): readonly number[];
  /** @param place what it is and whose: what is moved elsewhere does not open */
  wrap(version: number, plain: Buffer, place: Buffer): Promise<Buffer>;
  /** @throws KeyMissing, or a plain Error for what was changed or moved */
  unwrap(version: number, wrapped: Buffer, place: Buffer): Promise<Buffer>;
}

/** Keys of somebody else that check signatures. */
export interface VerifyingKeys {
  /** Undefined for a key that is not, or no longer, published. @throws KeysUnavailable where that cannot be known */
  find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined>;
}

/** Something was wrapped with a key that is no longer given. */
export class KeyMissing extends Error {
  constructor(variable: string, version: number) {
    super(`${variable} has no key of version ${version}, which something in the database is wrapped with.`);
  }
}

/** The message names the setting and says why. */
export class KeysUnavailable extends Error {}
