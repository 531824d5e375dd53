import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import {
  ActRoute,
  actOf,
  ActsFor,
  changeActOf,
  HistoryEntryDto,
  type Keeper,
  keeperRefusals,
  recordPageOf,
  PageQueryDto,
  ReceiptDto,
  RecordId,
  RecordStore,
  RegisterRoute,
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

/** What the officers of the commercial register do. */
@ApiTags('companies')
@Scopes(scopes.businessOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/companies')
export class CompaniesController {
  constructor(
    private readonly companies: CompaniesService,
    private readonly records: RecordStore<Company>,
  ) {}

  @RegisterRoute('Register a company')
  registerCompany(
    @Body() body: RegisterCompanyDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.companies.register(keeper, body, actOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'List companies by record id' })
  @ApiResponse({ status: 200, type: CompanyPageDto })
  @Get()
  async listCompanies(
    @ActsFor() keeper: Keeper,
    @Query() { after, limit }: PageQueryDto,
  ): Promise<CompanyPageDto> {
    const records = await this.records.list(keeper, after, limit + 1);
    return recordPageOf(records.map(viewOf<Company>), limit);
  }

  @ApiOperation({ summary: 'Find companies by EUID, W-IdNr or LEI' })
  @ApiResponse({ status: 200, type: CompanyPageDto })
  @HttpCode(200)
  @Post('search')
  async searchCompanies(
    @Body() body: SearchCompaniesDto,
    @ActsFor() keeper: Keeper,
  ): Promise<CompanyPageDto> {
    const records = await this.companies.search(keeper, body);
    return { records: records.map(viewOf<Company>) };
  }

  @ApiOperation({
    summary: 'Read a company, now or at another point in time',
    description: 'effectiveOn: as the record held on that day. recordedAt: as it was known at that instant.',
  })
  @ApiResponse({ status: 200, type: CompanyRecordDto })
  @Get(':id')
  @Refuses('record-unknown')
  async readCompany(
    @ActsFor() keeper: Keeper,
    @RecordId() id: string,
    @Query() point: StateQueryDto,
  ): Promise<CompanyRecordDto> {
    if (point.effectiveOn === undefined && point.recordedAt === undefined) {
      return viewOf(await this.records.get(keeper, id));
    }
    return viewOfState<Company>(await this.records.stateAt(keeper, id, point));
  }

  @ApiOperation({ summary: 'Read the history of a company' })
  @ApiResponse({ status: 200, type: [HistoryEntryDto] })
  @Get(':id/history')
  @Refuses('record-unknown')
  readHistory(@ActsFor() keeper: Keeper, @RecordId() id: string): Promise<readonly HistoryEntryDto[]> {
    return this.records.history(keeper, id);
  }

  @ActRoute('move-seat', 'Record that a company moved its seat', 'company-deleted', 'seat-unchanged')
  moveSeat(
    @RecordId() id: string,
    @Body() body: MoveSeatDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.companies.moveSeat(keeper, id, body, changeActOf(body, caller, submission));
  }

  @ActRoute('delete', 'Record that a company was deleted from the register', 'company-deleted')
  deleteCompany(
    @RecordId() id: string,
    @Body() body: DeleteCompanyDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.companies.delete(keeper, id, changeActOf(body, caller, submission));
  }
}
