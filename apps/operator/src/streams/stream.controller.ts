import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { scopes } from '#libs/contracts';
import { Scopes } from '#libs/service-kit';
import { StreamsDto } from './stream.dto.ts';
import { StreamService } from './stream.service.ts';

@ApiTags('streams')
@Controller('v1/streams')
@Scopes(scopes.operator)
export class StreamController {
  constructor(private readonly streams: StreamService) {}

  @Get()
  @ApiOperation({
    summary: 'Topics, consumer groups, lag, relays and dead letters',
    description: 'What does not answer is named in `missing`, and the rest is shown all the same.',
  })
  @ApiOkResponse({ type: StreamsDto })
  showStreams(): Promise<StreamsDto> {
    return this.streams.current();
  }
}
