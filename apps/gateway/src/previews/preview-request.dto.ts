import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, IsDefined } from 'class-validator';
import { NestedList, NestedObject, UUID } from '#libs/service-kit';
import type { Identifiers } from '../identifiers.decorator.ts';
import { ActingForDto, OptionalActingFor } from '../representation/index.ts';
import { LookupSubjectDto } from '../lookups/index.ts';
import { OptionalText, OptionalTexts, RequiredText } from '../text-member.decorator.ts';
import { CASE_REFERENCE, CODE, CONSENT_ID, FIELD_PATH } from '../text-patterns.rules.ts';

/** As many evidence types as one application takes. */
const MAX_ITEMS = 8;
/** 32 bytes in base64url. */
const SECRET = '^[A-Za-z0-9_\\-]{43}$';

export class PreviewItemDto {
  @RequiredText({
    pattern: CODE,
    description: 'Evidence type, see GET /v1/evidence-types',
    example: 'residents.parking-permit.v1',
  })
  readonly evidenceType!: string;

  @ApiProperty({ type: LookupSubjectDto, description: 'Yourself, or a vehicle or company of yours' })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => LookupSubjectDto)
  readonly subject!: LookupSubjectDto & Identifiers;

  @OptionalTexts({
    pattern: FIELD_PATH,
    maxItems: 100,
    description: 'Fewer fields than the authority may ask for',
    example: 'address.street',
  })
  readonly fields?: readonly string[];

  @RequiredText({
    pattern: CONSENT_ID,
    description: 'Your choice or consent that covers this',
    example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
  })
  readonly consentId!: string;
}

/** What is to be shown before an authority may have it. */
export class PreviewRequestDto {
  @RequiredText({
    pattern: CODE,
    description: 'Id of the authority that may have it then',
    example: 'strassenverkehr-hannover',
  })
  readonly authority!: string;

  @RequiredText({ pattern: CODE, description: 'Purpose', example: 'resident-parking-permit' })
  readonly purpose!: string;

  @OptionalText({
    pattern: CASE_REFERENCE,
    description: "The authority's file number; kept with the decision. No personal data.",
    example: 'BPA-2026-000123',
  })
  readonly caseReference?: string;

  @OptionalText({
    pattern: UUID,
    description: 'The request to you that this answers, see GET /v1/me/requests',
    example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  })
  readonly request?: string;

  @OptionalActingFor()
  readonly actingFor?: ActingForDto;

  @ApiProperty({
    type: [PreviewItemDto],
    minItems: 1,
    maxItems: MAX_ITEMS,
    description: 'Read in parallel; each is decided and answered by itself',
  })
  @IsDefined({ message: 'is required' })
  @ArrayNotEmpty({ message: 'must not be empty' })
  @NestedList(() => PreviewItemDto, MAX_ITEMS)
  readonly items!: readonly PreviewItemDto[];
}

export class UsePreviewDto {
  @RequiredText({
    pattern: SECRET,
    description: 'The key that came with the preview',
    example: 'mZ0u2Vw7R1nq4yXbT8c3Kd6LsA9eFh5JgPiWoUyTrEQ',
  })
  readonly key!: string;
}

export class TakeReleaseDto {
  @RequiredText({
    pattern: SECRET,
    description: 'From the decrypted release; it stands in no address and no log',
    example: 'Xb7LqP2sKd9wTz4VnR6mYc1HjG8fAe3UoIiZlEyQ0tM',
  })
  readonly releaseId!: string;
}
