import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, IsDefined } from 'class-validator';
import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';
import { NestedList, NestedObject } from '#libs/service-kit';
import { EvidenceFieldDto, LocalisedDto } from '../evidence-types/index.ts';
import type { GroundKind } from '../policy/index.ts';
import { OptionalText, OptionalTexts, RequiredText } from '../text-member.decorator.ts';
import { CASE_REFERENCE, CODE, FIELD_PATH, IDENTIFIER_INPUT } from '../text-patterns.rules.ts';

/** As many evidence types as one application takes. */
const MAX_ITEMS = 8;

const evidenceType = {
  pattern: CODE,
  description: 'Evidence type, see GET /v1/evidence-types',
  example: 'residents.parking-permit.v1',
};

export class RequestedItemDto {
  @RequiredText(evidenceType)
  readonly evidenceType!: string;

  @OptionalTexts({
    pattern: FIELD_PATH,
    maxItems: 100,
    description: 'Fewer fields than the grant has',
    example: 'address.street',
  })
  readonly fields?: readonly string[];

  @OptionalText({
    pattern: '^[0-9a-f]{64}$',
    description:
      'SHA-256 of the notice for these fields, so that no other is shown; the one of today without it',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  readonly noticeSha256?: string;
}

export class RequestedPersonDto {
  @RequiredText({
    pattern: IDENTIFIER_INPUT,
    description: 'IDNr of the person who is asked; for nobody else the request exists',
    example: '01234506788',
    code: 'identifier-malformed',
  })
  readonly idnr!: string;
}

/** What an authority asks a person to let it have. */
export class OpenRequestDto {
  @RequiredText({ pattern: CODE, description: 'Purpose', example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ type: RequestedPersonDto })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => RequestedPersonDto)
  readonly person!: RequestedPersonDto;

  @ApiProperty({
    type: [RequestedItemDto],
    minItems: 1,
    maxItems: MAX_ITEMS,
    description: 'The person decides on each by itself; no evidence type twice',
  })
  @IsDefined({ message: 'is required' })
  @ArrayNotEmpty({ message: 'must not be empty' })
  @NestedList(() => RequestedItemDto, MAX_ITEMS)
  readonly items!: readonly RequestedItemDto[];

  @OptionalText({
    pattern: CASE_REFERENCE,
    description: 'Your file number; the only words of yours that the person is shown. No personal data.',
    example: 'BPA-2026-000123',
  })
  readonly caseReference?: string;
}

export class DeclineRequestDto {
  @OptionalText({ ...evidenceType, description: 'Only this one; all that are open without it' })
  readonly evidenceType?: string;
}

export const requestStates = ['OPEN', 'EXPIRED', 'DECLINED', 'USED'] as const;
export type RequestState = (typeof requestStates)[number];

export class RequestItemStateDto {
  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiProperty({ enum: requestStates })
  readonly state!: RequestState;

  @ApiPropertyOptional({
    description: 'A compact JWE for your encryption key, as in GET /v1/releases; absent once it was taken',
  })
  readonly release?: string;
}

/** A request as its authority sees it: before somebody used something, no more than these states. */
export class RequestStateDto {
  @ApiProperty({ format: 'uuid', description: 'Opens nothing' })
  readonly id!: string;

  @ApiProperty({
    enum: requestStates,
    description: 'OPEN while anything is; USED where anything was used',
  })
  readonly state!: RequestState;

  @ApiProperty({ format: 'date-time' })
  readonly expiresAt!: string;

  @ApiProperty({ type: [RequestItemStateDto] })
  readonly items!: readonly RequestItemStateDto[];
}

export class AskedItemDto {
  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;

  @ApiProperty({ example: 'residents', description: 'Where it would be fetched' })
  readonly register!: string;
  @ApiPropertyOptional({ type: LocalisedDto }) readonly registerTitle?: LocalisedDto;

  @ApiProperty({ type: [EvidenceFieldDto] })
  readonly fields!: readonly EvidenceFieldDto[];

  @ApiPropertyOptional({
    enum: ['CHOICE', 'CONSENT'],
    description: 'Absent, with the ground, where no grant carries it any more; then nothing can be given',
  })
  readonly kind?: GroundKind;

  @ApiPropertyOptional({ example: 'EGovG §5(3)–(5); StVO §45(1b) no. 2a' })
  readonly legalBasis?: string;

  @ApiProperty({ description: 'SHA-256 of the text to show, see GET /v1/consents/notice' })
  readonly noticeSha256!: string;

  @ApiPropertyOptional({
    enum: assuranceLevels,
    description: 'Level that the login must reach to decide',
  })
  readonly minimumAcr?: AssuranceLevel;

  @ApiProperty({ enum: requestStates })
  readonly state!: RequestState;
}

class RequesterDto {
  @ApiProperty({ example: 'strassenverkehr-hannover' })
  readonly id!: string;

  @ApiProperty({ example: 'Landeshauptstadt Hannover, Straßenverkehrsbehörde' })
  readonly name!: string;
}

class RequestersWordsDto {
  @ApiPropertyOptional({ example: 'BPA-2026-000123' })
  readonly caseReference?: string;
}

/** A request as the person sees it; all words but those of `requestersWords` are the gateway's. */
export class AskedDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: RequesterDto })
  readonly authority!: RequesterDto;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly purposeTitle!: LocalisedDto;

  @ApiProperty({ type: RequestersWordsDto })
  readonly requestersWords!: RequestersWordsDto;

  @ApiProperty({ format: 'date-time' })
  readonly openedAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly expiresAt!: string;

  @ApiProperty({ type: [AskedItemDto], description: 'Decided on one by one' })
  readonly items!: readonly AskedItemDto[];
}

export class AskedListDto {
  @ApiProperty({ type: [AskedDto] })
  readonly requests!: readonly AskedDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}
