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
import { ChangeNameDto } from './change-name.dto.ts';
import { MoveResidentDto } from './move-resident.dto.ts';
import { RecordDeathDto } from './record-death.dto.ts';
import { RegisterResidentDto } from './register-resident.dto.ts';
import { ResidentPageDto } from './resident-page.dto.ts';
import { ResidentRecordDto } from './resident-record.dto.ts';
import { Resident } from './resident.entity.ts';
import { ResidentsService } from './residents.service.ts';
import { ReturnResidentDto } from './return-resident.dto.ts';
import { SearchResidentsDto } from './search-residents.dto.ts';

/** What the officers of the residents register do. */
@ApiTags('residents')
@Scopes(scopes.residentsOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/residents')
export class ResidentsController {
  constructor(
    private readonly residents: ResidentsService,
    private readonly records: RecordStore<Resident>,
  ) {}

  @RegisterRoute('Register a resident')
  registerResident(
    @Body() body: RegisterResidentDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.register(keeper, body, actOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'List residents by record id' })
  @ApiResponse({ status: 200, type: ResidentPageDto })
  @Get()
  async listResidents(
    @ActsFor() keeper: Keeper,
    @Query() { after, limit }: PageQueryDto,
  ): Promise<ResidentPageDto> {
    const records = await this.records.list(keeper, after, limit + 1);
    return recordPageOf(records.map(viewOf<Resident>), limit);
  }

  @ApiOperation({ summary: 'Find a resident by identification number' })
  @ApiResponse({ status: 200, type: ResidentPageDto })
  @HttpCode(200)
  @Post('search')
  async searchResidents(
    @Body() { idnr }: SearchResidentsDto,
    @ActsFor() keeper: Keeper,
  ): Promise<ResidentPageDto> {
    const records = await this.records.find(keeper, 'idnr', idnr);
    return { records: records.map(viewOf<Resident>) };
  }

  @ApiOperation({
    summary: 'Read a resident, now or at another point in time',
    description: 'effectiveOn: as the record held on that day. recordedAt: as it was known at that instant.',
  })
  @ApiResponse({ status: 200, type: ResidentRecordDto })
  @Get(':id')
  @Refuses('record-unknown')
  async readResident(
    @ActsFor() keeper: Keeper,
    @RecordId() id: string,
    @Query() point: StateQueryDto,
  ): Promise<ResidentRecordDto> {
    if (point.effectiveOn === undefined && point.recordedAt === undefined) {
      return viewOf(await this.records.get(keeper, id));
    }
    return viewOfState<Resident>(await this.records.stateAt(keeper, id, point));
  }

  @ApiOperation({ summary: 'Read the history of a resident' })
  @ApiResponse({ status: 200, type: [HistoryEntryDto] })
  @Get(':id/history')
  @Refuses('record-unknown')
  readHistory(@ActsFor() keeper: Keeper, @RecordId() id: string): Promise<readonly HistoryEntryDto[]> {
    return this.records.history(keeper, id);
  }

  @ActRoute(
    'move',
    'Record that a resident moved',
    'resident-deceased',
    'resident-moved-away',
    'move-to-current-address',
    'move-to-another-municipality',
  )
  moveResident(
    @RecordId() id: string,
    @Body() body: MoveResidentDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.move(keeper, id, body, changeActOf(body, caller, submission));
  }

  @ActRoute(
    'return',
    'Register a resident again who had moved away',
    'resident-deceased',
    'resident-not-away',
  )
  returnResident(
    @RecordId() id: string,
    @Body() body: ReturnResidentDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.comeBack(keeper, id, body, changeActOf(body, caller, submission));
  }

  @ActRoute(
    'change-name',
    'Record a change of names',
    'resident-deceased',
    'resident-moved-away',
    'name-unchanged',
  )
  changeResidentName(
    @RecordId() id: string,
    @Body() body: ChangeNameDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.changeName(keeper, id, body, changeActOf(body, caller, submission));
  }

  @ActRoute(
    'record-death',
    'Record a death',
    'resident-deceased',
    'resident-moved-away',
    'death-before-birth',
  )
  recordDeath(
    @RecordId() id: string,
    @Body() body: RecordDeathDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.residents.recordDeath(keeper, id, body, changeActOf(body, caller, submission));
  }
}
