import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { QueryNumber } from '#libs/service-kit';

/** A page of a list that is ordered by record id. */
export class PageQueryDto {
  @ApiPropertyOptional({ description: 'Id of the last record of the page before.', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @QueryNumber({ minimum: 1, maximum: 100, default: 20 }) readonly limit: number = 20;
}
