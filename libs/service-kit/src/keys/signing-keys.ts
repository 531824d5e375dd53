import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import { type FollowedFiles, followSetting } from '../config/index.ts';
import { requireNoFault } from '../errors/index.ts';
import type { PublicJwk, SigningKey, SigningKeys } from './key-store.ts';

/** The one that signs, one before it, one after it, and room for a rotation that was begun twice. */
const MOST_KEYS = 8;

interface KeySet {
  readonly current: SigningKey;
  readonly published: readonly PublicJwk[];
}

/** Ed25519 keys from a setting: a private JWK, or a JWKS of which the first one signs and all are published. */
export class SettingSigningKeys implements SigningKeys {
  private readonly keys: FollowedFiles<KeySet>;

  /** @throws Error that names the setting and no part of a key */
  constructor(block: object, property: string, variable: string, text: string) {
    const read = (content: string): KeySet => readKeySet(content, variable);
    this.keys = followSetting(block, property, read(text), read);
  }

  current(): SigningKey {
    return this.keys.current().current;
  }

  published(): readonly PublicJwk[] {
    return this.keys.current().published;
  }

  readonly check = async (): Promise<void> => requireNoFault(this.keys.fault());
}

function readKeySet(text: string, variable: string): KeySet {
  const content = JSON.parse(text) as JsonWebKey & { readonly keys?: unknown };
  const jwks: unknown[] = Array.isArray(content.keys) ? content.keys : [content];
  const [first, ...others] = jwks as JsonWebKey[];
  if (first?.d === undefined) throw new Error(`${variable}: the first key must be a private one; it signs.`);
  if (jwks.length > MOST_KEYS) throw new Error(`${variable}: more than ${MOST_KEYS} keys.`);
  const published = [first, ...others].map((jwk) => publicJwk(jwk, variable));
  const kids = new Set(published.map(({ kid }) => kid));
  if (kids.size < published.length) throw new Error(`${variable}: two keys have the same kid.`);
  const key = createPrivateKey({ key: first, format: 'jwk' });
  const { kid } = published[0]!;
  return {
    current: { kid, sign: (bytes) => Promise.resolve(sign(null, bytes, key)) },
    published,
  };
}

/** Built anew, so that no private member can slip through. @throws Error that names the setting */
function publicJwk({ kty, crv, x, kid }: JsonWebKey, variable: string): PublicJwk {
  if (crv !== 'Ed25519' || typeof kid !== 'string')
    throw new Error(`${variable}: every key must be an Ed25519 key with a kid.`);
  return { kty, crv, x, kid, use: 'sig', alg: 'EdDSA' } as PublicJwk;
}

/** The public keys of a JWKS by `kid`. @throws Error that names where it stands */
export function readPublicKeys(text: string, where: string): ReadonlyMap<string, KeyObject> {
  const { keys } = JSON.parse(text) as { readonly keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) throw new Error(`${where} holds no key.`);
  if (keys.length > MOST_KEYS) throw new Error(`${where} holds more than ${MOST_KEYS} keys.`);
  return new Map(
    (keys as JsonWebKey[]).map((jwk) => [named(jwk, where), createPublicKey({ key: jwk, format: 'jwk' })]),
  );
}

function named({ kid, crv, d }: JsonWebKey, where: string): string {
  if (typeof kid !== 'string' || crv !== 'Ed25519' || d !== undefined)
    throw new Error(`${where} may hold only public Ed25519 keys with a kid.`);
  return kid;
}
