import { IsAgs, IsPostcode } from '#libs/identifiers';
import { ApiProperty } from '@nestjs/swagger';
import { Name, NameUnless, OptionalText } from '#libs/register-kit';
import type { PostalAddress } from './resident-parts.ts';

/** The parts of an address beside its municipality. Some villages have no street names, some houses no number. */
export class AddressPartsDto {
  @ApiProperty({ example: '30159' }) @IsPostcode() readonly postcode!: string;
  @Name('Place (DSMeld 1203).', 100, 'Hannover') readonly place!: string;
  @NameUnless('houseNumber', 'Street (DSMeld 1205); absent only where the place has no street names.', 100)
  readonly street?: string | null;
  @NameUnless(
    'street',
    'House number, without letter and fraction (DSMeld 1206); absent only where the house has none.',
    10,
  )
  readonly houseNumber?: string | null;
  @OptionalText('Letter of the house number (DSMeld 1208).', 5) readonly houseNumberLetter?: string | null;
  @OptionalText('Fraction of the house number (DSMeld 1209).', 5) readonly houseNumberPart?: string | null;
  @OptionalText('Addition, e.g. floor or part of the building (DSMeld 1210).', 100)
  readonly addition?: string | null;
}

/** An address as such; since when somebody lives there follows from the act. */
export class PostalAddressDto extends AddressPartsDto implements PostalAddress {
  @ApiProperty({ description: 'Municipality key (AGS) of Lower Saxony.', example: '03241001' })
  @IsAgs()
  readonly ags!: string;
}
