import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { ActingFor } from '../representation/index.ts';
import type { Subject } from '../subjects/index.ts';
import { canonicalJson } from './canonical-json.rules.ts';

const BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** Whom a preview is about, and who acts for whom, which is judged again at its use. */
export interface SealedSubject extends Subject {
  readonly actingFor?: ActingFor;
}

/** Of a preview; the gateway keeps neither it nor anything that it could be made from. */
export const newPreviewKey = (): string => randomBytes(BYTES).toString('base64url');

/**
 * Independent of each other, and none leads back (RFC 5869). As key objects, because node:crypto takes bytes for a key at five
 * times the price.
 */
const derived = (from: KeyObject, info: 'release' | 'digest' | 'seal'): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', from, new Uint8Array(), info, BYTES)));

const keyOf = (text: string): KeyObject => createSecretKey(text, 'base64url');

/**
 * What the id of a release says, and the key of its preview leads to: without it nobody can tell what was previewed, or of
 * whom, though the gateway keeps a digest of the one and the other sealed (ADR 0048).
 */
export class ReleaseSecret {
  private constructor(private readonly secret: KeyObject) {}

  static ofKey(key: string): ReleaseSecret {
    return new ReleaseSecret(derived(keyOf(key), 'release'));
  }

  static ofId(releaseId: string): ReleaseSecret {
    return new ReleaseSecret(keyOf(releaseId));
  }

  get releaseId(): string {
    return this.secret.export().toString('base64url');
  }

  /** Under which a release is found. */
  get hash(): string {
    return hash('sha256', this.secret.export(), 'base64url');
  }

  /** Binds what is sent to what was seen: all values, without where they come from. */
  digestOf(evidence: Readonly<Record<string, unknown>>): string {
    return this.mac(evidence).toString('base64url');
  }

  isOf(digest: string, evidence: Readonly<Record<string, unknown>>): boolean {
    return timingSafeEqual(Buffer.from(digest, 'base64url'), this.mac(evidence));
  }

  /** @param previewId without which it cannot be opened: nobody can put it into another preview */
  seal(subject: SealedSubject, previewId: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, derived(this.secret, 'seal'), iv).setAAD(Buffer.from(previewId));
    const { kind, value, birthDate, actingFor } = subject;
    const sealed = [
      cipher.update(JSON.stringify({ kind, value, birthDate, actingFor }), 'utf8'),
      cipher.final(),
    ];
    return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** Nothing where this is not the secret, or not the preview. */
  open(sealed: string, previewId: string): SealedSubject | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    const tagAt = bytes.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, derived(this.secret, 'seal'), bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(previewId))
      .setAuthTag(bytes.subarray(tagAt));
    const opened = decipher.update(bytes.subarray(IV_BYTES, tagAt), undefined, 'utf8');
    try {
      return JSON.parse(opened + decipher.final('utf8')) as SealedSubject;
    } catch {
      return undefined;
    }
  }

  private mac(evidence: Readonly<Record<string, unknown>>): Buffer {
    return createHmac('sha256', derived(this.secret, 'digest')).update(canonicalJson(evidence)).digest();
  }
}
