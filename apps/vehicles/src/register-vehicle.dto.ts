import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { IsAgs, IsPlate, IsPlateSeason, IsVehicleNumber } from '#libs/identifiers';
import {
  EffectiveOn,
  Ground,
  Name,
  OneOf,
  OptionalPart,
  OptionalText,
  Part,
  RequiredDay,
  Text,
} from '#libs/register-kit';
import { HolderDto } from './holder.dto.ts';
import { InsuranceDto } from './insurance.dto.ts';
import { TransmissionLockDto } from './transmission-lock.dto.ts';
import { OptionalCount } from './vehicle-members.decorators.ts';
import { type PlateKind, plateKinds } from './vehicle-parts.ts';

/** Body of the act "register", and one line of an import. Letters in brackets are the fields of the certificate. */
export class RegisterVehicleDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;

  @ApiProperty({ description: 'Plate (A), canonical, without its season.', example: 'H-EX 1234' })
  @IsPlate()
  readonly plate!: string;
  @OneOf(plateKinds, 'Kind of plate; must fit suffix and season.') readonly plateKind!: PlateKind;
  @RequiredDay('Day on which the plate was assigned.') readonly plateAssignedOn!: string;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'First and last month.',
    example: '03-10',
  })
  @IsOptional()
  @IsPlateSeason()
  readonly season?: string | null;
  @ApiProperty({
    description: 'Vehicle identification number (E); of a vehicle from before 1982 up to 14 characters.',
    example: 'WVWZZZEMZRA000001',
  })
  @IsVehicleNumber()
  readonly vin!: string;

  @Part(() => HolderDto, 'Holder (C.1).') readonly holder!: HolderDto;

  @RequiredDay('First registration (B).') readonly firstRegisteredOn!: string;
  @RequiredDay('Registration of this holder (I).') readonly registeredOn!: string;

  @Text('Class (J).', 20, 'M1') readonly vehicleClass!: string;
  @OptionalText('Body (4).', 100) readonly bodyType?: string | null;
  @Text('Make (D.1).', 100, 'VOLKSWAGEN') readonly make!: string;
  @OptionalText('Trade name (D.3).', 100) readonly tradeName?: string | null;
  @OptionalText('Type, variant, version (D.2).', 100) readonly typeVariantVersion?: string | null;
  @OptionalText('Manufacturer key (2.1).', 4) readonly hsn?: string | null;
  @OptionalText('Type key (2.2).', 8) readonly tsn?: string | null;
  @OptionalText('Fuel (P.3).', 50) readonly fuelType?: string | null;
  @OptionalCount('Displacement in cm³ (P.1).', 100_000) readonly displacementCcm?: number | null;
  @OptionalCount('Power in kW (P.2).', 10_000) readonly powerKw?: number | null;
  @OptionalCount('Top speed in km/h (T).', 1_000) readonly maxSpeedKmh?: number | null;
  @OptionalCount('Mass in kg (G).', 1_000_000) readonly massKg?: number | null;
  @OptionalCount('Permitted gross mass in kg (F.2).', 1_000_000) readonly grossMassKg?: number | null;
  @OptionalCount('Axles (L).', 100) readonly axles?: number | null;
  @OptionalCount('Seats (S.1).', 1_000) readonly seats?: number | null;
  @OptionalText('Colour (R).', 50) readonly colour?: string | null;
  @OptionalCount('CO₂ in g/km (V.7).', 10_000) readonly co2GramPerKm?: number | null;
  @OptionalText('Emission class (14, V.9).', 50) readonly emissionClass?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Next inspection (X).',
    example: '2027-05',
  })
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/, { message: 'must be a month, YYYY-MM' })
  readonly nextInspectionMonth?: string | null;

  @OptionalPart(() => InsuranceDto, 'Liability insurance.') readonly insurance?: InsuranceDto | null;
  @Name('Registration office.', 200, 'Landeshauptstadt Hannover') readonly registrationOffice!: string;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Municipality key (AGS) of the place.' })
  @IsOptional()
  @IsAgs()
  readonly ags?: string | null;
  @OptionalText('Number of certificate part I.', 30) readonly certificatePart1Number?: string | null;
  @OptionalText('Number of certificate part II.', 30) readonly certificatePart2Number?: string | null;
  @OptionalPart(() => TransmissionLockDto, 'Transmission lock (StVG §41).')
  readonly transmissionLock?: TransmissionLockDto | null;
}
