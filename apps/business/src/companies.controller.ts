import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import {
  actOf,
  changeActOf,
  HistoryEntryDto,
  pageOf,
  PageQueryDto,
  ReceiptDto,
  RecordId,
  RecordStore,
  StateQueryDto,
  type Submission,
  Submitted,
  viewOf,
  viewOfState,
} from '#libs/register-kit';
import { Caller, Refuses, Scopes } from '#libs/service-kit';
import { DeleteCompanyDto } from './delete-company.dto.ts';
import { RegisterCompanyDto } from './register-company.dto.ts';
import { MoveSeatDto } from './move-seat.dto.ts';
import { CompanyPageDto } from './company-page.dto.ts';
import { CompanyRecordDto } from './company-record.dto.ts';
import { Company } from './company.entity.ts';
import { CompaniesService } from './companies.service.ts';
import { SearchCompaniesDto } from './search-companies.dto.ts';

const idempotencyKey = {
  name: 'Idempotency-Key',
  required: false,
  description: 'The same request under the same key is executed once and answered with the same receipt.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
};

/** What the officers of the commercial register do. */
@ApiTags('companies')
@Scopes(scopes.businessOfficer)
@Controller('v1/companies')
export class CompaniesController {
  constructor(
    private readonly companies: CompaniesService,
    private readonly records: RecordStore<Company>,
  ) {}

  @ApiOperation({ summary: 'Register a company' })
  @ApiHeader(idempotencyKey)
  @ApiResponse({ status: 201, type: ReceiptDto })
  @Post()
  @Refuses('record-exists', 'effective-in-future', 'idempotency-key-reused')
  registerCompany(
    @Body() body: RegisterCompanyDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.companies.register(body, actOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'List companies by record id' })
  @ApiResponse({ status: 200, type: CompanyPageDto })
  @Get()
  async listCompanies(@Query() { after, limit }: PageQueryDto): Promise<CompanyPageDto> {
    const records = await this.records.list(after, limit + 1);
    return pageOf(records.map(viewOf<Company>), limit);
  }

  @ApiOperation({ summary: 'Find companies by EUID, W-IdNr or LEI' })
  @ApiResponse({ status: 200, type: CompanyPageDto })
  @HttpCode(200)
  @Post('search')
  async searchCompanies(@Body() body: SearchCompaniesDto): Promise<CompanyPageDto> {
    const records = await this.companies.search(body);
    return { records: records.map(viewOf<Company>) };
  }

  @ApiOperation({
    summary: 'Read a company, now or at another point in time',
    description: 'effectiveOn: as the record held on that day. recordedAt: as it was known at that instant.',
  })
  @ApiResponse({ status: 200, type: CompanyRecordDto })
  @Get(':id')
  @Refuses('record-unknown')
  async readCompany(@RecordId() id: string, @Query() point: StateQueryDto): Promise<CompanyRecordDto> {
    if (point.effectiveOn === undefined && point.recordedAt === undefined) {
      return viewOf(await this.records.get(id));
    }
    return viewOfState<Company>(await this.records.stateAt(id, point));
  }

  @ApiOperation({ summary: 'Read the history of a company' })
  @ApiResponse({ status: 200, type: [HistoryEntryDto] })
  @Get(':id/history')
  @Refuses('record-unknown')
  readHistory(@RecordId() id: string): Promise<readonly HistoryEntryDto[]> {
    return this.records.history(id);
  }

  @ApiOperation({ summary: 'Record that a company moved its seat' })
  @ApiHeader(idempotencyKey)
  @ApiResponse({ status: 200, type: ReceiptDto })
  @HttpCode(200)
  @Post(':id/acts/move-seat')
  @Refuses(
    'record-unknown',
    'record-changed-meanwhile',
    'effective-in-future',
    'idempotency-key-reused',
    'company-deleted',
    'seat-unchanged',
  )
  moveSeat(
    @RecordId() id: string,
    @Body() body: MoveSeatDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.companies.moveSeat(id, body, changeActOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'Record that a company was deleted from the register' })
  @ApiHeader(idempotencyKey)
  @ApiResponse({ status: 200, type: ReceiptDto })
  @HttpCode(200)
  @Post(':id/acts/delete')
  @Refuses(
    'record-unknown',
    'record-changed-meanwhile',
    'effective-in-future',
    'idempotency-key-reused',
    'company-deleted',
  )
  deleteCompany(
    @RecordId() id: string,
    @Body() body: DeleteCompanyDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.companies.delete(id, changeActOf(body, caller, submission));
  }
}
