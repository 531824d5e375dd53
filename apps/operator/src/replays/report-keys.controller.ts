import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '#libs/service-kit';
import { JwksDto } from './replay.dto.ts';
import { ReportSigner } from './report.signer.ts';

@ApiTags('replays')
@Controller('.well-known')
export class ReportKeysController {
  constructor(private readonly signer: ReportSigner) {}

  @Get('jwks.json')
  @Public()
  @ApiOperation({ summary: 'Keys that the signatures of reports are checked with (RFC 7517)' })
  @ApiOkResponse({ type: JwksDto })
  listReportKeys(): JwksDto {
    return { keys: [this.signer.publicJwk] };
  }
}
