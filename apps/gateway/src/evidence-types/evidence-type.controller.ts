import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DomainError, NameParam, Public, Refuses } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from './evidence-type.catalogue.ts';
import { EvidenceTypeDto, EvidenceTypeListDto, toEvidenceTypeDto } from './evidence-type.dto.ts';

class EvidenceTypeUnknown extends DomainError {
  readonly code = 'evidence-type-unknown';
  constructor() {
    super('There is no such evidence type. GET /v1/evidence-types lists them.');
  }
}

/** What can be asked for at all. Published: it says nothing about anybody. */
@ApiTags('evidence types')
@Public()
@Controller('v1/evidence-types')
export class EvidenceTypeController {
  constructor(@Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes) {}

  @Get()
  @ApiOperation({ summary: 'All evidence types' })
  @ApiOkResponse({ type: EvidenceTypeListDto })
  list(): EvidenceTypeListDto {
    return { evidenceTypes: [...this.types.values()].map((type) => toEvidenceTypeDto(type, false)) };
  }

  @Get(':id')
  @Refuses('evidence-type-unknown')
  @ApiParam({ name: 'id', example: 'residents.parking-permit.v1' })
  @ApiOperation({ summary: 'One evidence type with its JSON Schema' })
  @ApiOkResponse({ type: EvidenceTypeDto })
  one(@NameParam('id', /^[a-z][a-z0-9.-]{0,99}$/, EvidenceTypeUnknown) id: string): EvidenceTypeDto {
    const type = this.types.get(id);
    if (type === undefined) throw new EvidenceTypeUnknown();
    return toEvidenceTypeDto(type, true);
  }
}
