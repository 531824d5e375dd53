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
  viewOfState,
} from '#libs/register-kit';
import { Caller, Refuses, Scopes } from '#libs/service-kit';
import { ChangeHolderAddressDto } from './change-holder-address.dto.ts';
import { ChangeHolderNameDto } from './change-holder-name.dto.ts';
import { DeregisterVehicleDto } from './deregister-vehicle.dto.ts';
import { HolderChanges } from './holder-changes.service.ts';
import { RegisterVehicleDto } from './register-vehicle.dto.ts';
import { VehiclePageDto } from './vehicle-page.dto.ts';
import { VehicleRecordDto } from './vehicle-record.dto.ts';
import { Vehicle } from './vehicle.entity.ts';
import { vehicleView } from './vehicle.view.ts';
import { VehiclesService } from './vehicles.service.ts';
import { SearchVehiclesDto } from './search-vehicles.dto.ts';
import { TransferVehicleDto } from './transfer-vehicle.dto.ts';

const caseRefusals = ['case-unknown', 'case-taken', 'case-closed', 'person-required'] as const;

/** What the officers of the vehicles register do. */
@ApiTags('vehicles')
@Scopes(scopes.vehiclesOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/vehicles')
export class VehiclesController {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly holders: HolderChanges,
    private readonly records: RecordStore<Vehicle>,
  ) {}

  @RegisterRoute('Register a vehicle', 'plate-taken', 'vin-registered')
  registerVehicle(
    @Body() body: RegisterVehicleDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.vehicles.register(keeper, body, actOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'List vehicles by record id' })
  @ApiResponse({ status: 200, type: VehiclePageDto })
  @Get()
  async listVehicles(
    @ActsFor() keeper: Keeper,
    @Query() { after, limit }: PageQueryDto,
  ): Promise<VehiclePageDto> {
    const records = await this.records.list(keeper, after, limit + 1);
    return recordPageOf(records.map(vehicleView), limit);
  }

  @ApiOperation({ summary: 'Find the vehicle that a plate or VIN names' })
  @ApiResponse({ status: 200, type: VehiclePageDto })
  @HttpCode(200)
  @Post('search')
  async searchVehicles(@Body() body: SearchVehiclesDto, @ActsFor() keeper: Keeper): Promise<VehiclePageDto> {
    const records = await this.vehicles.search(keeper, body);
    return { records: records.map(vehicleView) };
  }

  @ApiOperation({
    summary: 'Read a vehicle, now or at another point in time',
    description: 'effectiveOn: as the record held on that day. recordedAt: as it was known at that instant.',
  })
  @ApiResponse({ status: 200, type: VehicleRecordDto })
  @Get(':id')
  @Refuses('record-unknown')
  async readVehicle(
    @ActsFor() keeper: Keeper,
    @RecordId() id: string,
    @Query() point: StateQueryDto,
  ): Promise<VehicleRecordDto> {
    if (point.effectiveOn === undefined && point.recordedAt === undefined) {
      return vehicleView(await this.records.get(keeper, id));
    }
    return viewOfState<Vehicle>(await this.records.stateAt(keeper, id, point));
  }

  @ApiOperation({ summary: 'Read the history of a vehicle' })
  @ApiResponse({ status: 200, type: [HistoryEntryDto] })
  @Get(':id/history')
  @Refuses('record-unknown')
  readHistory(@ActsFor() keeper: Keeper, @RecordId() id: string): Promise<readonly HistoryEntryDto[]> {
    return this.records.history(keeper, id);
  }

  @ActRoute(
    'transfer',
    'Record that a vehicle got a new holder',
    'vehicle-deregistered',
    'transfer-to-current-holder',
  )
  transferVehicle(
    @RecordId() id: string,
    @Body() body: TransferVehicleDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.vehicles.transfer(keeper, id, body, changeActOf(body, caller, submission));
  }

  @ActRoute(
    'change-holder-address',
    'Record where the holder lives or sits now, and close the case about it',
    'vehicle-deregistered',
    'holder-unchanged',
    'plate-taken',
    ...caseRefusals,
  )
  changeHolderAddress(
    @RecordId() id: string,
    @Body() body: ChangeHolderAddressDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.holders.move(keeper, id, body, changeActOf(body, caller, submission), caller);
  }

  @ActRoute(
    'change-holder-name',
    'Record what the holder is called now, and close the case about it',
    'vehicle-deregistered',
    'holder-unchanged',
    ...caseRefusals,
  )
  changeHolderName(
    @RecordId() id: string,
    @Body() body: ChangeHolderNameDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.holders.rename(keeper, id, body, changeActOf(body, caller, submission), caller);
  }

  @ActRoute('deregister', 'Record that a vehicle went out of use', 'vehicle-deregistered')
  deregisterVehicle(
    @RecordId() id: string,
    @Body() body: DeregisterVehicleDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.vehicles.deregister(keeper, id, changeActOf(body, caller, submission));
  }
}
