import { createHmac } from 'node:crypto';

/**
 * Keyed pseudonym, one domain per key: HMAC-SHA-256 over a version tag and length-prefixed parts, base64url, 43
 * characters. An unkeyed hash of an IDNr would be reversible by search: there are only about 3.3e8 valid numbers.
 */
export function pseudonym(key: Buffer, domain: PseudonymDomain, ...parts: readonly string[]): string {
  const hmac = createHmac('sha256', key).update('einmal/v1');
  for (const part of [domain, ...parts]) {
    const bytes = Buffer.from(part, 'utf8');
    hmac.update(`${bytes.length}:`).update(bytes);
  }
  return hmac.digest('base64url');
}

/**
 * `citizen` names a person to the gateway, identity and (for `concerns`) the registers; `subject` names a vehicle or
 * company to the gateway; `event` names a record's subject on Kafka.
 */
export type PseudonymDomain = 'citizen' | 'subject' | 'event';
