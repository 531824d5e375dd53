import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { type RegisterName, registerNames } from '#libs/contracts';
import { type Instant, IsInstant, IsWritten } from '#libs/identifiers';
import { NestedObject } from '#libs/service-kit';
import { type OrderDraft, type TargetDraft, targetKinds } from './replay-order.rules.ts';

export class ReplayTargetDto implements TargetDraft {
  @ApiProperty({
    enum: targetKinds,
    description:
      'group: deliveries to one consumer group. side-topic: a topic named replay.…. subscription: one subscriber of the gateway, with the rights of today. projection: the operators’ record versions, rebuilt aside and swapped in. file: NDJSON in the replay folder.',
  })
  @IsIn(targetKinds)
  readonly kind!: (typeof targetKinds)[number];

  @ApiPropertyOptional({ description: 'Consumer group, for kind group', example: 'vehicles.reactions' })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9.-]{0,199}$/, { message: 'is the name of a consumer group' })
  readonly group?: string;

  @ApiPropertyOptional({ description: 'Topic, for kind side-topic', example: 'replay.residents-may' })
  @IsOptional()
  @Matches(/^[\w.-]{1,200}$/, { message: 'is the name of a topic' })
  readonly topic?: string;

  @ApiPropertyOptional({ description: 'Id of the subscription, for kind subscription', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly subscription?: string;
}

/** Ask for a replay. Nothing happens before a dry run and the approval of another operator. */
export class ReplayDraftDto implements OrderDraft {
  @ApiPropertyOptional({
    enum: registerNames,
    description: 'Register whose change events are meant; or topic',
  })
  @IsOptional()
  @IsIn(registerNames)
  readonly register?: RegisterName;

  @ApiPropertyOptional({
    description: 'Topic, instead of a register',
    example: 'register.residents.changes.v1',
  })
  @IsOptional()
  @Matches(/^[\w.-]{1,200}$/, { message: 'is the name of a topic' })
  readonly topic?: string;

  @ApiPropertyOptional({ description: 'Partitions; all unless given', type: [Number], example: [0, 7] })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(0, { each: true })
  readonly partitions?: number[];

  @ApiPropertyOptional({
    description:
      'From the first event written at or after this instant (RFC 3339). Else from the oldest retained.',
    type: String,
    format: 'date-time',
    example: '2026-05-01T00:00:00Z',
  })
  @IsOptional()
  @IsInstant()
  readonly fromTime?: Instant;

  @ApiPropertyOptional({ description: 'From this offset; needs exactly one partition' })
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly fromOffset?: number;

  @ApiPropertyOptional({
    description:
      'Up to the first event written at or after this instant. Else up to the end when the replay starts.',
    type: String,
    format: 'date-time',
    example: '2026-05-02T00:00:00Z',
  })
  @IsOptional()
  @IsInstant()
  readonly toTime?: Instant;

  @ApiPropertyOptional({ description: 'Up to and without this offset; needs exactly one partition' })
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly toOffset?: number;

  @ApiPropertyOptional({
    description: 'Subjects of the events (pseudonyms, as in the events); all unless given',
  })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @Matches(/^[\w-]{1,100}$/, { each: true, message: 'is the subject of an event' })
  readonly keys?: string[];

  @ApiPropertyOptional({ description: 'Event types; all unless given', example: ['resident.moved.v1'] })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @Matches(/^[a-z][a-z0-9.-]{2,99}$/, { each: true, message: 'is an event type' })
  readonly types?: string[];

  @ApiProperty({ type: ReplayTargetDto })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => ReplayTargetDto)
  readonly target!: ReplayTargetDto;

  @ApiPropertyOptional({ description: 'Most events per second', default: 500, minimum: 1, maximum: 100_000 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly ratePerSecond?: number;

  @ApiProperty({
    description: 'Why; stands in the audit log and in the report. Name no person.',
    minLength: 10,
    maxLength: 500,
  })
  @IsDefined({ message: 'is required' })
  @IsWritten('TEXT', { minLength: 10, maxLength: 500 })
  readonly reason!: string;

  @ApiProperty({ description: 'Where the matter is recorded', example: 'OPS-17' })
  @IsDefined({ message: 'is required' })
  @IsString()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,63}$/, { message: 'is the name of a ticket' })
  readonly ticket!: string;
}

export class ReplayApprovalDto {
  @ApiProperty({ description: 'dryRun.hash of what you looked at: you approve this and nothing else.' })
  @IsDefined({ message: 'is required' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'is the hash of the dry run' })
  readonly dryRunHash!: string;
}
