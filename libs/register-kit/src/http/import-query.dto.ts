import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { OWN_FORMAT } from '../imports/record-import.ts';

export class ImportQueryDto {
  @ApiPropertyOptional({ description: 'Line format.', default: OWN_FORMAT })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9.-]{0,63}$/, { message: 'must be the name of a line format' })
  readonly format: string = OWN_FORMAT;
}
