import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, pageOf, Refuses, Scopes } from '#libs/service-kit';
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
  @LeastAcr('high')
  @Refuses('assurance-too-low')
  @ApiOperation({
    summary: 'Who asked about me, and what were they told?',
    description:
      'Every decision that concerns me, permits and denials, newest first (IDNrG §9, EGovG §5(3)).',
  })
  @ApiOkResponse({ type: DisclosureListDto })
  async mine(@Query() query: UuidPageQueryDto, @Caller() citizen: AccessClaims): Promise<DisclosureListDto> {
    const limit = limitOf(query);
    const found = await this.disclosures.list(citizen.sub, limit + 1, query.after);
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { disclosures: rows.map((row) => toDisclosure(row, this.types)), ...next };
  }
}
