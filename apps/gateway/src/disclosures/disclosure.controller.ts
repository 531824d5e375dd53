import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, RequestInvalid, Scopes } from '#libs/service-kit';
import { EVIDENCE_TYPES } from '../injection-tokens.ts';
import type { EvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { limitOf, PageQueryDto } from '../page-query.dto.ts';
import { DisclosureListDto } from './disclosure.dto.ts';
import { toDisclosure } from './disclosure.rules.ts';
import { DisclosureStore } from './disclosure.store.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@ApiTags('disclosures')
@Controller('v1/me/disclosures')
export class DisclosureController {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly disclosures: DisclosureStore,
  ) {}

  @Get()
  @Scopes(scopes.citizen)
  @ApiOperation({
    summary: 'Who asked about me, and what were they told?',
    description:
      'Every decision that concerns me, permits and denials, newest first (IDNrG §9, EGovG §5(3)).',
  })
  @ApiOkResponse({ type: DisclosureListDto })
  async mine(@Query() query: PageQueryDto, @Caller() citizen: AccessClaims): Promise<DisclosureListDto> {
    if (query.after !== undefined && !uuid.test(query.after)) throw new RequestInvalid([notAnId]);
    const limit = limitOf(query);
    const rows = await this.disclosures.list(citizen.sub, limit, query.after);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { disclosures: rows.map((row) => toDisclosure(row, this.types)), ...(last && { next: last.id }) };
  }
}

const notAnId = {
  pointer: '/after',
  code: 'request-invalid',
  detail: 'must be the lookupId of the last entry of the page before',
} as const;
