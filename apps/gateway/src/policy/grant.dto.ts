import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type SubjectKind, subjectKinds } from '#libs/contracts';
import { LocalisedDto } from '../evidence-types/index.ts';
import type { GroundKind } from './policy.snapshot.ts';

export class GrantDto {
  @ApiProperty({ example: 'hannover-parking-residence' })
  readonly id!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly purposeTitle!: LocalisedDto;

  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiProperty({
    enum: subjectKinds,
    isArray: true,
    description: 'How you may name the subject',
    example: ['idnr'],
  })
  readonly subjectKinds!: readonly SubjectKind[];

  @ApiProperty({ type: [String], example: ['address.street'] })
  readonly fields!: readonly string[];

  @ApiProperty({ enum: ['CHOICE', 'CONSENT', 'STATUTE'], description: 'CHOICE and CONSENT need a consentId' })
  readonly kind!: GroundKind;

  @ApiProperty({ example: 'EGovG §5(3)–(5); StVO §45(1b) no. 2a' })
  readonly legalBasis!: string;

  @ApiProperty({ description: 'First day', example: '2026-01-01' })
  readonly validFrom!: string;

  @ApiPropertyOptional({ description: 'Last day, inclusive (Europe/Berlin)', example: '2027-12-31' })
  readonly lastDay?: string;

  @ApiPropertyOptional({
    description: 'The open row of docs/law.md for which the ground does not carry yet',
    example: 'law-review 2 row A1',
  })
  readonly provisional?: string;

  @ApiProperty({
    description:
      'On choice: the citizen sees the evidence first, and you take it at POST /v1/releases; a lookup is refused',
  })
  readonly previewRequired!: boolean;

  @ApiPropertyOptional({
    description: 'On choice: why evidence cannot be seen first, and is looked up at once',
  })
  readonly previewNotPossible?: string;

  @ApiProperty({ description: 'Social data (SGB X §67): always previewed' })
  readonly socialData!: boolean;

  @ApiProperty({ description: 'Whether it holds now' })
  readonly valid!: boolean;
}

/** What may be subscribed to; each delivery is a disclosure of this evidence type. */
export class EventGrantDto extends GrantDto {
  @ApiProperty({ type: [String], example: ['resident.moved.v1'] })
  readonly eventTypes!: readonly string[];
}

export class MyGrantsDto {
  @ApiProperty({ example: 'strassenverkehr-hannover' })
  readonly authority!: string;

  @ApiProperty({ example: 'Landeshauptstadt Hannover, Straßenverkehrsbehörde' })
  readonly authorityName!: string;

  @ApiProperty({ description: 'Revision of the policy', example: 1 })
  readonly policyRevision!: number;

  @ApiProperty({ type: [GrantDto] })
  readonly grants!: readonly GrantDto[];

  @ApiProperty({ type: [EventGrantDto] })
  readonly eventGrants!: readonly EventGrantDto[];
}
