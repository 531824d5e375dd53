import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsPlate, IsPlateSeason } from '#libs/identifiers';
import { EffectiveOn, ExpectedVersion, Ground, OneOf, OptionalPart, Part } from '#libs/register-kit';
import { ClosesCase } from './closes-case.decorator.ts';
import { HolderAddressDto } from './holder.dto.ts';
import type { NewPlate } from './holder.rules.ts';
import { type PlateKind, plateKinds } from './vehicle-parts.ts';

export class NewPlateDto implements NewPlate {
  @ApiProperty({ description: 'Plate, canonical, without its season.', example: 'GÖ-EX 1234' })
  @IsPlate()
  readonly plate!: string;
  @OneOf(plateKinds, 'Kind of plate; must fit suffix and season.') readonly plateKind!: PlateKind;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'First and last month.',
    example: '03-10',
  })
  @IsOptional()
  @IsPlateSeason()
  readonly season?: string | null;
}

/** Body of the act "change holder address"; without a new plate the vehicle keeps the old one. */
export class ChangeHolderAddressDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
  @Part(() => HolderAddressDto, 'Where the holder lives or sits now.') readonly address!: HolderAddressDto;
  @OptionalPart(
    () => NewPlateDto,
    'Assigned on the effective day; only where another registration authority is competent for the address (FZV §15(4)).',
  )
  readonly newPlate?: NewPlateDto | null;
  @ClosesCase() readonly caseId?: string;
}
