import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CompanyRecordDto } from './company-record.dto.ts';

export class CompanyPageDto {
  @ApiProperty({ type: [CompanyRecordDto] }) readonly records!: readonly CompanyRecordDto[];
  @ApiPropertyOptional({ format: 'uuid', description: '`after` of the next page; absent on the last one.' })
  readonly next?: string;
}
