import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { RegisterDogDto } from './register-dog.dto.ts';

/** A dog as officers see the record. */
export class DogRecordDto extends OmitType(RegisterDogDto, ['ground', 'effectiveOn']) {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ example: 1 }) readonly version!: number;
  @ApiProperty({ format: 'date', description: 'The latest day from which one of its acts holds.' })
  readonly effectiveOn!: string;
  @ApiProperty({ format: 'date-time', description: 'When the latest act was recorded.' })
  readonly recordedAt!: string;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  readonly deregisteredOn?: string | null;
}
