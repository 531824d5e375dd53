import { ApiProperty } from '@nestjs/swagger';
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

  @ApiProperty({ description: 'Client id of the officer’s system.', example: 'officer-residents' })
  readonly officer!: string;

  @ApiProperty({ format: 'uuid' })
  readonly eventId!: string;

  @ApiProperty({ description: 'New values of the changed members; null where a value ended.', type: Object })
  readonly patch!: Readonly<Record<string, unknown>>;
}
