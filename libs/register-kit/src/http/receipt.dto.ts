import { ApiProperty } from '@nestjs/swagger';
import type { Receipt } from '../record/act.ts';

/** Answer to an act. */
export class ReceiptDto implements Receipt {
  @ApiProperty({ format: 'uuid', description: 'The record.' })
  readonly id!: string;

  @ApiProperty({
    type: 'integer',
    description: 'Version of the record after the act; 1 for its registration.',
    example: 2,
  })
  readonly version!: number;

  @ApiProperty({
    description: 'Names of the changed members, sorted.',
    type: [String],
    example: ['addresses'],
  })
  readonly changedFields!: readonly string[];

  @ApiProperty({ format: 'date', example: '2026-03-01' })
  readonly effectiveOn!: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:15:00.000Z' })
  readonly recordedAt!: string;

  @ApiProperty({ format: 'uuid', description: 'Id of the change event on Kafka.' })
  readonly eventId!: string;
}
