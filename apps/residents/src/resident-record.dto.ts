import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { RegisterResidentDto } from './register-resident.dto.ts';

/** A resident as officers see the record. */
export class ResidentRecordDto extends OmitType(RegisterResidentDto, ['ground', 'effectiveOn']) {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ type: 'integer', example: 1 }) readonly version!: number;
  @ApiProperty({ format: 'date', description: 'The latest day from which one of its acts holds.' })
  readonly effectiveOn!: string;
  @ApiProperty({ format: 'date-time', description: 'When the latest act was recorded.' })
  readonly recordedAt!: string;
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Follows from the locks.',
  })
  readonly informationLockedUntil?: string | null;
  @ApiProperty({ description: 'Follows from the locks.' }) readonly conditionalLock!: boolean;
  @ApiProperty({ description: 'Follows from the locks.' }) readonly formerNamesSealed!: boolean;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      'Authority whose feedback is awaited (BMG §33); until then others are answered as if locked.',
  })
  readonly feedbackFrom?: string | null;
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Day on which the home here ended, because another authority registered the person.',
  })
  readonly closedOn?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'The other authority.' })
  readonly movedTo?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly deathDate?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly deathPlace?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly deathCountry?: string | null;
}
