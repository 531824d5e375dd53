import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Ground, PageQueryDto } from '#libs/register-kit';
import {
  type CaseKind,
  caseKinds,
  type CaseOutcome,
  caseOutcomes,
  type CaseState,
  caseStates,
} from './case.rules.ts';

/** A case as it stands in lists. It names no person. */
export class CaseDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({
    enum: caseKinds,
    description:
      'FORMER_RESIDENT: another authority has registered the resident. PROTECTED_FEEDBACK: the former authority has sent locks. FEEDBACK_OVERDUE: it has sent nothing in three working days.',
  })
  readonly kind!: CaseKind;
  @ApiProperty({ enum: caseStates }) readonly state!: CaseState;
  @ApiProperty({ format: 'uuid', description: 'Record of the resident, GET /v1/residents/{id}.' })
  readonly residentId!: string;
  @ApiProperty({ description: 'The other authority of the move.', example: 'meldebehoerde-goettingen' })
  readonly otherAuthority!: string;
  @ApiProperty({ format: 'date', description: 'Day from which the registration holds.' })
  readonly effectiveOn!: string;
  @ApiProperty({ format: 'date-time', description: 'When the registration was recorded.' })
  readonly reportedAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly openedAt!: string;
  @ApiPropertyOptional({ description: 'Officer who works on it (`sub` of the token).' })
  readonly takenBy?: string;
  @ApiPropertyOptional({ format: 'date-time' }) readonly takenAt?: string;
  @ApiPropertyOptional({ enum: caseOutcomes }) readonly outcome?: CaseOutcome;
  @ApiPropertyOptional({ description: 'Absent where the register closed it.' }) readonly closedBy?: string;
  @ApiPropertyOptional({ format: 'date-time' }) readonly closedAt?: string;
}

export class CaseActDto {
  @ApiProperty({ enum: ['OPENED', 'TAKEN', 'CLOSED'] }) readonly act!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiPropertyOptional({
    description: 'Who acted (`sub` of the token); absent where the register itself did.',
  })
  readonly officer?: string;
  @ApiPropertyOptional({ description: 'Issuer that knows the officer.' }) readonly issuer?: string;
  @ApiPropertyOptional({ description: 'Client by which the officer acted.' }) readonly client?: string;
}

export class CaseFileDto extends CaseDto {
  @ApiProperty({ type: [CaseActDto], description: 'Who did what, in order.' })
  readonly acts!: readonly CaseActDto[];
}

export class CasePageDto {
  @ApiProperty({ type: [CaseDto] }) readonly cases!: readonly CaseDto[];
  @ApiPropertyOptional({ format: 'uuid', description: '`after` of the next page; absent on the last one.' })
  readonly next?: string;
}

export class CaseQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: caseStates }) @IsOptional() @IsIn(caseStates) readonly state?: CaseState;
  @ApiPropertyOptional({ enum: caseKinds }) @IsOptional() @IsIn(caseKinds) readonly kind?: CaseKind;
}

const officersOutcomes = caseOutcomes.filter((outcome) => outcome !== 'OBSOLETE');

export class CloseCaseDto {
  @Ground() readonly ground!: string;
  @ApiProperty({
    enum: officersOutcomes,
    description:
      'FORMER_RESIDENT: MOVED_AWAY closes the record and sends the feedback, STAYS changes nothing. PROTECTED_FEEDBACK: LOCKS_HOLD ends the wait; the locks stay. FEEDBACK_OVERDUE: RELEASED ends the wait.',
  })
  @IsIn(officersOutcomes)
  readonly outcome!: CaseOutcome;
}
