import { ApiProperty } from '@nestjs/swagger';
import { IsPlate, IsVehicleNumber } from '#libs/identifiers';
import { EffectiveOn, Ground, NameUnless, OptionalPart, OptionalPartialDate, Part } from '#libs/register-kit';
import { NewPlateDto } from './change-holder-address.dto.ts';
import { HolderAddressDto } from './holder.dto.ts';

/** Who applies: a person by both names, an organisation by its name. */
export class ApplyingHolderDto {
  @NameUnless('name', 'Person, required: family name (C.1.1).', 200) readonly familyName?: string | null;
  @NameUnless('name', 'Person, required: given names (C.1.2).', 200) readonly givenNames?: string | null;
  @OptionalPartialDate(
    'Person: date of birth, as the identity card has it; compared where the record has one.',
  )
  readonly birthDate?: string | null;
  @NameUnless('familyName', 'Organisation, required: name (C.1.1).', 300) readonly name?: string | null;
}

/** Body of the act "take over": both numbers and the holder stand on the certificate, which the holder shows. */
export class TakeOverVehicleDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ApiProperty({ description: 'Plate (A) that the vehicle bears.', example: 'H-EX 1234' })
  @IsPlate()
  readonly plate!: string;
  @ApiProperty({ description: 'Vehicle identification number (E).', example: 'WVWZZZEMZRA000001' })
  @IsVehicleNumber()
  readonly vin!: string;
  @Part(() => ApplyingHolderDto, 'The holder who applies, as the certificate names them (C.1).')
  readonly holder!: ApplyingHolderDto;
  @Part(() => HolderAddressDto, 'Where the holder lives or sits now, in the district of the office.')
  readonly address!: HolderAddressDto;
  @OptionalPart(() => NewPlateDto, 'Assigned on the effective day; absent: the vehicle keeps the old one.')
  readonly newPlate?: NewPlateDto | null;
}
