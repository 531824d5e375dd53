import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, Matches } from 'class-validator';
import { IsIdnr } from '#libs/identifiers';
import {
  EffectiveOn,
  Ground,
  ListOf,
  OneOf,
  OptionalListOf,
  OptionalName,
  OptionalOneOf,
  OptionalPart,
  OptionalPartialDate,
  OptionalPersonName,
  OptionalText,
  PersonName,
} from '#libs/register-kit';
import { AddressDto } from './address.dto.ts';
import { FormerHomeDto } from './former-home.dto.ts';
import { IdentityDocumentDto } from './identity-document.dto.ts';
import { LockDto } from './lock.dto.ts';
import { NameChangeDto } from './name-change.dto.ts';
import { RelatedPersonDto } from './related-person.dto.ts';
import { OptionalCountry, OptionalPersonNames, RequiredPartialDate } from './resident-members.decorators.ts';
import { type Gender, genders, type MaritalStatus, maritalStatuses } from './resident-parts.ts';

const LIST_LIMIT = 100;

/** Body of the act "register", and one line of an import. */
export class RegisterResidentDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;

  // Test numbers (leading 0) are accepted in this version, because there are only synthetic people in it.
  @ApiProperty({ description: 'Identification number (AO §139b), eleven digits.', example: '02476291358' })
  @IsIdnr({ testNumbers: true })
  readonly idnr!: string;

  @PersonName('Family name (DSMeld 0101a); + where a person rightly has none.', 200, 'Muster')
  readonly familyName!: string;
  @OptionalPersonName('Married name (0103a).', 200) readonly marriedName?: string | null;
  @OptionalPersonName('Partnership name (0105a).', 200) readonly partnershipName?: string | null;
  @OptionalPersonName('Birth name (0201a).', 200) readonly birthName?: string | null;
  @OptionalPersonNames('Former family names (0203a).')
  readonly formerFamilyNames?: readonly string[] | null;
  @PersonName('Given names, separated by blanks (0301).', 200, 'Erika Marie') readonly givenNames!: string;
  @OptionalPersonName('Call name: one of the given names (0302).', 200) readonly callName?: string | null;
  @OptionalPersonNames('Former given names (0303).')
  readonly formerGivenNames?: readonly string[] | null;
  @OptionalPart(() => NameChangeDto, 'Legal act of the last name change.')
  readonly nameChange?: NameChangeDto | null;
  @OptionalName('Doctoral degree (0401).', 50) readonly doctoralDegree?: string | null;
  @OptionalPersonName('Religious name (0501).', 200) readonly religiousName?: string | null;
  @OptionalName('Artist name (0502).', 200) readonly artistName?: string | null;

  @RequiredPartialDate('Date of birth (0601).') readonly birthDate!: string;
  @OptionalName('Place of birth (0602).', 200) readonly birthPlace?: string | null;
  @OptionalCountry('State of birth (0603), Destatis key.') readonly birthCountry?: string | null;
  @OneOf(genders, 'Gender (0701); x = no entry.') readonly gender!: Gender;
  @ApiPropertyOptional({
    type: [String],
    description: 'Nationalities (1001), Destatis keys.',
    example: ['000'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @Matches(/^\d{3}$/, {
    each: true,
    message: 'each entry must be a Destatis state key of three digits',
  })
  readonly nationalities?: readonly string[] | null;

  @ListOf(() => AddressDto, LIST_LIMIT, 'Addresses (1201–1306); exactly one current MAIN or SOLE home.')
  readonly addresses!: readonly AddressDto[];
  @OptionalPart(
    () => FormerHomeDto,
    'Main home of before in another municipality, whose authority then gives its feedback (BMG §33). Absent for whoever comes from abroad or was born here.',
  )
  readonly formerHome?: FormerHomeDto | null;
  @OptionalCountry('State arrived from (1223).') readonly arrivedFromCountry?: string | null;
  @OptionalText('Address abroad (1232, 1233).', 300) readonly abroadAddress?: string | null;

  @OptionalOneOf(maritalStatuses, 'Marital status (1401, DSMeld list v2).')
  readonly maritalStatus?: MaritalStatus | null;
  @OptionalPartialDate('Marital status since (1402).') readonly maritalStatusSince?: string | null;
  @OptionalPartialDate('Marital status ended on (1406).') readonly maritalStatusEndedOn?: string | null;
  @OptionalName('Place of marriage (1408).', 200) readonly marriagePlace?: string | null;
  @OptionalPart(() => RelatedPersonDto, 'Spouse or partner (1501a–1532).')
  readonly spouse?: RelatedPersonDto | null;
  @OptionalListOf(() => RelatedPersonDto, LIST_LIMIT, 'Minor children (1601a–1607).')
  readonly minorChildren?: readonly RelatedPersonDto[] | null;
  @OptionalListOf(() => RelatedPersonDto, LIST_LIMIT, 'Legal representatives (0902a–0919).')
  readonly legalRepresentatives?: readonly RelatedPersonDto[] | null;
  @OptionalListOf(() => IdentityDocumentDto, LIST_LIMIT, 'Identity documents (1700–1717).')
  readonly identityDocuments?: readonly IdentityDocumentDto[] | null;
  @OptionalListOf(() => LockDto, LIST_LIMIT, 'Locks (1801–1802). Never disclosed.') readonly locks?:
    readonly LockDto[] | null;
}
