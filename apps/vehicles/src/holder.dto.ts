import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAgs, IsEuid, IsIdnr, IsPostcodeAnywhere } from '#libs/identifiers';
import {
  Name,
  NameUnless,
  OneOf,
  OptionalName,
  OptionalOneOf,
  OptionalPartialDate,
  OptionalPersonName,
  OptionalText,
  Part,
} from '#libs/register-kit';
import { type Gender, genders, type HolderAddress } from './vehicle-parts.ts';

export class HolderAddressDto implements HolderAddress {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Municipality key (AGS).',
    example: '03241001',
  })
  @IsOptional()
  @IsAgs()
  readonly ags?: string | null;

  @ApiProperty({ example: '30159' }) @IsPostcodeAnywhere() readonly postcode!: string;
  @Name('Place.', 100, 'Hannover') readonly place!: string;
  @NameUnless('houseNumber', 'Street; absent only where the place has no street names.', 100)
  readonly street?: string | null;
  @NameUnless(
    'street',
    'House number, without letter and fraction; absent only where the house has none.',
    10,
  )
  readonly houseNumber?: string | null;
  @OptionalText('Letter of the house number.', 5) readonly houseNumberLetter?: string | null;
  @OptionalText('Fraction of the house number.', 5) readonly houseNumberPart?: string | null;
  @OptionalText('Addition, e.g. floor or part of the building.', 100) readonly addition?: string | null;
  @OptionalName('State, where it is not Germany.', 100) readonly country?: string | null;
}

/** Holder of a vehicle: a person or an organisation; members of the other kind are refused. */
export class HolderDto {
  @OneOf(['PERSON', 'ORGANISATION'], 'Kind of holder.') readonly kind!: 'PERSON' | 'ORGANISATION';

  // Test numbers (leading 0) are accepted in this version, because there are only synthetic people in it.
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Person: identification number.' })
  @IsOptional()
  @IsIdnr({ testNumbers: true })
  readonly idnr?: string | null;

  @OptionalPersonName('Person, required: family name (C.1.1).', 200) readonly familyName?: string | null;
  @OptionalPersonName('Person: birth name.', 200) readonly birthName?: string | null;
  @OptionalPersonName('Person, required: given names (C.1.2).', 200) readonly givenNames?: string | null;
  @OptionalName('Person: artist name.', 200) readonly artistName?: string | null;
  @OptionalPartialDate('Person: date of birth.') readonly birthDate?: string | null;
  @OptionalName('Person: place of birth.', 200) readonly birthPlace?: string | null;
  @OptionalOneOf(genders, 'Person: gender; x = no entry.') readonly gender?: Gender | null;

  @OptionalName('Organisation, required: name.', 300) readonly name?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Organisation: EUID.' })
  @IsOptional()
  @IsEuid()
  readonly euid?: string | null;
  @OptionalName('Organisation: representative.', 200) readonly representative?: string | null;

  @Part(() => HolderAddressDto, 'Address (C.1.3).') readonly address!: HolderAddressDto;
}
