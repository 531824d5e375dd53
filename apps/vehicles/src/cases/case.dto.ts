import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQueryDto } from '#libs/register-kit';
import {
  type CaseKind,
  caseKinds,
  type CaseOutcome,
  caseOutcomes,
  type CaseState,
  caseStates,
  type EnquiryState,
  enquiryStates,
  type Offer,
  type OfferStep,
  offerSteps,
} from './case.rules.ts';

export class OfferDto implements Offer {
  @ApiProperty({
    enum: offerSteps,
    isArray: true,
    description: 'What can be offered; more than one: a choice.',
  })
  readonly steps!: readonly OfferStep[];
  @ApiProperty({ example: 'FZV §15(1), (4)' }) readonly legalBasis!: string;
}

/** A case as it stands in lists. It names no person: the vehicle's record has the holder. */
export class CaseDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ enum: caseKinds }) readonly kind!: CaseKind;
  @ApiProperty({ enum: caseStates }) readonly state!: CaseState;
  @ApiProperty({ format: 'uuid', description: 'Record of the vehicle, GET /v1/vehicles/{id}.' })
  readonly vehicleId!: string;
  @ApiProperty({ format: 'date', description: 'Day since which the change holds.' })
  readonly effectiveOn!: string;
  @ApiProperty({ format: 'date-time', description: 'When the other register recorded the change.' })
  readonly reportedAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly openedAt!: string;
  @ApiProperty({
    enum: enquiryStates,
    description:
      'What the register has asked on its own. NO_EVIDENCE says nothing about why; the holder has to be asked.',
  })
  readonly enquiry!: EnquiryState;
  @ApiPropertyOptional({ type: OfferDto, description: 'Absent while the answer is awaited.' })
  readonly offer?: OfferDto;
  @ApiPropertyOptional({ description: 'Officer who works on it (`sub` of the token).' })
  readonly takenBy?: string;
  @ApiPropertyOptional({ format: 'date-time' }) readonly takenAt?: string;
  @ApiPropertyOptional({ enum: caseOutcomes }) readonly outcome?: CaseOutcome;
  @ApiPropertyOptional({ description: 'Absent where the register closed it as obsolete.' })
  readonly closedBy?: string;
  @ApiPropertyOptional({ format: 'date-time' }) readonly closedAt?: string;
}

export class CaseActDto {
  @ApiProperty({ enum: ['OPENED', 'ENQUIRED', 'TAKEN', 'ADDRESS_SHOWN', 'CLOSED'] }) readonly act!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiPropertyOptional({
    description: 'Who acted (`sub` of the token); absent where the register itself did.',
  })
  readonly officer?: string;
  @ApiPropertyOptional({ description: 'Issuer that knows the officer.' }) readonly issuer?: string;
  @ApiPropertyOptional({ description: 'Client by which the officer acted.' }) readonly client?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'The lookup at the gateway that belongs to it.' })
  readonly lookupId?: string;
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
  @ApiProperty({
    enum: officersOutcomes,
    description: 'How it ended; an act on the vehicle is recorded there.',
  })
  @IsIn(officersOutcomes)
  readonly outcome!: CaseOutcome;
}
