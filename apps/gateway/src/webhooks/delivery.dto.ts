import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Given, OptionalText } from '../text-member.decorator.ts';
import { deliveryStates, type DeliveryState } from './delivery.store.ts';

const cursor = {
  pattern: '^[A-Za-z0-9_\\-]{1,100}$',
  example: 'uJ1y6cFqkS3mVt0XlcnZ6bKq4dGh1sRwJu8eQm2VtXlcnZ6b',
};

export class DeliveryQueryDto {
  @Given()
  @IsIn(deliveryStates, { message: `must be one of ${deliveryStates.join(', ')}` })
  @ApiPropertyOptional({ enum: deliveryStates, description: 'Only deliveries in this state' })
  readonly state?: DeliveryState;

  @OptionalText({ ...cursor, description: '`next` of the page before' })
  readonly after?: string;

  @OptionalText({
    pattern: '^([1-9][0-9]?|100)$',
    description: 'Entries per page, 1–100; default 50',
    example: '50',
  })
  readonly limit?: string;
}

export class DeliveryDto {
  @ApiProperty({ format: 'uuid' })
  readonly eventId!: string;

  @ApiProperty({ example: 'resident.moved.v1' })
  readonly eventType!: string;

  @ApiProperty({ enum: deliveryStates })
  readonly state!: DeliveryState;

  @ApiProperty({ description: 'Requests made so far, redeliveries included', example: 1 })
  readonly attempts!: number;

  @ApiProperty({ description: '`delivered`, or why the last attempt failed', example: 'status-unsuitable' })
  readonly lastResult!: string;

  @ApiPropertyOptional({ description: 'Status of the last answer, where it was not a success', example: 503 })
  readonly lastStatus?: number;

  @ApiProperty({ format: 'date-time' })
  readonly firstAttemptAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly lastAttemptAt!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Absent where none is planned' })
  readonly nextAttemptAt?: string;

  @ApiProperty({ description: 'Cursor behind this event, for redelivery of all that came after it' })
  readonly cursor!: string;
}

export class DeliveryListDto {
  @ApiProperty({ type: [DeliveryDto] })
  readonly deliveries!: readonly DeliveryDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

export class RedeliveryRequestDto {
  @OptionalText({
    ...cursor,
    description:
      'A cursor of the feed or of a delivery: all events after it. Absent: from the oldest event that is kept',
  })
  readonly after?: string;
}

export class RedeliveryDto {
  @ApiProperty({ enum: ['WAITING'] })
  readonly state!: 'WAITING';
}
