import { createHmac } from 'node:crypto';

/**
 * Who released something, for whoever knows the person by the same pseudonym (domain `citizen`), and nobody else: an
 * application is not to be made with what somebody else released. HMAC-SHA-256 under the release id, which is 32 random bytes.
 */
export const releaseGiver = (releaseId: string, person: string): string =>
  createHmac('sha256', Buffer.from(releaseId, 'base64url'))
    .update(`einmal/release-giver/v1:${person}`)
    .digest('base64url');
