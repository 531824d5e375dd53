import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CaseActRoute, CaseId, ListCases, OfficerCases, ReadCase, TakeCase } from '#libs/cases';
import { type AccessClaims, scopes } from '#libs/contracts';
import { ActsFor, type Keeper, keeperRefusals } from '#libs/register-kit';
import { Caller, Refuses, requirePerson, Scopes } from '#libs/service-kit';
import { CaseFileDto, CasePageDto, CaseQueryDto, CloseCaseDto } from '../cases/case.dto.ts';
import type { ResidentCase } from '../cases/case.rules.ts';
import { casePageView, fileView } from '../cases/case.view.ts';
import { CaseDecisions } from './case-decisions.service.ts';

/** What officers have to decide when residents move from or to another municipality. */
@ApiTags('cases')
@Scopes(scopes.residentsOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly cases: OfficerCases<ResidentCase>,
    private readonly decisions: CaseDecisions,
  ) {}

  @ListCases(CasePageDto)
  async listCases(
    @Query() { state, kind, after, limit }: CaseQueryDto,
    @ActsFor() keeper: Keeper,
  ): Promise<CasePageDto> {
    return casePageView(await this.cases.list(keeper, { state, kind }, after, limit + 1), limit);
  }

  @ReadCase(CaseFileDto)
  async readCase(@CaseId() id: string, @ActsFor() keeper: Keeper): Promise<CaseFileDto> {
    return fileView(await this.cases.read(keeper, id));
  }

  @TakeCase(CaseFileDto)
  async takeCase(
    @CaseId() id: string,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
  ): Promise<CaseFileDto> {
    return fileView(await this.cases.take(keeper, id, requirePerson(caller)));
  }

  @CaseActRoute(
    'close',
    CaseFileDto,
    {
      summary: 'Decide a case',
      description: 'Records the act that follows from the decision, and closes the case with it.',
    },
    'resident-deceased',
    'resident-moved-away',
    'feedback-awaited',
    'feedback-not-awaited',
  )
  async closeCase(
    @CaseId() id: string,
    @Body() body: CloseCaseDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
  ): Promise<CaseFileDto> {
    return fileView(await this.decisions.close(keeper, id, requirePerson(caller), body));
  }
}
