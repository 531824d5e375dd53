import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import { NestedObject } from '#libs/service-kit';
import { type Identifiers, NamedBy } from '../identifiers.decorator.ts';
import { identifierKinds } from '../subjects/index.ts';
import { Given, OptionalText, OptionalTexts, RequiredText } from '../text-member.decorator.ts';
import { CASE_REFERENCE, CODE, CONSENT_ID, FIELD_PATH, PARTIAL_DATE } from '../text-patterns.rules.ts';
import { SubjectPersonDto } from './subject-person.dto.ts';

/** Whom the lookup is about: exactly one identifier or a person, of a kind the evidence type is asked for by. */
@NamedBy(identifierKinds)
export class LookupSubjectDto {
  @OptionalText({
    pattern: PARTIAL_DATE,
    description: 'Birth date beside the IDNr (EGovG §5(4)); unknown parts are 00',
    example: '1985-04-12',
  })
  readonly birthDate?: string;

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
  readonly subject!: LookupSubjectDto & Identifiers;

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
