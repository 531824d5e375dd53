import { compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

const ALG = 'ECDH-ES+A256KW';
const ENC = 'A256GCM';

/** What a release says to the authority that can open it. */
export interface OpenedRelease {
  /** For `POST /v1/releases`. A secret: no log, no address. */
  readonly releaseId: string;
  /** Who released it: HMAC-SHA-256 of `einmal/release-giver/v1:<sub>` under the bytes of the release id. */
  readonly giver?: string;
  readonly previewId: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly caseReference?: string;
}

/** What a person says of a retrieval that they hold to be wrong. */
export interface OpenedReport {
  readonly reportId: string;
  readonly lookupId: string;
  readonly text: string;
}

/** None of the keys fits, or it is not what it should be. */
export class NotToOpen extends Error {
  override readonly name = 'NotToOpen';
}

export interface EncryptionKeys {
  /** Stays with you. */
  readonly privateJwk: JWK;
  /** For `PUT /v1/encryption-key`. */
  readonly publicJwk: JWK & {
    readonly kty: string;
    readonly crv: string;
    readonly x: string;
    readonly y: string;
    readonly use: string;
  };
}

/** A key for releases and reports. Keep the one before for as long as releases wait: 30 days. */
export async function newEncryptionKey(kid: string): Promise<EncryptionKeys> {
  const { privateKey, publicKey } = await generateKeyPair(ALG, { crv: 'P-256', extractable: true });
  const marks = { use: 'enc', alg: ALG, kid };
  const [privateJwk, publicJwk] = [await exportJWK(privateKey), await exportJWK(publicKey)];
  return {
    privateJwk: { ...privateJwk, ...marks },
    publicJwk: { ...publicJwk, ...marks } as EncryptionKeys['publicJwk'],
  };
}

/** @param keys the private halves of all that may still be in use */
export const openRelease = (jwe: string, keys: readonly JWK[]): Promise<OpenedRelease> =>
  opened(jwe, 'release+jwe', keys);

/** @param keys the private halves of all that may still be in use */
export const openReport = (jwe: string, keys: readonly JWK[]): Promise<OpenedReport> =>
  opened(jwe, 'report+jwe', keys);

async function opened<T>(jwe: string, wanted: string, keys: readonly JWK[]): Promise<T> {
  const { typ, kid } = headerOf(jwe);
  const fitting = typ === wanted ? keys.filter((key) => key.kid === undefined || key.kid === kid) : [];
  for (const key of fitting) {
    const text = await decrypted(jwe, key);
    if (text !== undefined) return JSON.parse(text) as T;
  }
  throw new NotToOpen(`No key of these opens it, or it is no ${wanted}.`);
}

async function decrypted(jwe: string, key: JWK): Promise<string | undefined> {
  try {
    const allowed = { keyManagementAlgorithms: [ALG], contentEncryptionAlgorithms: [ENC] };
    const { plaintext } = await compactDecrypt(jwe, await importJWK(key, ALG), allowed);
    return new TextDecoder().decode(plaintext);
  } catch {
    return undefined;
  }
}

function headerOf(jwe: string): { readonly typ?: unknown; readonly kid?: unknown } {
  try {
    return decodeProtectedHeader(jwe);
  } catch {
    return {};
  }
}
