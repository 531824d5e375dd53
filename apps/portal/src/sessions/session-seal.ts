import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Session } from './session.ts';

const ALGORITHM = 'aes-256-gcm';
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16];
/** 32 random bytes in base64url. */
const COOKIE = /^[A-Za-z0-9_-]{43}$/;

export const newCookie = (): string => randomBytes(KEY_BYTES).toString('base64url');

export const isCookie = (value: string | undefined): value is string =>
  value !== undefined && COOKIE.test(value);

/** Under which the row is found; it opens nothing. */
export const idOf = (cookie: string): Buffer =>
  createHash('sha256').update('einmal/portal/session-id/v1:').update(cookie).digest();

/** Whose sessions these are, for ending all of them. */
export const personOf = (subject: string): Buffer =>
  createHash('sha256').update('einmal/portal/person/v1:').update(subject).digest();

const FORM_KEY_BYTES = 24;

/** Goes with every form of a session, and lets whoever made it be recognised, by their subject alone. */
export function newFormKey(subject = ''): string {
  const random = randomBytes(FORM_KEY_BYTES).toString('base64url');
  return `${random}.${ownerMark(random, subject)}`;
}

/** Whether a form key was made for this person: what they typed under it is theirs, also in a session that knows nobody yet. */
export function isFormKeyOf(subject: string, formKey: unknown): boolean {
  if (typeof formKey !== 'string') return false;
  const [random = '', mark] = formKey.split('.');
  return mark === ownerMark(random, subject);
}

const ownerMark = (random: string, subject: string): string =>
  createHash('sha256').update(`einmal/portal/form-key/v1:${random}:${subject}`).digest('base64url');

const keyOf = (cookie: string): Buffer =>
  Buffer.from(
    hkdfSync('sha256', Buffer.from(cookie, 'base64url'), '', 'einmal/portal/session/v1', KEY_BYTES),
  );

/** Opens under this cookie alone, and in its own row (NIST SP 800-38D). */
export function seal(session: Session, cookie: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(cookie), nonce).setAAD(idOf(cookie));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @returns nothing where it was sealed under another cookie or changed since */
export function open(sealed: Buffer, cookie: string): Session | undefined {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(ALGORITHM, keyOf(cookie), nonce, { authTagLength: TAG_BYTES })
      .setAAD(idOf(cookie))
      .setAuthTag(tag);
    const content = sealed.subarray(NONCE_BYTES + TAG_BYTES);
    return JSON.parse(Buffer.concat([decipher.update(content), decipher.final()]).toString()) as Session;
  } catch {
    return undefined;
  }
}
