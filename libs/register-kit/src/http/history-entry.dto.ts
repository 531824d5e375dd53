import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { HistoryEntry } from '../record/act.ts';

/** One act of a record's history. */
export class HistoryEntryDto implements HistoryEntry {
  @ApiProperty({ type: 'integer', example: 2 })
  readonly version!: number;

  @ApiProperty({ description: 'Type of the change event.', example: 'resident.moved.v1' })
  readonly type!: string;

  @ApiProperty({ format: 'date', example: '2026-03-01' })
  readonly effectiveOn!: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:15:00.000Z' })
  readonly recordedAt!: string;

  @ApiProperty({ description: 'Why the act was done.' })
  readonly ground!: string;

  @ApiProperty({
    description: 'Who acted: id of the officer (`sub` of the token), or client id of a machine.',
    example: 'p_yT4nQ8wLr2ZbVx6K',
  })
  readonly officer!: string;

  @ApiPropertyOptional({ description: 'Issuer that knows the officer; absent where a machine acted.' })
  readonly issuer?: string;

  @ApiProperty({ description: 'Client by which it was done.', example: 'desk-residents' })
  readonly client!: string;

  @ApiProperty({ format: 'uuid' })
  readonly eventId!: string;

  @ApiProperty({ description: 'New values of the changed members; null where a value ended.', type: Object })
  readonly patch!: Readonly<Record<string, unknown>>;
}
