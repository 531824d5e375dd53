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
import { ChangeNameDto } from './change-name.dto.ts';
import { MoveResidentDto } from './move-resident.dto.ts';
import { RecordDeathDto } from './record-death.dto.ts';
import { RegisterResidentDto } from './register-resident.dto.ts';
import { ResidentPageDto } from './resident-page.dto.ts';
import { ResidentRecordDto } from './resident-record.dto.ts';
import { Resident } from './resident.entity.ts';
import { ResidentsService } from './residents.service.ts';
import { SearchResidentsDto } from './search-residents.dto.ts';

const idempotencyKey = {
  name: 'Idempotency-Key',
  required: false,
  description: 'The same request under the same key is executed once and answered with the same receipt.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
};

/** What the officers of the residents register do. */
@ApiTags('residents')
@Scopes(scopes.residentsOfficer)
@Controller('v1/residents')
export class ResidentsController {
  constructor(
    private readonly residents: ResidentsService,
    private readonly records: RecordStore<Resident>,
  ) {}

  @ApiOperation({ summary: 'Register a resident' })
  @ApiHeader(idempotencyKey)
  @ApiResponse({ status: 201, type: ReceiptDto })
  @Post()
  @Refuses('record-exists', 'effective-in-future', 'idempotency-key-reused')
  registerResident(
    @Body() body: RegisterResidentDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.register(body, actOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'List residents by record id' })
  @ApiResponse({ status: 200, type: ResidentPageDto })
  @Get()
  async listResidents(@Query() { after, limit }: PageQueryDto): Promise<ResidentPageDto> {
    const records = await this.records.list(after, limit + 1);
    return pageOf(records.map(viewOf<Resident>), limit);
  }

  @ApiOperation({ summary: 'Find a resident by identification number' })
  @ApiResponse({ status: 200, type: ResidentPageDto })
  @HttpCode(200)
  @Post('search')
  async searchResidents(@Body() { idnr }: SearchResidentsDto): Promise<ResidentPageDto> {
    const records = await this.records.find('idnr', idnr);
    return { records: records.map(viewOf<Resident>) };
  }

  @ApiOperation({
    summary: 'Read a resident, now or at another point in time',
    description: 'effectiveOn: as the record held on that day. recordedAt: as it was known at that instant.',
  })
  @ApiResponse({ status: 200, type: ResidentRecordDto })
  @Get(':id')
  @Refuses('record-unknown')
  async readResident(@RecordId() id: string, @Query() point: StateQueryDto): Promise<ResidentRecordDto> {
    if (point.effectiveOn === undefined && point.recordedAt === undefined) {
      return viewOf(await this.records.get(id));
    }
    return viewOfState<Resident>(await this.records.stateAt(id, point));
  }

  @ApiOperation({ summary: 'Read the history of a resident' })
  @ApiResponse({ status: 200, type: [HistoryEntryDto] })
  @Get(':id/history')
  @Refuses('record-unknown')
  readHistory(@RecordId() id: string): Promise<readonly HistoryEntryDto[]> {
    return this.records.history(id);
  }

  @ApiOperation({ summary: 'Record that a resident moved' })
  @ApiHeader(idempotencyKey)
  @ApiResponse({ status: 200, type: ReceiptDto })
  @HttpCode(200)
  @Post(':id/acts/move')
  @Refuses(
    'record-unknown',
    'record-changed-meanwhile',
    'effective-in-future',
    'idempotency-key-reused',
    'resident-deceased',
    'move-to-current-address',
  )
  moveResident(
    @RecordId() id: string,
    @Body() body: MoveResidentDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.move(id, body, changeActOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'Record a change of names' })
  @ApiHeader(idempotencyKey)
  @ApiResponse({ status: 200, type: ReceiptDto })
  @HttpCode(200)
  @Post(':id/acts/change-name')
  @Refuses(
    'record-unknown',
    'record-changed-meanwhile',
    'effective-in-future',
    'idempotency-key-reused',
    'resident-deceased',
    'name-unchanged',
  )
  changeResidentName(
    @RecordId() id: string,
    @Body() body: ChangeNameDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.changeName(id, body, changeActOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'Record a death' })
  @ApiHeader(idempotencyKey)
  @ApiResponse({ status: 200, type: ReceiptDto })
  @HttpCode(200)
  @Post(':id/acts/record-death')
  @Refuses(
    'record-unknown',
    'record-changed-meanwhile',
    'effective-in-future',
    'idempotency-key-reused',
    'resident-deceased',
    'death-before-birth',
  )
  recordDeath(
    @RecordId() id: string,
    @Body() body: RecordDeathDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.recordDeath(id, body, changeActOf(body, caller, submission));
  }
}
