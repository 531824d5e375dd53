import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { ActsFor, type Keeper } from '#libs/register-kit';
import { Caller, Refuses, requirePerson, Scopes, UuidParam } from '#libs/service-kit';
import { CaseFileDto, CasePageDto, CaseQueryDto, CloseCaseDto } from '../cases/case.dto.ts';
import { CaseUnknown } from '../cases/case.errors.ts';
import { casePageView, fileView } from '../cases/case.view.ts';
import { CasesService } from './cases.service.ts';

const CaseId = () => UuidParam('id', CaseUnknown);

/** What officers have to decide when residents move from or to another municipality. */
@ApiTags('cases')
@Scopes(scopes.residentsOfficer)
@Controller('v1/cases')
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @ApiOperation({ summary: 'List cases, oldest first' })
  @ApiResponse({ status: 200, type: CasePageDto })
  @Get()
  async listCases(
    @Query() { state, kind, after, limit }: CaseQueryDto,
    @ActsFor() keeper: Keeper,
  ): Promise<CasePageDto> {
    return casePageView(await this.cases.list(keeper, { state, kind }, after, limit + 1), limit);
  }

  @ApiOperation({ summary: 'Read a case with who did what' })
  @ApiResponse({ status: 200, type: CaseFileDto })
  @Get(':id')
  @Refuses('case-unknown')
  async readCase(@CaseId() id: string, @ActsFor() keeper: Keeper): Promise<CaseFileDto> {
    return fileView(await this.cases.read(keeper, id));
  }

  @ApiOperation({ summary: 'Take a case', description: 'Of officers who take it at once, one gets it.' })
  @ApiResponse({ status: 200, type: CaseFileDto })
  @HttpCode(200)
  @Post(':id/take')
  @Refuses('person-required', 'case-unknown', 'case-taken', 'case-closed')
  async takeCase(
    @CaseId() id: string,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
  ): Promise<CaseFileDto> {
    return fileView(await this.cases.take(keeper, id, requirePerson(caller)));
  }

  @ApiOperation({
    summary: 'Decide a case',
    description: 'Records the act that follows from the decision, and closes the case with it.',
  })
  @ApiResponse({ status: 200, type: CaseFileDto })
  @HttpCode(200)
  @Post(':id/close')
  @Refuses(
    'person-required',
    'case-unknown',
    'case-taken',
    'case-closed',
    'resident-deceased',
    'resident-moved-away',
    'feedback-not-awaited',
  )
  async closeCase(
    @CaseId() id: string,
    @Body() body: CloseCaseDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
  ): Promise<CaseFileDto> {
    return fileView(await this.cases.close(keeper, id, requirePerson(caller), body));
  }
}
