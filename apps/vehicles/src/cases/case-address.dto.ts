import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The holder's main home as the residents register has it now. */
export class NewAddressDto {
  @ApiPropertyOptional({ type: String, nullable: true, example: '03159016' }) readonly ags?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly postcode?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly place?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly street?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly houseNumber?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly houseNumberLetter?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly houseNumberPart?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly addition?: string | null;
  @ApiPropertyOptional({
    description: 'BMG §52: with true the address may be used only where harm is excluded (BMeldDAV §5(1)).',
  })
  readonly conditionalLock?: boolean;
}

/** NO_EVIDENCE says nothing about why there is no address (BMG §34a(5), §51(2)): ask the holder. */
export class AddressAnswerDto {
  @ApiProperty({ enum: ['EVIDENCE', 'NO_EVIDENCE'] }) readonly status!: 'EVIDENCE' | 'NO_EVIDENCE';
  @ApiProperty({ format: 'uuid', description: 'The lookup at the gateway; the holder sees it too.' })
  readonly lookupId!: string;
  @ApiPropertyOptional({ type: NewAddressDto }) readonly address?: NewAddressDto;
}
