import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import { NestedObject } from '#libs/service-kit';
import { Given, OptionalText, OptionalTexts, RequiredText } from '../text-member.decorator.ts';
import {
  CASE_REFERENCE,
  CODE,
  CONSENT_ID,
  FIELD_PATH,
  IDENTIFIER_INPUT,
  PARTIAL_DATE,
} from '../text-patterns.rules.ts';
import { SubjectPersonDto } from './subject-person.dto.ts';

const identifier = (description: string, example: string) =>
  OptionalText({ pattern: IDENTIFIER_INPUT, description, example, code: 'identifier-malformed' });

/** Whom the lookup is about: exactly one identifier or a person, of a kind the evidence type is asked for by. */
export class LookupSubjectDto {
  @identifier('Identification number of a person (AO §139b), blanks allowed', '01234567812')
  readonly idnr?: string;

  @OptionalText({
    pattern: PARTIAL_DATE,
    description: 'Birth date beside the IDNr (EGovG §5(4)); unknown parts are 00',
    example: '1985-04-12',
  })
  readonly birthDate?: string;

  @identifier('Licence plate with hyphen and blank', 'H-AB 123')
  readonly plate?: string;

  @identifier('Vehicle identification number', 'WVWZZZ1JZXW000001')
  readonly vin?: string;

  @identifier('European unique identifier of a company (HGB §9b)', 'DEP2305.HRB12345')
  readonly euid?: string;

  @identifier('Business identification number (AO §139c)', 'DE136695976-00001')
  readonly widnr?: string;

  @identifier('Legal entity identifier (ISO 17442)', '213800KUD8LAJWSQ9D15')
  readonly lei?: string;

  @identifier(
    'Record id from a change event; for evidence types that say so',
    '0199f2a4-7c1e-7000-8000-3f6f0d1c2b3a',
  )
  readonly record?: string;

  @ApiPropertyOptional({ type: SubjectPersonDto })
  @Given()
  @NestedObject(() => SubjectPersonDto)
  readonly person?: SubjectPersonDto;
}

/** A question to one register: a named set of facts about one subject, for one purpose. */
export class LookupRequestDto {
  @RequiredText({
    pattern: CODE,
    description: 'Evidence type, see GET /v1/evidence-types',
    example: 'residents.parking-permit.v1',
  })
  readonly evidenceType!: string;

  @RequiredText({
    pattern: CODE,
    description: 'Purpose, see GET /v1/grants/mine',
    example: 'resident-parking-permit',
  })
  readonly purpose!: string;

  @ApiProperty({ type: LookupSubjectDto })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => LookupSubjectDto)
  readonly subject!: LookupSubjectDto;

  @OptionalTexts({
    pattern: FIELD_PATH,
    maxItems: 100,
    description: 'Fewer fields than granted; one that is not granted refuses the whole request',
    example: 'address.street',
  })
  readonly fields?: readonly string[];

  @OptionalText({
    pattern: CONSENT_ID,
    description: "Record of the citizen's choice or consent, where the grant rests on it",
    example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
  })
  readonly consentId?: string;

  @OptionalText({
    pattern: CASE_REFERENCE,
    description: "The authority's file number; kept with the decision. No personal data.",
    example: 'BPA-2026-000123',
  })
  readonly caseReference?: string;
}
