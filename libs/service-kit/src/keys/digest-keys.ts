import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { heldKey } from '#libs/contracts';
import type { PseudonymKey } from './key-store.ts';

const FORM = /^(?:([1-9]\d{0,3}):)?([A-Za-z0-9_-]{43})$/;
const BYTES = 32;

/** For the settings that hold one. */
export const pseudonymKeyForm = {
  pattern: FORM,
  message: 'must be 32 random bytes in base64url (43 characters), or <version>:<the same>',
} as const;

/**
 * A key of pseudonyms from a setting, `<version>:<32 random bytes in base64url>`; without a version it is the first one. It is
 * imported once and held: a lookup makes several digests.
 * @throws Error that names the setting and no part of it
 */
export function settingPseudonymKey(setting: string, text: string): PseudonymKey {
  const [, version = '1', key] = FORM.exec(text) ?? [];
  if (key === undefined) throw new Error(`${setting} ${pseudonymKeyForm.message}.`);
  const bytes = Buffer.from(key, 'base64url');
  return {
    setting,
    version: Number(version),
    ...heldKey(bytes),
    derived: (label): KeyObject => createSecretKey(Buffer.from(hkdfSync('sha256', bytes, '', label, BYTES))),
  };
}
