import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { scopes } from '#libs/contracts';
import { Scopes } from '#libs/service-kit';
import { AuditPageStore } from './audit-page.store.ts';
import { AuditPageDto, AuditQueryDto, AuditVerificationDto } from './audit.dto.ts';

@ApiTags('audit')
@Controller('v1/audit')
@Scopes(scopes.operator)
export class AuditController {
  constructor(private readonly log: AuditPageStore) {}

  @Get()
  @ApiOperation({ summary: 'Who did what, when and why, newest first' })
  @ApiOkResponse({ type: AuditPageDto })
  listAudit(@Query() query: AuditQueryDto): Promise<AuditPageDto> {
    return this.log.list(query);
  }

  @Get('verification')
  @ApiOperation({
    summary: 'Whether every entry still follows from the one before it, and is the one that was anchored',
  })
  @ApiOkResponse({ type: AuditVerificationDto })
  verifyAudit(): Promise<AuditVerificationDto> {
    return this.log.verify();
  }
}
