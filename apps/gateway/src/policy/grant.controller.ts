import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, ClientInactive, OrScope, Refuses, Scopes } from '#libs/service-kit';
import { type GrantDto, MyGrantsDto } from './grant.dto.ts';
import { standingRefusals } from './policy.errors.ts';
import { type Grant, isPreviewed, isValidAt, type PolicySnapshot } from './policy.snapshot.ts';
import { PolicyStore } from './policy.store.ts';

@ApiTags('grants')
@Controller('v1/grants')
export class GrantController {
  constructor(private readonly policy: PolicyStore) {}

  @Get('mine')
  @Scopes(scopes.lookup)
  @OrScope(scopes.development)
  @Refuses(...standingRefusals)
  @ApiOperation({ summary: 'What may I ask for?' })
  @ApiOkResponse({ type: MyGrantsDto })
  async mine(@Caller() { authority }: AccessClaims): Promise<MyGrantsDto> {
    const policy = await this.policy.upToDate();
    if (authority === undefined) throw new ClientInactive();
    const grants = [...policy.grants.values()].flat().filter((grant) => grant.authority === authority);
    return {
      authority,
      authorityName: policy.authorities.get(authority)?.name ?? authority,
      policyRevision: policy.revision,
      grants: grants.map((grant) => toDto(grant, policy, Date.now())),
      eventGrants: policy.eventGrants
        .filter((grant) => grant.authority === authority)
        .map((grant) =>
          Object.assign(toDto(grant, policy, Date.now()), { eventTypes: [...grant.eventTypes] }),
        ),
    };
  }
}

function toDto(grant: Grant, policy: PolicySnapshot, nowMs: number): GrantDto {
  const { id, purpose, evidenceType, subjectKinds, fields, kind, legalBasis } = grant;
  const { validFrom, lastDay, provisional, previewNotPossible, socialData } = grant;
  return {
    id,
    purpose,
    purposeTitle: policy.purposes.get(purpose) ?? { de: purpose, en: purpose },
    evidenceType,
    subjectKinds,
    fields,
    kind,
    legalBasis,
    validFrom,
    ...(lastDay !== undefined && { lastDay }),
    ...(provisional !== undefined && { provisional }),
    previewRequired: isPreviewed(grant),
    ...(previewNotPossible !== undefined && { previewNotPossible }),
    socialData,
    valid: policy.purposes.has(purpose) && isValidAt(grant, nowMs),
  };
}
