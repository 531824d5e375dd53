import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { UuidPageQueryDto } from '../page-query.dto.ts';
import { CloseReportDto, ReportsToOfficeDto, ReportToOfficeDto } from './report.dto.ts';
import { ReportUnknown } from './report.errors.ts';
import { OfficeReports } from './office-reports.service.ts';

const reportId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };
const id = () => UuidParam('id', ReportUnknown);

@ApiTags('reports')
@Scopes(scopes.lookup)
@Refuses('authority-ended')
@Controller('v1/reports')
export class ReportController {
  constructor(private readonly reports: OfficeReports) {}

  @Get()
  @ApiOperation({
    summary: 'Which of my retrievals persons say were wrong',
    description: 'Those that are not closed, oldest first.',
  })
  @ApiOkResponse({ type: ReportsToOfficeDto })
  list(@Query() query: UuidPageQueryDto, @Caller() caller: AccessClaims): Promise<ReportsToOfficeDto> {
    return this.reports.list(query, caller);
  }

  @Post(':id/receipt')
  @Refuses('report-unknown')
  @HttpCode(200)
  @ApiParam(reportId)
  @ApiOperation({
    summary: 'I have it',
    description: "The person's words are then erased here. May be repeated.",
  })
  @ApiOkResponse({ type: ReportToOfficeDto })
  receive(@id() report: string, @Caller() caller: AccessClaims): Promise<ReportToOfficeDto> {
    return this.reports.receive(report, caller);
  }

  @Post(':id/closing')
  @Refuses('report-unknown', 'report-closed')
  @HttpCode(200)
  @ApiParam(reportId)
  @ApiOperation({
    summary: 'It was looked into',
    description: 'The person sees the outcome. May be repeated.',
  })
  @ApiOkResponse({ type: ReportToOfficeDto })
  close(
    @id() report: string,
    @Body() { outcome }: CloseReportDto,
    @Caller() caller: AccessClaims,
  ): Promise<ReportToOfficeDto> {
    return this.reports.close(report, outcome, caller);
  }
}
