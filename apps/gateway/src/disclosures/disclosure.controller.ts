import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Scopes } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { limitOf, UuidPageQueryDto } from '../page-query.dto.ts';
import { DisclosureListDto } from './disclosure.dto.ts';
import { toDisclosure } from './disclosure.rules.ts';
import { DisclosureStore } from './disclosure.store.ts';

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
  async mine(@Query() query: UuidPageQueryDto, @Caller() citizen: AccessClaims): Promise<DisclosureListDto> {
    const limit = limitOf(query);
    const rows = await this.disclosures.list(citizen.sub, limit, query.after);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { disclosures: rows.map((row) => toDisclosure(row, this.types)), ...(last && { next: last.id }) };
  }
}
