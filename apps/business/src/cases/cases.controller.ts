import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CaseActRoute, CaseId, ListCases, OfficerCases, ReadCase, TakeCase } from '#libs/cases';
import { type AccessClaims, scopes } from '#libs/contracts';
import { ActsFor, type Keeper, keeperRefusals } from '#libs/register-kit';
import { Caller, Refuses, requirePerson, Scopes } from '#libs/service-kit';
import { CaseFileDto, CasePageDto, casePageView, CaseQueryDto, CloseCaseDto, fileView } from './case.dto.ts';
import type { CompanyCase } from './case.rules.ts';

/** What a registry court has to look into. */
@ApiTags('cases')
@Scopes(scopes.businessOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/cases')
export class CasesController {
  constructor(private readonly cases: OfficerCases<CompanyCase>) {}

  @ListCases(CasePageDto)
  async listCases(
    @ActsFor() keeper: Keeper,
    @Query() { state, after, limit }: CaseQueryDto,
  ): Promise<CasePageDto> {
    // Whatever kind was asked for: there is one.
    return casePageView(await this.cases.list(keeper, { state }, after, limit + 1), limit);
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

  @CaseActRoute('close', CaseFileDto, {
    summary: 'Close a case',
    description: 'Closes the case only: what corrects the record is an act there.',
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
