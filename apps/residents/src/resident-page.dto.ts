import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ResidentRecordDto } from './resident-record.dto.ts';

export class ResidentPageDto {
  @ApiProperty({ type: [ResidentRecordDto] }) readonly records!: readonly ResidentRecordDto[];
  @ApiPropertyOptional({ format: 'uuid', description: '`after` of the next page; absent on the last one.' })
  readonly next?: string;
}
