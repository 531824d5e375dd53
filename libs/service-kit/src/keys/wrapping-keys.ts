import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ContentUnusable, type FollowedFiles, followSetting, variableOf } from '../config/index.ts';
import { requireNoFault } from '../errors/index.ts';
import { KeyMissing, type VersionedKeys, type WrappingKeys } from './key-store.ts';

const FORM = /^(?:([1-9]\d{0,3}):)?([A-Za-z0-9_-]{43})$/;

/** `<version>:<32 random bytes in base64url>`, separated by commas; one without a version is of version 1. @throws ContentUnusable */
export function readVersionedKeys(text: string): VersionedKeys {
  const keys = text.split(',').map((entry) => {
    const [, version = '1', key] = FORM.exec(entry.trim()) ?? [];
    if (key === undefined)
      throw new ContentUnusable('has an entry that is not <version>:<43 characters of base64url>');
    return [Number(version), Buffer.from(key, 'base64url')] as const;
  });
  if (new Set(keys.map(([version]) => version)).size < keys.length)
    throw new ContentUnusable('names a version twice; give each key a version of its own');
  return new Map(keys);
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TEXT_AT = NONCE_BYTES + TAG_BYTES;

/** AES-256-GCM (NIST SP 800-38D) under the keys of a setting. */
export class SettingWrappingKeys implements WrappingKeys {
  private readonly keys: FollowedFiles<VersionedKeys>;
  private readonly variable: string;

  constructor(block: object, property: string, keys: VersionedKeys) {
    this.variable = variableOf(property);
    this.keys = followSetting(block, property, keys, readVersionedKeys);
  }

  newest(): number {
    const [newest] = this.keys.current().keys();
    if (newest === undefined) throw new TypeError(`${this.variable} holds no key.`);
    return newest;
  }

  older(): readonly number[] {
    const [newest = 0, ...others] = this.keys.current().keys();
    return others.filter((version) => version < newest);
  }

  async wrap(version: number, plain: Buffer, place: Buffer): Promise<Buffer> {
    return Promise.resolve(sealInPlace(this.keyOf(version), plain, place));
  }

  async unwrap(version: number, wrapped: Buffer, place: Buffer): Promise<Buffer> {
    return Promise.resolve(openInPlace(this.keyOf(version), wrapped, place));
  }

  readonly check = async (): Promise<void> => requireNoFault(this.keys.fault());

  private keyOf(version: number): Buffer {
    const key = this.keys.current().get(version);
    if (key === undefined) throw new KeyMissing(this.variable, version);
    return key;
  }
}

/** Nonce, tag, text. @param place what it is and whose: it opens there alone */
export function sealInPlace(key: Buffer, plain: Buffer, place: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(place);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** @throws a plain Error for what was changed or is of another place */
export function openInPlace(key: Buffer, box: Buffer, place: Buffer): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(place)
    .setAuthTag(box.subarray(NONCE_BYTES, TEXT_AT));
  return Buffer.concat([decipher.update(box.subarray(TEXT_AT)), decipher.final()]);
}
