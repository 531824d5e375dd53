import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { VehicleRecordDto } from './vehicle-record.dto.ts';

export class VehiclePageDto {
  @ApiProperty({ type: [VehicleRecordDto] }) readonly records!: readonly VehicleRecordDto[];
  @ApiPropertyOptional({ format: 'uuid', description: '`after` of the next page; absent on the last one.' })
  readonly next?: string;
}
