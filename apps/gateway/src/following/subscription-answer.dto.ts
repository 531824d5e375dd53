import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RegisterName, registerNames } from '#libs/contracts';

const states = ['ACTIVE', 'EXPIRED', 'ENDED'] as const;
export type SubscriptionState = (typeof states)[number];

export class SubscriptionDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: states })
  readonly state!: SubscriptionState;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ enum: registerNames })
  readonly register!: RegisterName;

  @ApiProperty({ type: [String], example: ['resident.moved.v1'] })
  readonly eventTypes!: readonly string[];

  @ApiProperty({ description: "Whether it rests on each citizen's choice or consent; otherwise on statute" })
  readonly byConsent!: boolean;

  @ApiProperty({ description: 'Last day, inclusive (Europe/Berlin)', format: 'date', example: '2026-12-31' })
  readonly lastDay!: string;

  @ApiProperty({
    description:
      'The instant at which it ends: that of the end of the last day. What came until then can be fetched for 7 days more',
    format: 'date-time',
  })
  readonly validUntil!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly endedAt?: string;

  @ApiPropertyOptional({ example: 'parking-hook' })
  readonly callback?: string;

  @ApiProperty({ description: 'Subjects it is about now', example: 12 })
  readonly subjectCount!: number;

  @ApiProperty({
    description: 'Where its events are',
    example: '/v1/feeds/0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  })
  readonly feed!: string;
}

export class SubscriptionListDto {
  @ApiProperty({ type: [SubscriptionDto] })
  readonly subscriptions!: readonly SubscriptionDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

export class ListedSubjectDto {
  @ApiProperty({ description: 'Your own file reference', example: 'BPA-2026-000123' })
  readonly reference!: string;

  @ApiPropertyOptional({ example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' })
  readonly consentId?: string;

  @ApiProperty({ format: 'date-time' })
  readonly addedAt!: string;
}

/** By reference only: the identifiers are not kept. */
export class SubjectListDto {
  @ApiProperty({ type: [ListedSubjectDto] })
  readonly subjects!: readonly ListedSubjectDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}
