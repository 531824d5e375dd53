import type { Answered } from '../lookups/index.ts';
import { ReleaseSecret, type SealedSubject } from './release-secret.rules.ts';

/** What is kept of a preview: with evidence a digest of it, and whom it is about, sealed. */
export function whatWasSeen({ answer }: Answered, subject: SealedSubject, key: string | undefined) {
  const { decisionId: id } = answer;
  if (key === undefined || answer.status !== 'EVIDENCE') return { id, digest: null, sealed: null };
  const secret = ReleaseSecret.ofKey(key);
  return { id, digest: secret.digestOf(answer.evidence), sealed: secret.seal(subject, id) };
}
