import { Controller, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import { ActsFor, ImportQueryDto, ImportRoute, type Keeper, keeperRefusals } from '#libs/register-kit';
import { bodyStreamOf, Caller, NDJSON, Refuses, Scopes } from '#libs/service-kit';
import { CompaniesService } from './companies.service.ts';

/** Bulk registration. */
@ApiTags('imports')
@Scopes(scopes.businessOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly companies: CompaniesService) {}

  @ImportRoute(
    'Register many companies from NDJSON',
    ' format=offeneregister takes the lines of OffeneRegister.de.',
  )
  async importCompanies(
    @Query() { format }: ImportQueryDto,
    @Req() request: FastifyRequest,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
  ): Promise<StreamableFile> {
    const report = this.companies.import(await bodyStreamOf(request), {
      format,
      keeper,
      officer: actorOf(caller),
    });
    return new StreamableFile(report, { type: NDJSON });
  }
}
