import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { caseActDto, caseQueryDto, caseViews, doubtedCaseDto, doubtOutcomes, doubtView } from '#libs/cases';
import { caseKinds, type CompanyCase } from './case.rules.ts';

const described = {
  kind: 'A person says that what was told is wrong.',
  effectiveOn: 'Day of the report.',
  reportedAt: 'When the report came.',
  closedBy: 'Officer who closed it (`sub` of the token).',
};

export class CaseDto extends doubtedCaseDto(caseKinds, doubtOutcomes, described) {
  @ApiProperty({ format: 'uuid', description: 'Record of the company, GET /v1/companies/{id}.' })
  readonly companyId!: string;
}

export class CaseActDto extends caseActDto(['OPENED', 'TAKEN', 'CLOSED']) {}

export class CaseFileDto extends CaseDto {
  @ApiProperty({ type: [CaseActDto], description: 'Who did what, in order.' })
  readonly acts!: readonly CaseActDto[];
}

export class CasePageDto {
  @ApiProperty({ type: [CaseDto] }) readonly cases!: readonly CaseDto[];
  @ApiPropertyOptional({ format: 'uuid', description: '`after` of the next page; absent on the last one.' })
  readonly next?: string;
}

export class CaseQueryDto extends caseQueryDto(caseKinds) {}

export class CloseCaseDto {
  @ApiProperty({
    enum: doubtOutcomes,
    description: 'Whether it was wrong, which the person sees; a correction is an act of its own.',
  })
  @IsIn(doubtOutcomes)
  readonly outcome!: (typeof doubtOutcomes)[number];
}

export const { fileView, casePageView } = caseViews((found: CompanyCase) => ({
  companyId: found.companyId,
  ...doubtView(found),
}));
