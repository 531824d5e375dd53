import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { DigestKey } from '#libs/contracts';
import { Unready } from '../errors/index.ts';

/**
 * The port to where keys are kept: every secret key of a service that lives longer than one request is used through it, so
 * that a key store of hardware or of the network is one class more. What is asked of it once per batch is a promise. A
 * pseudonym is made several times for each lookup, so its key answers at once: a store that is far hands it out when the
 * process starts.
 */
export interface KeyStore {
  /** @param text what the setting says @throws Error that names the setting and no part of a key */
  signing(block: object, property: string, text: string): Checked<SigningKeys>;
  wrapping(block: object, property: string, keys: VersionedKeys): Checked<WrappingKeys>;
  /** @param setting as it is to be named: one setting may hold several keys */
  pseudonyms(setting: string, text: string): PseudonymKey;
}

/** `check` is for readiness: it rejects while what is new in the store cannot be used, and names the setting. */
export type Checked<K> = K & { readonly check: () => Promise<void> };

/** Makes pseudonyms, which stay comparable for as long as the key is the same. */
export interface PseudonymKey extends DigestKey {
  readonly setting: string;
  /** Under which rows say that their pseudonyms were made. */
  readonly version: number;
  /** A key for another use that cannot be told from a random one (HKDF-SHA-256, RFC 5869). */
  derived(label: string): KeyObject;
}

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

/** Keys by version; the first one wraps what is new. */
export type VersionedKeys = ReadonlyMap<number, Buffer>;

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
export class KeysUnavailable extends Unready {}
