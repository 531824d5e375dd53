import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

/** A page of a list that is ordered by record id. */
export class PageQueryDto {
  @ApiPropertyOptional({ description: 'Id of the last record of the page before.', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  readonly limit: number = 20;
}
