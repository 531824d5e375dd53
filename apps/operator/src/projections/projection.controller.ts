import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { scopes } from '#libs/contracts';
import { HOT_POOL, Scopes } from '#libs/service-kit';
import { ProjectionListDto } from './projection.dto.ts';
import { describeProjections } from './projection.store.ts';

@ApiTags('projections')
@Controller('v1/projections')
@Scopes(scopes.operator)
export class ProjectionController {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  @Get()
  @ApiOperation({ summary: 'Record versions per register: how many records, and where events are missing' })
  @ApiOkResponse({ type: ProjectionListDto })
  async listProjections(): Promise<ProjectionListDto> {
    return { projections: await describeProjections(this.pool) };
  }
}
