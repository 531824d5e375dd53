import { Injectable } from '@nestjs/common';
import { type AccessClaims, releaseGiver } from '#libs/contracts';
import { pageOf } from '#libs/service-kit';
import { jweFor } from '../encryption-keys/index.ts';
import { type Quota, Quotas } from '../limits/index.ts';
import { beyond, EvidenceRequests, toAnswer } from '../lookups/index.ts';
import { limitOf, type UuidPageQueryDto } from '../page-query.dto.ts';
import { keptBy, PolicyStore } from '../policy/index.ts';
import { isJoint, Representations } from '../representation/index.ts';
import type { PendingReleaseDto, PendingReleasesDto, ReleaseAnswerDto } from './preview-answer.dto.ts';
import { ReleaseChanged, ReleaseTaken, ReleaseUnknown } from './preview.errors.ts';
import { takeable } from './preview.rules.ts';
import { ReleaseSecret } from './release-secret.rules.ts';
import { type PendingRelease, ReleaseStore } from './release.store.ts';

/** What citizens released to an authority. Each is decided and read anew when it is taken, and compared with what was seen. */
@Injectable()
export class ReleasesService {
  constructor(
    private readonly evidence: EvidenceRequests,
    private readonly releases: ReleaseStore,
    private readonly policy: PolicyStore,
    private readonly quotas: Quotas,
    private readonly representations: Representations,
  ) {}

  /**
   * @param key the request's idempotency key: under it the release may be taken again for ten minutes
   * @param counted told of the quota that it is taken from
   * @throws ReleaseUnknown, ReleaseExpired, ReleaseTaken, ReleaseChanged, QuotaExceeded, and as a lookup does
   */
  async take(
    releaseId: string,
    key: string,
    caller: AccessClaims,
    traceId: string,
    counted?: (quota: Quota) => void,
  ): Promise<ReleaseAnswerDto> {
    const secret = ReleaseSecret.ofId(releaseId);
    const authorities = this.authoritiesOf(caller);
    const found = takeable(await this.releases.find(secret.hash, authorities), key);
    const {
      id,
      citizen,
      purpose,
      evidenceType,
      fields,
      consentId,
      caseReference,
      digest,
      sealed,
      decidedBy: actedBy,
      actingAs,
    } = found;
    // A row that somebody put in the place of another one does not open.
    const subject = secret.open(sealed, id);
    if (subject === undefined) throw new ReleaseUnknown();
    const quota = this.quotas.of(caller.clientId, subject.kind);
    counted?.(quota);
    quota.take(Date.now());
    // To the authority it is one that no longer holds, as where the register answers something else.
    const { actingFor } = subject;
    if (actingFor && !(await this.representations.holds(actingFor))) throw new ReleaseChanged();
    const request = {
      evidenceType,
      purpose,
      fields,
      consentId,
      ...(caseReference !== null && { caseReference }),
    };
    const { answer, decision, verdict } = await this.evidence.answered({
      request,
      subject,
      caller,
      traceId,
      staged: { stage: 'RELEASE', preview: id, actedBy, actingAs },
      citizen,
    });
    const isSame = answer.status === 'EVIDENCE' && secret.isOf(digest, answer.evidence);
    const outcome = {
      decisionId: decision.id,
      released: verdict.fields.length,
      concerns: beyond(answer.concerns, decision.citizen),
    };
    const status = await this.releases.take({ id, key, isSame, outcome });
    if (status === 'EVIDENCE') {
      const given = {
        previewId: id,
        purpose,
        giver: releaseGiver(releaseId, actedBy),
        ...(actedBy !== citizen && { givenFor: releaseGiver(releaseId, citizen) }),
        ...(actingFor && { givenAs: actingFor.as }),
        ...(actingFor && isJoint(actingFor) && { isGivenJointly: true as const }),
      };
      return Object.assign(toAnswer(answer, verdict, request), given);
    }
    if (status === 'CHANGED') throw new ReleaseChanged(decision.id);
    takeable(await this.releases.find(secret.hash, authorities), key);
    throw new ReleaseTaken();
  }

  async pending(query: UuidPageQueryDto, caller: AccessClaims): Promise<PendingReleasesDto> {
    const limit = limitOf(query);
    const asked = { limit: limit + 1, after: query.after };
    const found = await this.releases.pending(this.authoritiesOf(caller), asked);
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { releases: rows.map((row) => toPending(row, caller.clientId)), ...next };
  }

  /** One for its authority's callback; `withheld` once it no longer waits. */
  async told(
    id: string,
  ): Promise<{ readonly release: PendingReleaseDto; readonly at: Date } | 'withheld' | undefined> {
    const found = await this.releases.told(id);
    if (found === undefined) return undefined;
    return found.waits
      ? { release: toPending(found, found.tellsClient ?? undefined), at: found.releasedAt }
      : 'withheld';
  }

  /** What was released to an authority is its successor's to take. */
  private authoritiesOf({ authority = '' }: AccessClaims): readonly string[] {
    return keptBy(this.policy.current, authority);
  }
}

const toPending = (
  { id, purpose, evidenceType, caseReference, envelope, expiresAt }: PendingRelease,
  clientId: string | undefined,
): PendingReleaseDto => ({
  id,
  purpose,
  evidenceType,
  ...(caseReference !== null && { caseReference }),
  release: jweFor(envelope, clientId),
  expiresAt: expiresAt.toISOString(),
});
