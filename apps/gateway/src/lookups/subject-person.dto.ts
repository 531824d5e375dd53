import { ApiPropertyOptional } from '@nestjs/swagger';
import type { SearchedAddress, SearchedPerson } from '#libs/identifiers';
import { NestedObject } from '#libs/service-kit';
import { Given, OptionalText, RequiredText } from '../text-member.decorator.ts';
import { PARTIAL_DATE, shortText } from '../text-patterns.rules.ts';

/** An address in the municipality of a search; parts of the house number that are left out match any. */
export class PersonAddressDto implements SearchedAddress {
  @OptionalText({
    pattern: shortText(100),
    description: 'Street; absent only where the place has no street names',
    example: 'Beispielweg',
  })
  readonly street?: string;

  @OptionalText({
    pattern: shortText(10),
    description: 'House number, without letter and fraction',
    example: '12',
  })
  readonly houseNumber?: string;

  @OptionalText({ pattern: shortText(5), description: 'Letter of the house number', example: 'a' })
  readonly houseNumberLetter?: string;

  @OptionalText({ pattern: shortText(5), description: 'Fraction of the house number', example: '1/2' })
  readonly houseNumberPart?: string;
}

/** A person by name and address, or name, place and birth date (BMG §38(1)); all that is given must fit one person alone. */
export class SubjectPersonDto implements SearchedPerson {
  @RequiredText({
    pattern: shortText(200),
    description: 'A family name that the person bears or bore, whole',
    example: 'Muster',
  })
  readonly familyName!: string;

  @RequiredText({
    pattern: shortText(200),
    description: 'One or more of the given names, in any order, separated by blanks',
    example: 'Erika',
  })
  readonly givenNames!: string;

  @RequiredText({
    pattern: shortText(20),
    description: 'Municipality key (AGS) of today',
    example: '03241001',
    code: 'identifier-malformed',
  })
  readonly municipality!: string;

  @ApiPropertyOptional({ type: PersonAddressDto })
  @Given()
  @NestedObject(() => PersonAddressDto)
  readonly address?: PersonAddressDto;

  @OptionalText({
    pattern: PARTIAL_DATE,
    description: 'Birth date; unknown parts are 00 and match nothing else',
    example: '1980-05-17',
  })
  readonly birthDate?: string;
}
