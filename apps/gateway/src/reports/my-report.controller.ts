import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, Refuses, Scopes, type Submission, Submitted, UuidParam } from '#libs/service-kit';
import { DisclosureReportDto, DisclosureUnknown } from '../disclosures/index.ts';
import { MakeReportDto } from './report.dto.ts';
import { ReportsService } from './reports.service.ts';

@ApiTags('disclosures')
@Scopes(scopes.citizen)
@Controller('v1/me/disclosures')
export class MyReportController {
  constructor(private readonly reports: ReportsService) {}

  @Post(':id/report')
  @LeastAcr('high')
  @Refuses('disclosure-unknown', 'report-made', 'assurance-too-low')
  @HttpCode(200)
  @ApiParam({ name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Not needed: the same again is no second report',
  })
  @ApiOperation({
    summary: 'Say that this was wrong',
    description:
      'Once for each row of the trail, which shows what becomes of it. May be repeated with the same words.',
  })
  @ApiOkResponse({ type: DisclosureReportDto })
  make(
    @UuidParam('id', DisclosureUnknown) id: string,
    @Body() report: MakeReportDto,
    @Caller() citizen: AccessClaims,
    @Submitted() { fingerprint }: Submission,
  ): Promise<DisclosureReportDto> {
    return this.reports.make(id, report, citizen, fingerprint);
  }
}
