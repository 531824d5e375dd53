import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CaseActRoute, CaseId, ListCases, OfficerCases, ReadCase, TakeCase } from '#libs/cases';
import { type AccessClaims, scopes } from '#libs/contracts';
import { ActsFor, type Keeper, keeperRefusals } from '#libs/register-kit';
import { Caller, Refuses, requirePerson, Scopes } from '#libs/service-kit';
import { AddressAnswerDto } from './case-address.dto.ts';
import { CaseFileDto, CasePageDto, CaseQueryDto, CloseCaseDto } from './case.dto.ts';
import type { VehicleCase } from './case.rules.ts';
import { casePageView, fileView } from './case.view.ts';
import { ShownAddresses } from './shown-addresses.service.ts';

/** What the vehicle office has to look at because something changed elsewhere. */
@ApiTags('cases')
@Scopes(scopes.vehiclesOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly cases: OfficerCases<VehicleCase>,
    private readonly addresses: ShownAddresses,
  ) {}

  @ListCases(CasePageDto)
  async listCases(
    @ActsFor() keeper: Keeper,
    @Query() { state, kind, after, limit }: CaseQueryDto,
  ): Promise<CasePageDto> {
    return casePageView(await this.cases.list(keeper, { state, kind }, after, limit + 1), limit);
  }

  @ReadCase(CaseFileDto)
  async readCase(@ActsFor() keeper: Keeper, @CaseId() id: string): Promise<CaseFileDto> {
    return fileView(await this.cases.read(keeper, id));
  }

  @TakeCase(CaseFileDto)
  async takeCase(
    @ActsFor() keeper: Keeper,
    @CaseId() id: string,
    @Caller() caller: AccessClaims,
  ): Promise<CaseFileDto> {
    return fileView(await this.cases.take(keeper, id, requirePerson(caller)));
  }

  @CaseActRoute(
    'address',
    AddressAnswerDto,
    {
      summary: 'Ask where the holder lives now',
      description:
        'A lookup on statutory ground that the holder sees. The address is shown and not kept, so it is always today’s and subject to today’s locks.',
    },
    'record-unknown',
    'record-changed-meanwhile',
    'register-unavailable',
  )
  async showNewAddress(
    @ActsFor() keeper: Keeper,
    @CaseId() id: string,
    @Caller() caller: AccessClaims,
  ): Promise<AddressAnswerDto> {
    return this.addresses.show(keeper, id, requirePerson(caller));
  }

  @CaseActRoute('close', CaseFileDto, {
    summary: 'Close a case',
    description: 'Closes the case only. An act on the vehicle that names the case closes it too.',
  })
  async closeCase(
    @CaseId() id: string,
    @Body() { outcome }: CloseCaseDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
  ): Promise<CaseFileDto> {
    return fileView(await this.cases.close(keeper, id, requirePerson(caller), outcome));
  }
}
