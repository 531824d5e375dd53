import { Controller, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import { ActsFor, ImportQueryDto, ImportRoute, type Keeper, keeperRefusals } from '#libs/register-kit';
import { bodyStreamOf, Caller, NDJSON, Refuses, Scopes } from '#libs/service-kit';
import { ResidentsService } from './residents.service.ts';

/** Bulk registration. */
@ApiTags('imports')
@Scopes(scopes.residentsOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly residents: ResidentsService) {}

  @ImportRoute('Register many residents from NDJSON')
  async importResidents(
    @Query() { format }: ImportQueryDto,
    @Req() request: FastifyRequest,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
  ): Promise<StreamableFile> {
    const report = this.residents.import(await bodyStreamOf(request), {
      format,
      keeper,
      officer: actorOf(caller),
    });
    return new StreamableFile(report, { type: NDJSON });
  }
}
