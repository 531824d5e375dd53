import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { caseActDto, caseQueryDto, doubtedCaseDto } from '#libs/cases';
import { Ground } from '#libs/register-kit';
import { caseKinds, type CaseOutcome, caseOutcomes } from './case.rules.ts';

const described = {
  kind: 'FORMER_RESIDENT: another authority has registered the resident. PROTECTED_FEEDBACK: the former authority has sent locks. FEEDBACK_OVERDUE: it has sent nothing in three working days. VALUE_DOUBTED: the person says that what was told is wrong. REPRESENTATION_DOUBTED: who represents the child two records say differently.',
  effectiveOn: 'Day from which the registration holds.',
  reportedAt: 'When the registration was recorded.',
  closedBy: 'Absent where the register closed it.',
};

/** A case as it stands in lists. It names no person, but for the words of one. */
export class CaseDto extends doubtedCaseDto(caseKinds, caseOutcomes, described) {
  @ApiProperty({ format: 'uuid', description: 'Record of the resident, GET /v1/residents/{id}.' })
  readonly residentId!: string;
  @ApiPropertyOptional({
    description: 'The other authority of the move.',
    example: 'meldebehoerde-goettingen',
  })
  readonly otherAuthority?: string;
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

const officersOutcomes = caseOutcomes.filter((outcome) => outcome !== 'OBSOLETE');

export class CloseCaseDto {
  @Ground() readonly ground!: string;
  @ApiProperty({
    enum: officersOutcomes,
    description:
      'FORMER_RESIDENT: MOVED_AWAY closes the record and sends the feedback, STAYS changes nothing. PROTECTED_FEEDBACK: LOCKS_HOLD ends the wait; the locks stay. FEEDBACK_OVERDUE: RELEASED ends the wait. VALUE_DOUBTED: CONFIRMED or NOT_CONFIRMED, which the person sees; a correction is an act of its own. REPRESENTATION_DOUBTED: CONFIRMED, the person represents the child, or NOT_CONFIRMED.',
  })
  @IsIn(officersOutcomes)
  readonly outcome!: CaseOutcome;
}
