import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, OrScope, Refuses, Scopes } from '#libs/service-kit';
import { standingRefusals } from '../policy/index.ts';
import { RecentlyAskedDto, SystemListDto } from './development.dto.ts';
import { DevelopmentService } from './development.service.ts';

/** What who develops an authority's system wants to see of it; nothing here names a person or holds evidence. */
@ApiTags('development')
@Scopes(scopes.lookup)
@OrScope(scopes.development)
@Refuses(...standingRefusals)
@Controller('v1')
export class DevelopmentController {
  constructor(private readonly development: DevelopmentService) {}

  @Get('systems')
  @ApiOperation({
    summary: 'The systems of my authority',
    description:
      'Its clients, and to which keys releases are encrypted for them. Keys with which clients sign are at the issuer.',
  })
  @ApiOkResponse({ type: SystemListDto })
  systems(@Caller() caller: AccessClaims): Promise<SystemListDto> {
    return this.development.systems(caller);
  }

  @Get('asked')
  @ApiOperation({
    summary: 'What my authority asked just now, and how it was answered',
    description:
      'Of the last 15 minutes the newest 50, for whom tries their requests. Where the whole exchange decided more than 20,000 since, those of the newest 20,000.',
  })
  @ApiOkResponse({ type: RecentlyAskedDto })
  asked(@Caller() caller: AccessClaims): Promise<RecentlyAskedDto> {
    return this.development.asked(caller);
  }
}
