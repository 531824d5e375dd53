import { createHmac, createSecretKey } from 'node:crypto';
import type { RegisterName } from './register-name.ts';

/**
 * Keyed pseudonym, one domain per key: HMAC-SHA-256 over a version tag and length-prefixed parts, base64url, 43
 * characters. An unkeyed hash of an IDNr would be reversible by search: there are only about 3.3e8 valid numbers.
 */
export function pseudonym(key: DigestKey, domain: PseudonymDomain, ...parts: readonly string[]): string {
  let message = `einmal/v1${domain.length}:${domain}`;
  for (const part of parts) message += `${Buffer.byteLength(part)}:${part}`;
  return key.hmac(message);
}

/**
 * `citizen` names a person to the gateway, identity and (for `concerns`) the registers; `account`, under the same key, an
 * account at an eID to identity alone; `subject` a vehicle or company to the gateway; `event` names a record's subject on Kafka,
 * and `officer`, under the key of `event`, an entry of a company's officer to the gateway.
 */
export type PseudonymDomain = 'citizen' | 'account' | 'subject' | 'event' | 'officer';

/**
 * The subject of a register's change events and their Kafka key. `name` is the VIN of a vehicle, the record id of a
 * company, and for a resident the pseudonym of domain `citizen`, not the IDNr: whoever follows residents with this key
 * recognises the persons it has a file on, and nobody else, without holding an IDNr.
 * @param key the register's EVENT_PSEUDONYM_KEY
 */
export const eventSubject = (key: DigestKey, register: RegisterName, name: string): string =>
  pseudonym(key, 'event', register, name);

/** A secret key, wherever it is kept. */
export interface DigestKey {
  /** HMAC-SHA-256 in base64url. */
  readonly hmac: (message: string) => string;
}

/** One whose bytes are here. Importing it costs six times the digest itself: keep what this returns. */
export function heldKey(bytes: Buffer): DigestKey {
  const key = createSecretKey(bytes);
  return { hmac: (message) => createHmac('sha256', key).update(message).digest('base64url') };
}
