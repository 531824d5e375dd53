import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { Instant } from '#libs/identifiers';
import { NestedObject } from '#libs/service-kit';
import { ActingForDto, OptionalActingFor } from '../representation/index.ts';
import {
  Given,
  OptionalInstant,
  OptionalText,
  OptionalTexts,
  RequiredText,
} from '../text-member.decorator.ts';
import { CODE, FIELD_PATH, IDENTIFIER_INPUT } from '../text-patterns.rules.ts';
import type { ConsentKind } from './consent.entity.ts';

const identifier = (description: string, example: string) =>
  OptionalText({ pattern: IDENTIFIER_INPUT, description, example, code: 'identifier-malformed' });

/**
 * Which vehicle or company the record is about; lookups must then name it by the same kind of identifier. Records
 * about the person take no subject: the token names the person.
 */
export class ConsentSubjectDto {
  @identifier('Licence plate with hyphen and blank', 'H-AB 123')
  readonly plate?: string;

  @identifier('Vehicle identification number', 'WVWZZZ1JZXW000001')
  readonly vin?: string;

  @identifier('European unique identifier of a company', 'DEP2305.HRB12345')
  readonly euid?: string;

  @identifier('Business identification number', 'DE136695976-00001')
  readonly widnr?: string;

  @identifier('Legal entity identifier', '213800KUD8LAJWSQ9D15')
  readonly lei?: string;
}

const authority = {
  pattern: CODE,
  description: 'Id of the authority that may then ask',
  example: 'strassenverkehr-hannover',
};
const purpose = { pattern: CODE, description: 'Purpose', example: 'resident-parking-permit' };
const evidenceType = {
  pattern: CODE,
  description: 'Evidence type, see GET /v1/evidence-types',
  example: 'residents.parking-permit.v1',
};

/** What is decided anew each time: how long, how often, and after which text. */
export class RenewalDto {
  @OptionalInstant({
    description:
      'The instant at which it ends, RFC 3339; at most 30 days ahead for a choice, 365 for a consent',
    example: '2026-09-30T22:00:00Z',
  })
  readonly validUntil?: Instant;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    description: 'How often it may be used',
  })
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(1000, { message: 'must be at most 1000' })
  readonly maxUses?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 60,
    maximum: 31_536_000,
    description: 'Seconds that lie between two retrievals at least',
  })
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(60, { message: 'must be at least 60' })
  @Max(31_536_000, { message: 'must be at most 31536000' })
  readonly minIntervalS?: number;

  @RequiredText({
    pattern: '^[0-9a-f]{64}$',
    description: 'Hash of the text that was shown, from GET /v1/consents/notice',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  readonly noticeSha256!: string;
}

/** Give a choice or consent, after the notice was shown. */
export class ConsentRequestDto extends RenewalDto {
  @RequiredText({
    pattern: '^(CHOICE|CONSENT)$',
    description: 'CHOICE: retrieval instead of uploading (EGovG §5). CONSENT: where a statute demands it.',
    example: 'CHOICE',
  })
  readonly kind!: ConsentKind;

  @RequiredText(authority)
  readonly authority!: string;

  @RequiredText(purpose)
  readonly purpose!: string;

  @RequiredText(evidenceType)
  readonly evidenceType!: string;

  @OptionalTexts({
    pattern: FIELD_PATH,
    maxItems: 100,
    description: 'Fewer fields than the authority may ask for',
    example: 'address.street',
  })
  readonly fields?: readonly string[];

  @ApiPropertyOptional({ type: ConsentSubjectDto })
  @Given()
  @NestedObject(() => ConsentSubjectDto)
  readonly subject?: ConsentSubjectDto;

  @OptionalActingFor()
  readonly actingFor?: ActingForDto;
}

/** Which text to show. */
export class NoticeQueryDto {
  @RequiredText(authority)
  readonly authority!: string;

  @RequiredText(purpose)
  readonly purpose!: string;

  @RequiredText(evidenceType)
  readonly evidenceType!: string;

  @OptionalText({
    pattern: '^[A-Za-z][A-Za-z0-9.,]{0,4000}$',
    description: 'Fewer fields, separated by commas',
    example: 'address.street,address.houseNumber',
  })
  readonly fields?: string;

  @OptionalText({ pattern: '^(de|en)$', description: 'Language; default de', example: 'de' })
  readonly locale?: 'de' | 'en';
}
