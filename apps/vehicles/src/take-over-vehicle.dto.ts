import { ApiProperty } from '@nestjs/swagger';
import { IsPlate, IsVehicleNumber } from '#libs/identifiers';
import { EffectiveOn, Ground, OptionalPart, Part } from '#libs/register-kit';
import { NewPlateDto } from './change-holder-address.dto.ts';
import { HolderAddressDto } from './holder.dto.ts';

/** Body of the act "take over": both numbers stand on the certificate, which the holder shows. */
export class TakeOverVehicleDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ApiProperty({ description: 'Plate (A) that the vehicle bears.', example: 'H-EX 1234' })
  @IsPlate()
  readonly plate!: string;
  @ApiProperty({ description: 'Vehicle identification number (E).', example: 'WVWZZZEMZRA000001' })
  @IsVehicleNumber()
  readonly vin!: string;
  @Part(() => HolderAddressDto, 'Where the holder lives or sits now, in the district of the office.')
  readonly address!: HolderAddressDto;
  @OptionalPart(() => NewPlateDto, 'Assigned on the effective day; absent: the vehicle keeps the old one.')
  readonly newPlate?: NewPlateDto | null;
}
