import { compactDecrypt, importJWK, type JWK } from 'jose';
import type { AuthorityClients } from './authority-clients.config.ts';
import { actingFor } from './keepers.ts';

/** Of what the gateway seals (ADR 0048). */
const RELEASE_TYP = 'release+jwe';
const ALG = 'ECDH-ES+A256KW';
const ENC = 'A256GCM';

/** What a release says, of which this app needs the id alone. */
export interface OpenedRelease {
  readonly releaseId: string;
  /** As `releaseGiver` makes it. */
  readonly giver?: string;
  readonly evidenceType?: string;
  readonly purpose?: string;
}

/** None of the texts is a release for this authority: for somebody else, of another kind, or no JWE. */
export class ReleaseUnreadable extends Error {}

/** Opens releases with the keys of the authorities: of who acts for one today, too, and of others that were merged with it. */
export class ReleaseOpener {
  constructor(private readonly clients: AuthorityClients) {}

  /** @param release one JWE, or those for each system of the authority, separated by spaces @throws ReleaseUnreadable */
  async open(authority: string, release: string): Promise<OpenedRelease> {
    for (const holder of actingFor(authority)) {
      const jwk = this.clients.get(holder)?.encryptionJwk;
      const opened = jwk && (await openedWith(jwk, release));
      if (opened !== undefined) return contentOf(opened);
    }
    throw new ReleaseUnreadable('No release opens with a key of the authority.');
  }
}

async function openedWith(jwk: JWK, release: string): Promise<string | undefined> {
  const key = await importJWK(jwk, ALG);
  for (const text of release.split(' ')) {
    const opened = await compactDecrypt(text, key, {
      keyManagementAlgorithms: [ALG],
      contentEncryptionAlgorithms: [ENC],
    }).catch(() => undefined);
    if (opened?.protectedHeader.typ === RELEASE_TYP) return new TextDecoder().decode(opened.plaintext);
  }
  return undefined;
}

/** Whoever knows the public key can write one. @throws ReleaseUnreadable */
function contentOf(text: string): OpenedRelease {
  try {
    const content: unknown = JSON.parse(text);
    if (isRelease(content)) return content;
  } catch {
    // Below.
  }
  throw new ReleaseUnreadable('What opens with the key of the authority is no release.');
}

const isRelease = (content: unknown): content is OpenedRelease =>
  typeof content === 'object' &&
  content !== null &&
  'releaseId' in content &&
  typeof content.releaseId === 'string';
