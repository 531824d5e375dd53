import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { scopes } from '#libs/contracts';
import { Scopes } from '#libs/service-kit';
import { StreamHistoryDto, StreamHistoryQueryDto } from './stream-history.dto.ts';
import { StreamHistory } from './stream-history.service.ts';
import { StreamsDto } from './stream.dto.ts';
import { StreamService } from './stream.service.ts';

@ApiTags('streams')
@Controller('v1/streams')
@Scopes(scopes.operator)
export class StreamController {
  constructor(
    private readonly streams: StreamService,
    private readonly history: StreamHistory,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Topics, consumer groups, lag, relays and dead letters',
    description: 'What does not answer is named in `missing`, and the rest is shown all the same.',
  })
  @ApiOkResponse({ type: StreamsDto })
  showStreams(): Promise<StreamsDto> {
    return this.streams.current();
  }

  @Get('history')
  @ApiOperation({
    summary: 'Lag and throughput of the last hour',
    description: 'Kept in memory, a point each half minute; a restart begins anew.',
  })
  @ApiOkResponse({ type: StreamHistoryDto })
  showStreamHistory(@Query() { group }: StreamHistoryQueryDto): StreamHistoryDto {
    return this.history.of(group);
  }
}
