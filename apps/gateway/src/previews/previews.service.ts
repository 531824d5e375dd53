import { Injectable } from '@nestjs/common';
import { type AccessClaims, reachesLevel, releaseGiver } from '#libs/contracts';
import { AssuranceTooLow, DomainError, HttpConfig, Overloaded, toProblem } from '#libs/service-kit';
import { type Acting, actingOf } from '../acting.rules.ts';
import { EncryptionKeys, jwesOf } from '../encryption-keys/index.ts';
import { type Answered, EvidenceRequests, outcomeOf, toAnswer } from '../lookups/index.ts';
import { actingFor, PolicyStore } from '../policy/index.ts';
import { RequestsService } from '../requests/index.ts';
import { type Subject, SubjectForeign, SubjectPseudonyms } from '../subjects/index.ts';
import {
  type DeclinedPreviewDto,
  otherWays,
  type PreviewDto,
  type PreviewListDto,
  type UsedPreviewDto,
} from './preview-answer.dto.ts';
import type { PreviewRequestDto } from './preview-request.dto.ts';
import type { ReadItem } from './preview-subjects.rules.ts';
import { PreviewKeyWrong } from './preview.errors.ts';
import { declinable, usable } from './preview.rules.ts';
import { PreviewStore, type StoredPreview } from './preview.store.ts';
import { newPreviewKey, ReleaseSecret } from './release-secret.rules.ts';

/** Somebody else decided in between; then what is found says how. */
const MAX_ROUNDS = 3;

/** What a person sees before an authority may have it, and decides (EGovG §5(5), SGB X §67f(4)). */
@Injectable()
export class PreviewsService {
  private readonly problems: string;

  constructor(
    { publicUrl }: HttpConfig,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly evidence: EvidenceRequests,
    private readonly keys: EncryptionKeys,
    private readonly previews: PreviewStore,
    private readonly requests: RequestsService,
  ) {
    this.problems = `${publicUrl}/problems/`;
  }

  /** All registers are read at once; each item succeeds or fails by itself. @throws AssuranceTooLow, RecipientKeyMissing, Request{Unknown,Expired,Decided} */
  async preview(
    asked: PreviewRequestDto,
    read: readonly ReadItem[],
    citizen: AccessClaims,
    traceId: string,
  ): Promise<PreviewListDto> {
    // Of an authority that was merged the successor is the recipient, whichever of the two the portal knows.
    const authority = actingFor(await this.policy.upToDate(), asked.authority);
    return this.shown(Object.assign({}, asked, { authority }), read, citizen, traceId);
  }

  /** The same, by the policy that the caller looked at just now, for who acts for the authority. */
  async shown(
    request: PreviewRequestDto,
    read: readonly ReadItem[],
    citizen: AccessClaims,
    traceId: string,
  ): Promise<PreviewListDto> {
    this.refuseLevel(request.purpose, citizen);
    const items =
      request.request === undefined ? read : await this.asAsked(read, request, actingOf(citizen).for);
    await this.keys.demand(request.authority);
    const previews = await Promise.all(
      items.map((each) =>
        this.one(each, request, citizen, traceId).catch((error: unknown) =>
          this.toPreview(error, each.item, traceId),
        ),
      ),
    );
    return { previews };
  }

  /**
   * Makes a release of a preview; the same again is answered alike.
   * @throws PreviewUnknown, PreviewExpired, PreviewDecided, PreviewKeyWrong, NothingToUse, RecipientKeyMissing
   */
  async use(id: string, key: string, citizen: AccessClaims): Promise<UsedPreviewDto> {
    const secret = ReleaseSecret.ofKey(key);
    const acting = actingOf(citizen);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const found = usable(await this.previews.find(id, acting.for));
      this.refuseLevel(found.purpose, citizen);
      if (secret.open(found.sealed, id) === undefined) throw new PreviewKeyWrong();
      const released = found.envelope === null ? await this.release(found, secret, acting) : found;
      if (released !== undefined) return toUsed(id, released.envelope!, released.expiresAt);
    }
    throw new Overloaded();
  }

  /** @throws PreviewUnknown, PreviewExpired, PreviewDecided */
  async decline(id: string, citizen: AccessClaims): Promise<DeclinedPreviewDto> {
    const acting = actingOf(citizen);
    if (!(await this.previews.decline(id, acting))) declinable(await this.previews.find(id, acting.for));
    return { id, otherWays };
  }

  private async one(
    { item: { evidenceType, fields, consentId }, subject }: ReadItem,
    { authority, purpose, caseReference, request: answering }: PreviewRequestDto,
    caller: AccessClaims,
    traceId: string,
  ): Promise<PreviewDto> {
    const { by: actedBy, for: citizen } = actingOf(caller);
    if (subject.kind === 'idnr' && this.pseudonyms.of(subject) !== citizen) throw new SubjectForeign();
    const request = {
      evidenceType,
      purpose,
      consentId,
      ...(fields !== undefined && { fields }),
      ...(caseReference !== undefined && { caseReference }),
    };
    const answered = await this.evidence.answered({
      request,
      subject,
      caller: { clientId: caller.clientId, authority },
      traceId,
      staged: { stage: 'PREVIEW', actedBy },
      citizen,
    });
    const { lookupId: id, ...shown } = toAnswer(answered.answer, answered.verdict, request);
    const key = shown.status === 'EVIDENCE' ? newPreviewKey() : undefined;
    const expiresAt = await this.previews.add(
      {
        ...whatWasSeen(answered, subject, key),
        citizen,
        actedBy,
        eventSubject: this.pseudonyms.inEvents('residents', citizen),
        authority,
        purpose,
        evidenceType,
        fields: answered.verdict.fields,
        consentId,
        grantId: answered.verdict.grant.id,
        caseReference: caseReference ?? null,
        request: answering ?? null,
      },
      outcomeOf(answered.answer, answered),
    );
    return key === undefined
      ? { id, ...shown, otherWays }
      : { id, key, ...shown, expiresAt: expiresAt.toISOString() };
  }

  private async release(found: StoredPreview, secret: ReleaseSecret, acting: Acting) {
    const { id, authority, purpose, evidenceType, caseReference } = found;
    const content = {
      releaseId: secret.releaseId,
      giver: releaseGiver(secret.releaseId, acting.by),
      previewId: id,
      purpose,
      evidenceType,
      ...(caseReference !== null && { caseReference }),
    };
    const envelope = await this.keys.seal(authority, content);
    return this.previews.release({ id, citizen: acting.for, by: acting.by, hash: secret.hash, envelope });
  }

  /** With the fields that the request asks for, where the person names no fewer. */
  private async asAsked(items: readonly ReadItem[], preview: PreviewRequestDto, citizen: string) {
    const asked = await this.requests.answered(preview.request!, citizen, preview);
    return items.map(({ item: { evidenceType, consentId, fields }, subject }, index) => ({
      item: { evidenceType, consentId, fields: fields ?? asked[index]! },
      subject,
    }));
  }

  /** Of an unknown purpose the decision says so. */
  private refuseLevel(purpose: string, { acr }: AccessClaims): void {
    const least = this.policy.current.minimumAcrs.get(purpose);
    if (least !== undefined && !reachesLevel(acr, least)) throw new AssuranceTooLow(least);
  }

  private toPreview(error: unknown, { evidenceType }: ReadItem['item'], traceId: string): PreviewDto {
    if (!(error instanceof DomainError)) throw error;
    return { evidenceType, status: 'PROBLEM', problem: toProblem(error, this.problems, traceId)!, otherWays };
  }
}

function toUsed(id: string, envelope: string, expiresAt: Date): UsedPreviewDto {
  const releases = jwesOf(envelope);
  return { id, release: releases[0], releases, expiresAt: expiresAt.toISOString() };
}

function whatWasSeen({ answer }: Answered, subject: Subject, key: string | undefined) {
  const { decisionId: id } = answer;
  if (key === undefined || answer.status !== 'EVIDENCE') return { id, digest: null, sealed: null };
  const secret = ReleaseSecret.ofKey(key);
  return { id, digest: secret.digestOf(answer.evidence), sealed: secret.seal(subject, id) };
}
