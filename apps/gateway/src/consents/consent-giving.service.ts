import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import type { Submission } from '#libs/service-kit';
import { IdempotentRequests, type Once } from '../idempotency/index.ts';
import type { ConsentWithReceiptDto, NoticeDto } from './consent-answer.dto.ts';
import { ConsentRecords, type Prepared } from './consent-record.service.ts';
import type { ConsentRequestDto, NoticeQueryDto, RenewalDto } from './consent-request.dto.ts';
import { type ConsentWish, maxDays } from './consent.rules.ts';
import { ConsentService } from './consent.service.ts';
import { ConsentStore } from './consent.store.ts';
import { noticeText } from './notice.catalogue.ts';

/** Giving choices and consents, and giving them anew. */
@Injectable()
export class ConsentGiving {
  constructor(
    private readonly records: ConsentRecords,
    private readonly consents: ConsentStore,
    private readonly requests: IdempotentRequests,
    private readonly answers: ConsentService,
  ) {}

  /** The text to show, and what the citizen decides about. Throws ConsentNotPossible. */
  async notice(query: NoticeQueryDto): Promise<NoticeDto> {
    const offer = await this.records.offer(toWish(query));
    const { kind, fields, notice, minimumAcr } = offer;
    const { legalBasis } = notice;
    const text = noticeText(notice, query.locale ?? 'de');
    return { ...text, kind, legalBasis, fields, maxDays: maxDays[kind], minimumAcr };
  }

  /** @throws AssuranceTooLow, ConsentNotPossible, NoticeMismatch, RequestInvalid, IdempotencyKey{Reused,InUse} */
  async give(
    request: ConsentRequestDto,
    citizen: AccessClaims,
    submission: Submission,
  ): Promise<ConsentWithReceiptDto> {
    const once = this.requests.of(submission, citizen.sub, 'POST /v1/consents');
    const earlier = await once?.earlier();
    if (earlier !== undefined) return this.answers.one(earlier, citizen);
    return this.store(await this.records.requestedTogether(request, citizen), once);
  }

  /**
   * A new record for what one of mine was about, with the text as it is today.
   * @throws as {@link give}, ConsentUnknown
   */
  async renew(
    id: string,
    request: RenewalDto,
    { citizen, submission }: { readonly citizen: AccessClaims; readonly submission: Submission },
  ): Promise<ConsentWithReceiptDto> {
    const once = this.requests.of(submission, citizen.sub, `POST /v1/consents/${id}/renewal`);
    const earlier = await once?.earlier();
    if (earlier !== undefined) return this.answers.one(earlier, citizen);
    const { subject, subjectKind, kind, authority, purpose, evidenceType, fields } = await this.answers.own(
      id,
      citizen,
    );
    const prepared = await this.records.prepare(request, citizen, {
      about: { kind, authority, purpose, evidenceType, fields },
      renews: id,
      bound: () => ({ subject, subjectKind }),
    });
    return this.store(prepared, once);
  }

  private async store({ record, shown }: Prepared, once: Once | undefined): Promise<ConsentWithReceiptDto> {
    return this.answers.withReceipt(await this.consents.give(record, shown, once));
  }
}

const toWish = ({ authority, purpose, evidenceType, fields }: NoticeQueryDto): ConsentWish => ({
  authority,
  purpose,
  evidenceType,
  fields: fields?.split(','),
});
