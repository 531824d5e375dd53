import { Injectable } from '@nestjs/common';
import { type AccessClaims, reachesLevel, releaseGiver } from '#libs/contracts';
import { AssuranceTooLow, DomainError, HttpConfig, Overloaded, toProblem } from '#libs/service-kit';
import { JointChoices } from '../consents/index.ts';
import { EncryptionKeys, jwesOf } from '../encryption-keys/index.ts';
import { EvidenceRequests, outcomeOf, toAnswer } from '../lookups/index.ts';
import { actingFor, PolicyStore } from '../policy/index.ts';
import { isJoint, type Represented, Representations } from '../representation/index.ts';
import { RequestsService } from '../requests/index.ts';
import { SubjectForeign, SubjectPseudonyms } from '../subjects/index.ts';
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
import { whatWasSeen } from './seen-evidence.rules.ts';

interface Session {
  readonly clientId: string;
  readonly represented: Represented;
  readonly traceId: string;
}

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
    private readonly representations: Representations,
    private readonly joint: JointChoices,
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
    const represented = await this.representations.together(citizen, request.actingFor);
    const items = request.request === undefined ? read : await this.asAsked(read, request, represented.for);
    await this.keys.demand(request.authority);
    const session = { clientId: citizen.clientId, represented, traceId };
    const previews = await Promise.all(
      items.map((each) =>
        this.one(each, request, session).catch((error: unknown) => this.toPreview(error, each.item, traceId)),
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
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const found = usable(await this.previews.find(id, citizen.sub));
      this.refuseLevel(found.purpose, citizen);
      const sealed = secret.open(found.sealed, id);
      if (sealed === undefined) throw new PreviewKeyWrong();
      await this.representations.again(citizen, sealed.actingFor);
      const released = found.envelope === null ? await this.release(found, secret) : found;
      if (released !== undefined) return toUsed(id, released.envelope!, released.expiresAt);
    }
    throw new Overloaded();
  }

  /** @throws PreviewUnknown, PreviewExpired, PreviewDecided */
  async decline(id: string, { sub }: AccessClaims): Promise<DeclinedPreviewDto> {
    if (!(await this.previews.decline(id, sub))) declinable(await this.previews.find(id, sub));
    return { id, otherWays };
  }

  private async one(
    { item: { evidenceType, fields, consentId }, subject }: ReadItem,
    { authority, purpose, caseReference, request: answering }: PreviewRequestDto,
    { clientId, represented, traceId }: Session,
  ): Promise<PreviewDto> {
    const { as: actingAs, by: actedBy, for: citizen, actingFor: named } = represented;
    const isNamed = subject.kind === 'idnr' || actingAs === 'OFFICER';
    if (isNamed && this.pseudonyms.of(subject) !== citizen) throw new SubjectForeign();
    if (named && isJoint(named)) await this.joint.demand(consentId, represented);
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
      caller: { clientId, authority },
      traceId,
      staged: { stage: 'PREVIEW', actedBy, actingAs },
      citizen,
    });
    const { lookupId: id, ...shown } = toAnswer(answered.answer, answered.verdict, request);
    const key = shown.status === 'EVIDENCE' ? newPreviewKey() : undefined;
    const expiresAt = await this.previews.add(
      {
        ...whatWasSeen(answered, { ...subject, ...(named && { actingFor: named }) }, key),
        citizen,
        actedBy,
        actingAs,
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

  private async release(found: StoredPreview, secret: ReleaseSecret) {
    const { id, citizen, actedBy: by, authority, purpose, evidenceType, caseReference } = found;
    const content = {
      releaseId: secret.releaseId,
      giver: releaseGiver(secret.releaseId, by),
      previewId: id,
      purpose,
      evidenceType,
      ...(caseReference !== null && { caseReference }),
    };
    const envelope = await this.keys.seal(authority, content);
    return this.previews.release({ id, citizen, by, hash: secret.hash, envelope });
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
