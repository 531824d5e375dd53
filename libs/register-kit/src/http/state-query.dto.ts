import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsDay, IsInstant } from '#libs/identifiers';

/** A point on the two time axes; absent means now. */
export class StateQueryDto {
  @ApiPropertyOptional({ description: 'The record as it held on this day.', format: 'date' })
  @IsOptional()
  @IsDay()
  readonly effectiveOn?: string;

  @ApiPropertyOptional({ description: 'The record as it was known at this instant.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly recordedAt?: string;
}
