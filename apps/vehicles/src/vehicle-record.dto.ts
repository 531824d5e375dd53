import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { HolderDto } from './holder.dto.ts';
import { RegisterVehicleDto } from './register-vehicle.dto.ts';
import type { FormerHolder } from './vehicle-parts.ts';

export class FormerHolderDto extends HolderDto {
  @ApiProperty({ format: 'date', description: 'Day on which the next holder’s registration took effect.' })
  readonly heldUntil!: string;
}

/** A vehicle as officers see the record. */
export class VehicleRecordDto extends OmitType(RegisterVehicleDto, ['ground', 'effectiveOn']) {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ example: 1 }) readonly version!: number;
  @ApiProperty({ format: 'date', description: 'The latest day from which one of its acts holds.' })
  readonly effectiveOn!: string;
  @ApiProperty({ format: 'date-time', description: 'When the latest act was recorded.' })
  readonly recordedAt!: string;
  @ApiProperty({ description: 'VIN and day of registration: names this registration of the vehicle.' })
  readonly registrationKey!: string;
  @ApiProperty({ type: [FormerHolderDto], description: 'Former holders, oldest first.' })
  readonly previousHolders!: readonly FormerHolder[];
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true }) readonly deregisteredOn?:
    string | null;
}
