import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { ActsFor, type Keeper } from '#libs/register-kit';
import { Caller, Refuses, requirePerson, Scopes, UuidParam } from '#libs/service-kit';
import { AddressAnswerDto } from './case-address.dto.ts';
import { CaseFileDto, CasePageDto, CaseQueryDto, CloseCaseDto } from './case.dto.ts';
import { CaseUnknown } from './case.errors.ts';
import { casePageView, fileView } from './case.view.ts';
import { CasesService } from './cases.service.ts';

const CaseId = () => UuidParam('id', CaseUnknown);

/** What the vehicle office has to look at because something changed elsewhere. */
@ApiTags('cases')
@Scopes(scopes.vehiclesOfficer)
@Refuses('authority-not-served', 'authority-ended')
@Controller('v1/cases')
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @ApiOperation({ summary: 'List cases, oldest first' })
  @ApiResponse({ status: 200, type: CasePageDto })
  @Get()
  async listCases(
    @ActsFor() keeper: Keeper,
    @Query() { state, kind, after, limit }: CaseQueryDto,
  ): Promise<CasePageDto> {
    return casePageView(await this.cases.list(keeper, { state, kind }, after, limit + 1), limit);
  }

  @ApiOperation({ summary: 'Read a case with who did what' })
  @ApiResponse({ status: 200, type: CaseFileDto })
  @Get(':id')
  @Refuses('case-unknown')
  async readCase(@ActsFor() keeper: Keeper, @CaseId() id: string): Promise<CaseFileDto> {
    return fileView(await this.cases.read(keeper, id));
  }

  @ApiOperation({ summary: 'Take a case', description: 'Of officers who take it at once, one gets it.' })
  @ApiResponse({ status: 200, type: CaseFileDto })
  @HttpCode(200)
  @Post(':id/take')
  @Refuses('person-required', 'case-unknown', 'case-taken', 'case-closed')
  async takeCase(
    @ActsFor() keeper: Keeper,
    @CaseId() id: string,
    @Caller() caller: AccessClaims,
  ): Promise<CaseFileDto> {
    return fileView(await this.cases.take(keeper, id, requirePerson(caller)));
  }

  @ApiOperation({
    summary: 'Ask where the holder lives now',
    description:
      'A lookup on statutory ground that the holder sees. The address is shown and not kept, so it is always today’s and subject to today’s locks.',
  })
  @ApiResponse({ status: 200, type: AddressAnswerDto })
  @HttpCode(200)
  @Post(':id/address')
  @Refuses(
    'person-required',
    'case-unknown',
    'case-taken',
    'case-closed',
    'record-unknown',
    'record-changed-meanwhile',
    'register-unavailable',
  )
  async showNewAddress(
    @ActsFor() keeper: Keeper,
    @CaseId() id: string,
    @Caller() caller: AccessClaims,
  ): Promise<AddressAnswerDto> {
    return this.cases.showAddress(keeper, id, requirePerson(caller));
  }

  @ApiOperation({
    summary: 'Close a case',
    description: 'Closes the case only: what changes the vehicle’s record is an act there.',
  })
  @ApiResponse({ status: 200, type: CaseFileDto })
  @HttpCode(200)
  @Post(':id/close')
  @Refuses('person-required', 'case-unknown', 'case-taken', 'case-closed')
  async closeCase(
    @ActsFor() keeper: Keeper,
    @CaseId() id: string,
    @Body() { outcome }: CloseCaseDto,
    @Caller() caller: AccessClaims,
  ): Promise<CaseFileDto> {
    return fileView(await this.cases.close(keeper, id, requirePerson(caller), outcome));
  }
}
