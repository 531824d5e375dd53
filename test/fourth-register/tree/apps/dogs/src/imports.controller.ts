import { Controller, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import { ActsFor, ImportQueryDto, ImportRoute, type Keeper, keeperRefusals } from '#libs/register-kit';
import { bodyStreamOf, Caller, NDJSON, Refuses, Scopes } from '#libs/service-kit';
import { DogsService } from './dogs.service.ts';

/** Bulk registration. */
@ApiTags('imports')
@Scopes(scopes.dogsOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly dogs: DogsService) {}

  @ImportRoute('Register many dogs from NDJSON')
  async importDogs(
    @Query() { format }: ImportQueryDto,
    @Req() request: FastifyRequest,
    @ActsFor() keeper: Keeper,
    @Caller() caller: AccessClaims,
  ): Promise<StreamableFile> {
    const report = this.dogs.import(await bodyStreamOf(request), {
      format,
      keeper,
      officer: actorOf(caller),
    });
    return new StreamableFile(report, { type: NDJSON });
  }
}
