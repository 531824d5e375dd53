import { IsAgs, IsPostcode } from '#libs/identifiers';
import { ApiProperty } from '@nestjs/swagger';
import { OptionalText, Text } from '#libs/register-kit';
import type { PostalAddress } from './resident-parts.ts';

/** An address as such; since when somebody lives there follows from the act. */
export class PostalAddressDto implements PostalAddress {
  @ApiProperty({ description: 'Municipality key (AGS) of Lower Saxony.', example: '03241001' })
  @IsAgs()
  readonly ags!: string;

  @ApiProperty({ example: '30159' }) @IsPostcode() readonly postcode!: string;
  @Text('Place (DSMeld 1203).', 100, 'Hannover') readonly place!: string;
  @Text('Street (DSMeld 1205).', 100, 'Beispielweg') readonly street!: string;
  @Text('House number, without letter and fraction (DSMeld 1206).', 10, '7') readonly houseNumber!: string;
  @OptionalText('Letter of the house number (DSMeld 1208).', 5) readonly houseNumberLetter?: string | null;
  @OptionalText('Fraction of the house number (DSMeld 1209).', 5) readonly houseNumberPart?: string | null;
  @OptionalText('Addition, e.g. floor or part of the building (DSMeld 1210).', 100)
  readonly addition?: string | null;
}
