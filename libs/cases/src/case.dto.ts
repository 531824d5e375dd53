import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQueryDto } from '#libs/register-kit';
import { type CaseState, caseStates } from './case.rules.ts';

interface Described {
  readonly kind?: string;
  readonly effectiveOn: string;
  readonly reportedAt: string;
  readonly closedBy: string;
}

/** What the cases of all registers show in lists; a register adds what its own have. */
export function caseDto<K extends string, O extends string>(
  kinds: readonly K[],
  outcomes: readonly O[],
  described: Described,
) {
  class CaseMembers {
    @ApiProperty({ format: 'uuid' }) readonly id!: string;
    @ApiProperty({ enum: kinds, ...(described.kind !== undefined && { description: described.kind }) })
    readonly kind!: K;
    @ApiProperty({ enum: caseStates }) readonly state!: CaseState;
    @ApiProperty({ format: 'date', description: described.effectiveOn }) readonly effectiveOn!: string;
    @ApiProperty({ format: 'date-time', description: described.reportedAt }) readonly reportedAt!: string;
    @ApiProperty({ format: 'date-time' }) readonly openedAt!: string;
    @ApiPropertyOptional({ description: 'Officer who works on it (`sub` of the token).' })
    readonly takenBy?: string;
    @ApiPropertyOptional({ format: 'date-time' }) readonly takenAt?: string;
    @ApiPropertyOptional({ enum: outcomes }) readonly outcome?: O;
    @ApiPropertyOptional({ description: described.closedBy }) readonly closedBy?: string;
    @ApiPropertyOptional({ format: 'date-time' }) readonly closedAt?: string;
  }
  return CaseMembers;
}

/** As {@link caseDto}, of a register whose cases may be doubts. */
export function doubtedCaseDto<K extends string, O extends string>(
  kinds: readonly K[],
  outcomes: readonly O[],
  described: Described,
) {
  class DoubtedCaseMembers extends caseDto(kinds, outcomes, described) {
    @ApiPropertyOptional({
      description: 'VALUE_DOUBTED: what the person says. Erased with the end of the case.',
    })
    readonly words?: string;
    @ApiPropertyOptional({
      type: [String],
      description: 'VALUE_DOUBTED: paths of the fields that were told.',
    })
    readonly fields?: readonly string[];
  }
  return DoubtedCaseMembers;
}

export function caseActDto(acts: readonly string[]) {
  class CaseActMembers {
    @ApiProperty({ enum: acts }) readonly act!: string;
    @ApiProperty({ format: 'date-time' }) readonly at!: string;
    @ApiPropertyOptional({
      description: 'Who acted (`sub` of the token); absent where the register itself did.',
    })
    readonly officer?: string;
    @ApiPropertyOptional({ description: 'Issuer that knows the officer.' }) readonly issuer?: string;
    @ApiPropertyOptional({ description: 'Client by which the officer acted.' }) readonly client?: string;
  }
  return CaseActMembers;
}

export function caseQueryDto<K extends string>(kinds: readonly K[]) {
  class CaseQueryMembers extends PageQueryDto {
    @ApiPropertyOptional({ enum: caseStates }) @IsOptional() @IsIn(caseStates) readonly state?: CaseState;
    @ApiPropertyOptional({ enum: kinds }) @IsOptional() @IsIn(kinds) readonly kind?: K;
  }
  return CaseQueryMembers;
}
