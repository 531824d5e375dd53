import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const submissionStates = ['RECEIVED', 'IN_REVIEW', 'ASKED', 'DECIDED'] as const;
export type SubmissionState = (typeof submissionStates)[number];
export const outcomes = ['GRANTED', 'REFUSED'] as const;
export type Outcome = (typeof outcomes)[number];
export const sourceStates = ['WAITING', 'EVIDENCE', 'LOST', 'NOT_RELEASED'] as const;
export type SourceState = (typeof sourceStates)[number];

/** What is left where evidence could not be taken. */
export const waysOn = ['RELEASE_AGAIN', 'BRING_PAPER'] as const;

/** RECEIVED: evidence is being taken. IN_REVIEW: with the clerks. ASKED: they wait for an answer. */
export class SubmissionSummaryDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly form!: string;

  @ApiProperty({ example: 1 })
  readonly formVersion!: number;

  @ApiProperty({ example: 'strassenverkehr-hannover', description: 'That decides on it today' })
  readonly authority!: string;

  @ApiProperty({ enum: submissionStates })
  readonly state!: SubmissionState;

  @ApiProperty({ format: 'date-time' })
  readonly receivedAt!: string;

  @ApiPropertyOptional({
    format: 'date',
    example: '2029-12-31',
    description:
      'Undecided, it is removed after this day; each question, answer and taking begins its time anew',
  })
  readonly endsOn?: string;
}

export const paperStates = ['OPEN', 'SEEN'] as const;

/** Instead of evidence. What it is called stands at the source of the form, as `paper`. */
export class PaperDto {
  @ApiProperty({
    enum: paperStates,
    description: 'OPEN: the authority waits for it. SEEN: a clerk has had it in hand',
  })
  readonly state!: (typeof paperStates)[number];

  @ApiPropertyOptional({ format: 'date', example: '2026-11-30', description: 'Day on which it was seen' })
  readonly seenOn?: string;
}

export class SourceDto {
  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiProperty({
    enum: sourceStates,
    description:
      'LOST: it was released, and cannot be had any more. NOT_RELEASED: another way was chosen instead',
  })
  readonly state!: SourceState;

  @ApiPropertyOptional({ example: 'BRING_PAPER', description: 'How it comes where it was not released' })
  readonly way?: string;

  @ApiPropertyOptional({ example: 'release-changed', description: 'Code of the problem where it was lost' })
  readonly problem?: string;

  @ApiPropertyOptional({ enum: waysOn, isArray: true, description: 'What is left where it was lost' })
  readonly waysOn?: readonly (typeof waysOn)[number][];

  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'The decision at the gateway, under which the data trail of the applicant has it (`GET /v1/me/disclosures/{id}`); to the applicant absent of what was released for another one',
  })
  readonly lookupId?: string;

  @ApiPropertyOptional({
    type: PaperDto,
    description: 'Where it comes on paper, was lost or the register had nothing, and where a paper was seen',
  })
  readonly paper?: PaperDto;
}

export class MessageDto {
  @ApiProperty({ enum: ['QUESTION', 'ANSWER'] })
  readonly kind!: 'QUESTION' | 'ANSWER';

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ example: 'In welchem Stockwerk liegt die Wohnung?' })
  readonly text!: string;
}

export class DecisionDto {
  @ApiProperty({ enum: outcomes })
  readonly outcome!: Outcome;

  @ApiProperty({ description: 'Whether a machine decided, by rules that all were met' })
  readonly isAutomatic!: boolean;

  @ApiPropertyOptional({ example: 'Die Wohnung liegt nicht in der Zone.' })
  readonly reason?: string;

  @ApiProperty({ format: 'date-time' })
  readonly decidedAt!: string;
}
