import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { OWN_FORMAT } from '../imports/record-import.ts';

export class ImportQueryDto {
  @ApiPropertyOptional({ description: 'Line format.', default: OWN_FORMAT })
  @IsOptional()
  @IsString()
  readonly format: string = OWN_FORMAT;
}
