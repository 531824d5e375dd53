import { compactDecrypt, importJWK } from 'jose';
import type { AuthorityClients } from './authority-clients.config.ts';

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

/** Opens releases with the keys of the authorities. */
export class ReleaseOpener {
  constructor(private readonly clients: AuthorityClients) {}

  /** @param release one JWE, or those for each system of the authority, separated by spaces @throws ReleaseUnreadable */
  async open(authority: string, release: string): Promise<OpenedRelease> {
    const jwk = this.clients.get(authority)?.encryptionJwk;
    if (jwk === undefined) throw new ReleaseUnreadable(`There is no key of ${authority}.`);
    const key = await importJWK(jwk, ALG);
    for (const text of release.split(' ')) {
      const opened = await compactDecrypt(text, key, {
        keyManagementAlgorithms: [ALG],
        contentEncryptionAlgorithms: [ENC],
      }).catch(() => undefined);
      if (opened?.protectedHeader.typ !== RELEASE_TYP) continue;
      return contentOf(new TextDecoder().decode(opened.plaintext));
    }
    throw new ReleaseUnreadable('No release opens with the key of the authority.');
  }
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
