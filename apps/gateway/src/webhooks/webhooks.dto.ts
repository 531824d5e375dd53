import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { type DeliveryState, deliveryStates, type Disabled } from '#libs/webhooks';
import { Given, OptionalText } from '../text-member.decorator.ts';

export const callbackStates = ['NO_SECRET', 'ACTIVE', 'PAUSED', 'DISABLED'] as const;
export type CallbackState = (typeof callbackStates)[number];

export class CallbackSecretDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Absent while it has not been replaced' })
  readonly expiresAt?: string;
}

export class CallbackDto {
  @ApiProperty({ example: 'hannover-parking' })
  readonly id!: string;

  @ApiProperty({ example: 'https://hooks.hannover.example/einmal' })
  readonly url!: string;

  @ApiProperty({
    enum: callbackStates,
    description:
      'ACTIVE: it is sent to. PAUSED: it failed or refused, and has taken nothing since; it is tried again by itself. DISABLED: until it is activated',
  })
  readonly state!: CallbackState;

  @ApiPropertyOptional({
    enum: ['GONE', 'REFUSING', 'FAILING'],
    description:
      'GONE: it answered 410. REFUSING: it refused (4xx) whatever was sent, FAILING: it failed, through the whole schedule of more than 24 hours',
  })
  readonly disabledBecause?: Disabled;

  @ApiProperty({
    description: 'Failures in a row, refusals of different events included; 0 as soon as it takes something',
    example: 0,
  })
  readonly failures!: number;

  @ApiPropertyOptional({
    description: 'Why it did not take an event last; kept, with its time, when it has recovered',
    example: 'timed-out',
  })
  readonly lastFailure?: string;

  @ApiPropertyOptional({ description: 'Status of that answer, where there was one', example: 404 })
  readonly lastStatus?: number;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly lastFailureAt?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When it is tried again; absent where it is tried now, or where one event waits alone',
  })
  readonly pausedUntil?: string;

  @ApiProperty({ type: [CallbackSecretDto], description: 'Secrets that sign now, newest first' })
  readonly secrets!: readonly CallbackSecretDto[];
}

export class CallbackListDto {
  @ApiProperty({ type: [CallbackDto] })
  readonly callbacks!: readonly CallbackDto[];
}

export class NewSecretRequestDto {
  @Given()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be 0 to 168' })
  @Max(168, { message: 'must be 0 to 168' })
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 168,
    default: 24,
    description:
      'Hours for which earlier secrets go on signing beside the new one; 0 for a secret that leaked',
  })
  readonly overlapHours?: number;
}

export class NewSecretDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({
    description: 'Shown this once. Standard Webhooks form; verify `webhook-signature` with it',
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  })
  readonly secret!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}

export class PingDto {
  @ApiProperty({
    description:
      '`delivered`, or why it was not taken; `no-secret` where there is none to sign with, and nothing was sent',
    example: 'delivered',
  })
  readonly result!: string;

  @ApiPropertyOptional({ description: 'Status of the answer, where there was one', example: 204 })
  readonly status?: number;

  @ApiProperty({ description: 'From opening the connection to the answer, in ms', example: 38 })
  readonly tookMs!: number;

  @ApiProperty({ format: 'uuid', description: 'Its `webhook-id`, and the `id` of the event' })
  readonly id!: string;
}

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
