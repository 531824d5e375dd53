import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAgs, IsPostcode } from '#libs/identifiers';
import { OptionalName, OptionalText } from '#libs/register-kit';
import type { FormerHome } from './resident-parts.ts';

/** The main home of before. Its municipality says whose feedback is awaited. */
export class FormerHomeDto implements FormerHome {
  @ApiProperty({ description: 'Municipality key (AGS) of today.', example: '03241001' })
  @IsAgs()
  readonly ags!: string;
  @ApiPropertyOptional({ example: '30159' }) @IsOptional() @IsPostcode() readonly postcode?: string;
  @OptionalName('Place.', 100) readonly place?: string;
  @OptionalName('Street.', 100) readonly street?: string | null;
  @OptionalText('House number, without letter and fraction.', 10) readonly houseNumber?: string | null;
  @OptionalText('Letter of the house number.', 5) readonly houseNumberLetter?: string | null;
  @OptionalText('Fraction of the house number.', 5) readonly houseNumberPart?: string | null;
  @OptionalText('Addition.', 100) readonly addition?: string | null;
}
