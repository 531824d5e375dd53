import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type AssuranceLevel,
  assuranceLevels,
  type RegisterName,
  registerNames,
  type SubjectKind,
  subjectKinds,
} from '#libs/contracts';
import { EvidenceFieldDto, LocalisedDto } from '../evidence-types/index.ts';
import type { GroundKind } from '../policy/index.ts';

class NoticeTextDto {
  @ApiProperty({ enum: ['de', 'en'] })
  readonly locale!: string;

  @ApiProperty({ description: 'To be shown as it is' })
  readonly text!: string;

  @ApiProperty({ description: 'SHA-256 of the text; goes with the choice or consent' })
  readonly sha256!: string;
}

export class PurposeEvidenceDto {
  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;

  @ApiProperty({ enum: registerNames, description: 'Where it is fetched' })
  readonly register!: RegisterName;

  @ApiProperty({ type: LocalisedDto, description: 'Of the register' })
  readonly registerTitle!: LocalisedDto;

  @ApiProperty({ enum: subjectKinds, isArray: true, description: 'How the subject may be named' })
  readonly subjectKinds!: readonly SubjectKind[];

  @ApiProperty({ description: 'Whether the birth date must go with the IDNr (EGovG §5(4))' })
  readonly birthDateRequired!: boolean;

  @ApiProperty({ type: [EvidenceFieldDto], description: 'Those of the grant' })
  readonly fields!: readonly EvidenceFieldDto[];

  @ApiProperty({ enum: ['CHOICE', 'CONSENT', 'STATUTE'] })
  readonly kind!: GroundKind;

  @ApiProperty({ example: 'EGovG §5(3)–(5); StVO §45(1b) no. 2a' })
  readonly legalBasis!: string;

  @ApiProperty({ description: 'Whether the person sees the evidence before the authority may have it' })
  readonly previewRequired!: boolean;

  @ApiPropertyOptional({ description: 'On choice: why it cannot be seen first' })
  readonly previewNotPossible?: string;

  @ApiProperty({ description: 'Social data (SGB X §67): always previewed' })
  readonly socialData!: boolean;

  @ApiProperty({ type: [NoticeTextDto], description: 'Of choice and consent, for all fields; else none' })
  readonly notices!: readonly NoticeTextDto[];
}

export class PurposeDto {
  @ApiProperty({ example: 'resident-parking-permit' })
  readonly id!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;

  @ApiProperty({ enum: assuranceLevels, description: 'Level that a login must reach to choose or consent' })
  readonly minimumAcr!: AssuranceLevel;

  @ApiProperty({ type: [PurposeEvidenceDto], description: 'Once for each ground that carries it' })
  readonly evidence!: readonly PurposeEvidenceDto[];
}

export class PurposeListDto {
  @ApiProperty({ example: 'strassenverkehr-hannover' })
  readonly authority!: string;

  @ApiPropertyOptional({
    example: 'Landeshauptstadt Hannover, Straßenverkehr',
    description: 'As people know it; absent of an authority that nobody knows',
  })
  readonly authorityName?: string;

  @ApiProperty({ type: [PurposeDto] })
  readonly purposes!: readonly PurposeDto[];
}
