import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, pageOf, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { limitOf } from '../page-query.dto.ts';
import { exportOf } from './disclosure-export.ts';
import {
  DisclosureDto,
  DisclosureExportDto,
  DisclosureListDto,
  DisclosureQueryDto,
} from './disclosure.dto.ts';
import { DisclosureUnknown } from './disclosure.errors.ts';
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
  async mine(
    @Query() query: DisclosureQueryDto,
    @Caller() citizen: AccessClaims,
  ): Promise<DisclosureListDto> {
    const limit = limitOf(query);
    const found = await this.disclosures.list(citizen.sub, { limit: limit + 1, after: query.after }, query);
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { disclosures: rows.map((row) => toDisclosure(row, this.types)), ...next };
  }

  @Get('export')
  @Scopes(scopes.citizen)
  @LeastAcr('high')
  @Refuses('assurance-too-low')
  @Header('content-disposition', 'attachment; filename="einmal-disclosures.json"')
  @ApiOperation({
    summary: 'My whole data trail as one JSON document',
    description: 'Streamed, newest first. `limit` and `after` do not count here.',
  })
  @ApiOkResponse({ type: DisclosureExportDto })
  export(@Query() filter: DisclosureQueryDto, @Caller() { sub }: AccessClaims): StreamableFile {
    const page = { limit: EXPORT_PAGE };
    const pages = exportOf((after) => this.disclosures.list(sub, { ...page, after }, filter), {
      lastAfter: EXPORT_PAGE,
      toText: (row) => JSON.stringify(toDisclosure(row, this.types)),
    });
    return new StreamableFile(Readable.from(pages), { type: 'application/json' });
  }

  @Get(':id')
  @Scopes(scopes.citizen)
  @LeastAcr('high')
  @Refuses('disclosure-unknown', 'assurance-too-low')
  @ApiParam({ name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' })
  @ApiOperation({ summary: 'One entry of my data trail' })
  @ApiOkResponse({ type: DisclosureDto })
  async one(
    @UuidParam('id', DisclosureUnknown) id: string,
    @Caller() { sub }: AccessClaims,
  ): Promise<DisclosureDto> {
    const row = await this.disclosures.one(id, sub);
    if (row === undefined) throw new DisclosureUnknown();
    return toDisclosure(row, this.types);
  }
}

const EXPORT_PAGE = 200;
