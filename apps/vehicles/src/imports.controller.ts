import { Controller, HttpCode, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { ImportQueryDto } from '#libs/register-kit';
import { bodyStreamOf, Caller, NDJSON, Refuses, Scopes, Takes } from '#libs/service-kit';
import { VehiclesService } from './vehicles.service.ts';

/** Bulk registration. */
@ApiTags('imports')
@Scopes(scopes.vehiclesOfficer)
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly vehicles: VehiclesService) {}

  @ApiOperation({
    summary: 'Register many vehicles from NDJSON',
    description:
      'Each line, at most 64 KiB, is a body of "register". The answer is NDJSON too: `progress` now and then, one `error` per line at fault (it stops nothing), `summary` at the end. A line that was registered with the same content before is `unchanged`.',
  })
  @Takes(NDJSON)
  @ApiBody({ schema: { type: 'string', description: 'One JSON object per line, UTF-8.' } })
  @ApiResponse({
    status: 200,
    description: 'The report.',
    content: { [NDJSON]: { schema: { type: 'string' } } },
  })
  @HttpCode(200)
  @Post()
  @Refuses('import-format-unknown', 'body-too-large', 'content-type-unsupported')
  async importVehicles(
    @Query() { format }: ImportQueryDto,
    @Req() request: FastifyRequest,
    @Caller() caller: AccessClaims,
  ): Promise<StreamableFile> {
    const report = this.vehicles.import(await bodyStreamOf(request), format, caller.clientId);
    return new StreamableFile(report, { type: NDJSON });
  }
}
