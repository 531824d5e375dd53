import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { caseActDto, caseQueryDto, doubtedCaseDto } from '#libs/cases';
import {
  caseKinds,
  type CaseOutcome,
  caseOutcomes,
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

const described = {
  kind: 'HOLDER_…: another register changed. VALUE_DOUBTED: a person says that what was told is wrong.',
  effectiveOn: 'Day since which the change holds; of a doubt, of the report.',
  reportedAt: 'When the other register recorded the change; of a doubt, when it came.',
  closedBy: 'Absent where the register closed it as obsolete.',
};

/** A case as it stands in lists. It names no person, but for the words of one: the vehicle's record has the holder. */
export class CaseDto extends doubtedCaseDto(caseKinds, caseOutcomes, described) {
  @ApiProperty({ format: 'uuid', description: 'Record of the vehicle, GET /v1/vehicles/{id}.' })
  readonly vehicleId!: string;
  @ApiProperty({
    enum: enquiryStates,
    description:
      'What the register has asked on its own. NO_EVIDENCE says nothing about why; the holder has to be asked.',
  })
  readonly enquiry!: EnquiryState;
  @ApiPropertyOptional({ type: OfferDto, description: 'Absent while the answer is awaited, and of a doubt.' })
  readonly offer?: OfferDto;
}

export class CaseActDto extends caseActDto(['OPENED', 'ENQUIRED', 'TAKEN', 'ADDRESS_SHOWN', 'CLOSED']) {
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

export class CaseQueryDto extends caseQueryDto(caseKinds) {}

const officersOutcomes = caseOutcomes.filter((outcome) => outcome !== 'OBSOLETE');

export class CloseCaseDto {
  @ApiProperty({
    enum: officersOutcomes,
    description:
      'How it ended; an act on the vehicle is recorded there. VALUE_DOUBTED: CONFIRMED or NOT_CONFIRMED, which the person sees.',
  })
  @IsIn(officersOutcomes)
  readonly outcome!: CaseOutcome;
}
