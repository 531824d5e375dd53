import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DogRecordDto } from './dog-record.dto.ts';

export class DogPageDto {
  @ApiProperty({ type: [DogRecordDto] }) readonly records!: readonly DogRecordDto[];
  @ApiPropertyOptional({ format: 'uuid', description: '`after` of the next page; absent on the last one.' })
  readonly next?: string;
}
