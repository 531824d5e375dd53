import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AnchorFindings } from './anchor.rules.ts';
import { IsOptional, Matches } from 'class-validator';
import { QueryNumber } from '#libs/service-kit';
import { OptionalText } from '../text-member.decorators.ts';

export class AuditQueryDto {
  @OptionalText({ description: 'Id of what it happened to: a replay, a redrive', maxLength: 200 })
  readonly object?: string;

  @OptionalText({
    description: 'Who did it, as `actor` of an entry',
    example: 'p_Ze5rC7gBh3NyTd9F',
    maxLength: 200,
  })
  readonly actor?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'must be `next` of the page before' })
  readonly after?: string;

  @QueryNumber({ minimum: 1, maximum: 500, default: 50 }) readonly limit: number = 50;
}

export class AuditEntryDto {
  @ApiProperty({ description: 'Without gaps' }) readonly seq!: number;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({
    description:
      'Id of the operator (`sub` of the token), whose `issuer` and `client` stand in `detail`; client id of a machine; `system` for what the service did by itself',
  })
  readonly actor!: string;
  @ApiProperty({ example: 'dead-letters.redrive-requested' }) readonly action!: string;
  @ApiProperty() readonly object!: string;
  @ApiPropertyOptional() readonly reason?: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly detail!: object;
  @ApiProperty({ description: 'SHA-256 over this entry and the hash before it, hexadecimal' })
  readonly hash!: string;
}

export class AuditPageDto {
  @ApiProperty({ type: [AuditEntryDto], description: 'Newest first' })
  readonly entries!: readonly AuditEntryDto[];
  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

/** That no entry was changed or removed since it was anchored; not that it is true, nor what came after the last anchor. */
export class AuditAnchorsDto implements AnchorFindings {
  @ApiProperty({ description: 'How many times the chain was anchored' }) readonly count!: number;
  @ApiPropertyOptional({ description: 'Highest entry that is anchored' }) readonly upToEntry?: number;
  @ApiPropertyOptional({ format: 'date-time', description: 'When it was, by the clock of the broker' })
  readonly upToTime?: string;
  @ApiProperty({ description: 'Whether the log holds every anchored entry as it was anchored' })
  readonly agree!: boolean;
  @ApiPropertyOptional({ description: 'First anchored entry that is gone or another one' })
  readonly firstDisagreement?: number;
}

export class AuditVerificationDto {
  @ApiProperty({ description: 'How many entries there are' }) readonly entries!: number;
  @ApiProperty({ description: 'Whether every entry follows from the one before it' })
  readonly whole!: boolean;
  @ApiPropertyOptional({ description: 'First entry that does not' }) readonly firstBreak?: number;
  @ApiPropertyOptional({ format: 'date-time', description: 'When the last entry was written' })
  readonly until?: string;
  @ApiPropertyOptional({
    type: AuditAnchorsDto,
    description:
      'What the anchors say; absent when Kafka could not be asked, and then removed entries go unseen',
  })
  readonly anchors?: AuditAnchorsDto;
}
