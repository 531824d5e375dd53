import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import type { UnspentProof } from '#libs/service-kit';
import type { Subject } from '../subjects/index.ts';
import { EvidenceRequests } from './evidence-requests.service.ts';
import type { LookupAnswerDto } from './lookup-answer.dto.ts';
import type { LookupRequestDto } from './lookup-request.dto.ts';
import { toAnswer } from './lookup.rules.ts';

export interface ReadLookup {
  readonly request: LookupRequestDto;
  readonly subject: Subject;
  readonly proof?: UnspentProof | undefined;
}

/** One lookup from the validated request to its recorded outcome (architecture §2). */
@Injectable()
export class LookupService {
  constructor(private readonly evidence: EvidenceRequests) {}

  /** @throws LookupRefused, RegisterUnavailable, DecisionUnavailable, Overloaded */
  async lookUp(
    { request, subject, proof }: ReadLookup,
    caller: AccessClaims,
    traceId: string,
  ): Promise<LookupAnswerDto> {
    const { answer, verdict } = await this.evidence.disclosed({ request, subject, caller, traceId, proof });
    return toAnswer(answer, verdict, request);
  }
}
