import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ActingDto } from '../acting.dto.ts';
import { EvidenceFieldDto, LocalisedDto } from '../evidence-types/index.ts';
import { UuidPageQueryDto } from '../page-query.dto.ts';
import type { GroundKind } from '../policy/index.ts';
import { OptionalInstant, OptionalText } from '../text-member.decorator.ts';
import { CODE } from '../text-patterns.rules.ts';

/** What of the trail is asked for. */
export class DisclosureQueryDto extends UuidPageQueryDto {
  @OptionalText({ pattern: CODE, description: 'Only what this register was asked', example: 'residents' })
  readonly register?: string;

  @OptionalText({
    pattern: CODE,
    description: 'Only what this authority asked',
    example: 'strassenverkehr-hannover',
  })
  readonly authority?: string;

  @OptionalInstant({
    description: 'Only what was decided at this instant or after it',
    example: '2026-01-01T00:00:00+01:00',
  })
  readonly since?: string;

  @OptionalInstant({
    description: 'Only what was decided before this instant',
    example: '2027-01-01T00:00:00+01:00',
  })
  readonly until?: string;
}

/**
 * LOOKUP: an authority asked. PREVIEW: shown to the person alone. RELEASE: what was previewed, taken by the authority.
 * CONTENT: the person looked at what an earlier one disclosed. OWN_DATA: at what a register keeps about them.
 */
export const stages = ['LOOKUP', 'PREVIEW', 'RELEASE', 'CONTENT', 'OWN_DATA'] as const;
export type Stage = (typeof stages)[number];

/**
 * What became of a request, as the person sees it. CHANGED: no longer what was previewed, so nothing was handed over.
 * PENDING: permitted, and the register's answer was never recorded (the gateway stopped in between); nothing reached the
 * authority then.
 */
export const disclosureOutcomes = [
  'DISCLOSED',
  'NOTHING_DISCLOSED',
  'CHANGED',
  'REFUSED',
  'REGISTER_SILENT',
  'PENDING',
] as const;
export type DisclosureOutcome = (typeof disclosureOutcomes)[number];

/** VALUE: what the register says is wrong. RETRIEVAL: it should not have been asked for. */
export const reportAbouts = ['VALUE', 'RETRIEVAL'] as const;
export type ReportAbout = (typeof reportAbouts)[number];
/** SENT: the recipient has not taken it yet. */
export const reportStates = ['SENT', 'RECEIVED', 'CLOSED'] as const;
export type ReportState = (typeof reportStates)[number];
export const reportOutcomes = ['CONFIRMED', 'NOT_CONFIRMED'] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

/** What became of the person's report about a row. */
export class DisclosureReportDto {
  @ApiProperty({ enum: reportAbouts })
  readonly about!: ReportAbout;

  @ApiProperty({ enum: reportStates, description: 'SENT: the recipient has not taken it yet' })
  readonly state!: ReportState;

  @ApiProperty({ format: 'date-time' })
  readonly madeAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly stateAt!: string;

  @ApiPropertyOptional({ enum: reportOutcomes, description: 'Whether it was wrong' })
  readonly outcome?: ReportOutcome;
}

export class NamedDto {
  @ApiProperty({ example: 'strassenverkehr-hannover' })
  readonly id!: string;

  @ApiProperty({ example: 'Landeshauptstadt Hannover, Straßenverkehrsbehörde' })
  readonly name!: string;
}

export class TitledDto {
  @ApiProperty({ example: 'resident-parking-permit' })
  readonly id!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;
}

export class DisclosureBasisDto {
  @ApiProperty({ enum: ['CHOICE', 'CONSENT', 'STATUTE'] })
  readonly kind!: GroundKind;

  @ApiProperty({ example: 'EGovG §5(3)–(5); StVO §45(1b) no. 2a' })
  readonly legalBasis!: string;

  @ApiPropertyOptional({ description: 'Your own record on which it rests' })
  readonly consentId?: string;
}

export class DisclosureDto {
  @ApiProperty({ format: 'uuid' })
  readonly lookupId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiPropertyOptional({
    type: NamedDto,
    description: 'Absent where you asked for your own data, and of what another representative did',
  })
  readonly authority?: NamedDto;

  @ApiProperty({ type: TitledDto })
  readonly purpose!: TitledDto;

  @ApiProperty({ type: TitledDto })
  readonly evidenceType!: TitledDto;

  @ApiProperty({ type: [EvidenceFieldDto], description: 'What was asked for' })
  readonly fields!: readonly EvidenceFieldDto[];

  @ApiPropertyOptional({ type: DisclosureBasisDto, description: 'Absent where there was no ground' })
  readonly basis?: DisclosureBasisDto;

  @ApiProperty({ enum: disclosureOutcomes })
  readonly outcome!: DisclosureOutcome;

  @ApiPropertyOptional({ description: 'Why it was refused: an error code', example: 'consent-withdrawn' })
  readonly refusal?: string;

  @ApiProperty({ enum: stages, description: 'A PREVIEW was shown to you, for this authority' })
  readonly stage!: Stage;

  @ApiProperty({ enum: ['PERSON', 'AUTHORITY'], description: 'Who was to be told; PERSON is you' })
  readonly recipient!: 'PERSON' | 'AUTHORITY';

  @ApiProperty({ enum: ['PERSON', 'AUTHORITY'], description: 'Who started it; PERSON is you' })
  readonly startedBy!: 'PERSON' | 'AUTHORITY';

  @ApiPropertyOptional({ format: 'uuid', description: 'Of a CONTENT: the entry whose content was shown' })
  readonly recalls?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'The preview; one that was released stands under the same id as its release',
  })
  readonly previewId?: string;

  @ApiPropertyOptional({
    type: ActingDto,
    description:
      'Who asked for the preview, or decided to release it; absent where an authority asked by itself',
  })
  readonly acting?: ActingDto;

  @ApiPropertyOptional({ example: 'BPA-2026-000123' })
  readonly caseReference?: string;

  @ApiPropertyOptional({ type: DisclosureReportDto, description: 'Your report that it was wrong' })
  readonly report?: DisclosureReportDto;
}

export class DisclosureListDto {
  @ApiProperty({ type: [DisclosureDto] })
  readonly disclosures!: readonly DisclosureDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

export class DisclosureExportDto {
  @ApiProperty({ format: 'date-time' })
  readonly exportedAt!: string;

  @ApiProperty({ type: [DisclosureDto] })
  readonly disclosures!: readonly DisclosureDto[];
}
