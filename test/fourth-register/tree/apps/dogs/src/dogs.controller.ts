import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import {
  ActRoute,
  ActsFor,
  actOf,
  changeActOf,
  HistoryEntryDto,
  type Keeper,
  keeperRefusals,
  PageQueryDto,
  ReceiptDto,
  RecordId,
  recordPageOf,
  RecordStore,
  RegisterRoute,
  StateQueryDto,
  type Submission,
  Submitted,
  viewOf,
  viewOfState,
} from '#libs/register-kit';
import { Caller, Refuses, Scopes } from '#libs/service-kit';
import { DeregisterDogDto } from './deregister-dog.dto.ts';
import { DogPageDto } from './dog-page.dto.ts';
import { DogRecordDto } from './dog-record.dto.ts';
import { Dog } from './dog.entity.ts';
import { DogsService } from './dogs.service.ts';
import { RegisterDogDto } from './register-dog.dto.ts';
import { SearchDogsDto } from './search-dogs.dto.ts';
import { TransferDogDto } from './transfer-dog.dto.ts';

/** What the officers of the register of dogs do. */
@ApiTags('dogs')
@Scopes(scopes.dogsOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/dogs')
export class DogsController {
  constructor(
    private readonly dogs: DogsService,
    private readonly records: RecordStore<Dog>,
  ) {}

  @RegisterRoute('Register a dog')
  registerDog(
    @Body() body: RegisterDogDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
    @ActsFor() keeper: Keeper,
  ): Promise<ReceiptDto> {
    return this.dogs.register(keeper, body, actOf(body, caller, submission));
  }

  @ApiOperation({ summary: 'List dogs by record id' })
  @ApiResponse({ status: 200, type: DogPageDto })
  @Get()
  async listDogs(@ActsFor() keeper: Keeper, @Query() { after, limit }: PageQueryDto): Promise<DogPageDto> {
    const records = await this.records.list(keeper, after, limit + 1);
    return recordPageOf(records.map(viewOf<Dog>), limit);
  }

  @ApiOperation({ summary: 'Find a dog by its chip' })
  @ApiResponse({ status: 200, type: DogPageDto })
  @HttpCode(200)
  @Post('search')
  async searchDogs(@Body() { chip }: SearchDogsDto, @ActsFor() keeper: Keeper): Promise<DogPageDto> {
    const records = await this.records.find(keeper, 'chip', chip);
    return { records: records.map(viewOf<Dog>) };
  }

  @ApiOperation({
    summary: 'Read a dog, now or at another point in time',
    description: 'effectiveOn: as the record held on that day. recordedAt: as it was known at that instant.',
  })
  @ApiResponse({ status: 200, type: DogRecordDto })
  @Get(':id')
  @Refuses('record-unknown')
  async readDog(
    @ActsFor() keeper: Keeper,
    @RecordId() id: string,
    @Query() point: StateQueryDto,
  ): Promise<DogRecordDto> {
    if (point.effectiveOn === undefined && point.recordedAt === undefined)
      return viewOf(await this.records.get(keeper, id));
    return viewOfState<Dog>(await this.records.stateAt(keeper, id, point));
  }

  @ApiOperation({ summary: 'Read the history of a dog' })
  @ApiResponse({ status: 200, type: [HistoryEntryDto] })
  @Get(':id/history')
  @Refuses('record-unknown')
  readHistory(@ActsFor() keeper: Keeper, @RecordId() id: string): Promise<readonly HistoryEntryDto[]> {
    return this.records.history(keeper, id);
  }

  @ActRoute('transfer', 'Record that a dog has another owner', 'dog-deregistered', 'owner-unchanged')
  transferDog(
    @RecordId() id: string,
    @Body() body: TransferDogDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
    @ActsFor() keeper: Keeper,
  ): Promise<ReceiptDto> {
    return this.dogs.transfer(keeper, id, body, changeActOf(body, caller, submission));
  }

  @ActRoute('deregister', 'Record that a dog is not kept any more', 'dog-deregistered')
  deregisterDog(
    @RecordId() id: string,
    @Body() body: DeregisterDogDto,
    @Caller() caller: AccessClaims,
    @Submitted() submission: Submission,
    @ActsFor() keeper: Keeper,
  ): Promise<ReceiptDto> {
    return this.dogs.deregister(keeper, id, changeActOf(body, caller, submission));
  }
}
