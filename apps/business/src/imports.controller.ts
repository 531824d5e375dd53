import { Controller, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import { ImportQueryDto, ImportRoute } from '#libs/register-kit';
import { bodyStreamOf, Caller, NDJSON, Scopes } from '#libs/service-kit';
import { CompaniesService } from './companies.service.ts';

/** Bulk registration. */
@ApiTags('imports')
@Scopes(scopes.businessOfficer)
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
  ): Promise<StreamableFile> {
    const report = this.companies.import(await bodyStreamOf(request), format, actorOf(caller));
    return new StreamableFile(report, { type: NDJSON });
  }
}
