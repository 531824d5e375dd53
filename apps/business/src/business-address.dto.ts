import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsPostcodeAnywhere } from '#libs/identifiers';
import { OptionalName, OptionalText } from '#libs/register-kit';
import type { BusinessAddress } from './company-parts.ts';

export class BusinessAddressDto implements BusinessAddress {
  @OptionalName('Street.', 100) readonly street?: string | null;
  @OptionalName('House number, with letter or range.', 20) readonly houseNumber?: string | null;
  @OptionalName('PO box, instead of street and house number.', 20) readonly poBox?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: '37073' })
  @IsOptional()
  @IsPostcodeAnywhere()
  readonly postcode?: string | null;
  @OptionalName('Place.', 100) readonly place?: string | null;
  @OptionalText('Addition, e.g. c/o.', 200) readonly addition?: string | null;
  @OptionalName('Country, where it is not Germany.', 100) readonly country?: string | null;
  @OptionalText('The address as given, where its parts are not certain.', 500)
  readonly asGiven?: string | null;
}
