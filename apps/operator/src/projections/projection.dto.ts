import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class ProjectionDto {
  @ApiProperty({ example: 'register.residents.changes.v1' }) readonly topic!: string;
  @ApiProperty({ description: 'Number of the generation that is read; a rebuild makes a new one' })
  readonly generation!: number;
  @ApiPropertyOptional({ format: 'uuid', description: 'The replay that built it' }) readonly replay?: string;
  @ApiProperty({ format: 'date-time' }) readonly since!: string;
  @ApiProperty() readonly records!: number;
  @ApiProperty({ description: 'Records with versions that no event told of' })
  readonly recordsWithGaps!: number;
  @ApiProperty({ description: 'Versions that no event told of' }) readonly missingVersions!: number;
}

export class ProjectionListDto {
  @ApiProperty({ type: [ProjectionDto] }) readonly projections!: readonly ProjectionDto[];
}
