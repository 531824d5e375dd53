import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { OptionalText } from '../text-member.decorators.ts';

export class AuditQueryDto {
  @OptionalText({ description: 'Id of what it happened to: a replay, a redrive', maxLength: 200 })
  readonly object?: string;

  @OptionalText({ description: 'Who did it', example: 'operator-olga', maxLength: 200 })
  readonly actor?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'must be `next` of the page before' })
  readonly after?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit: number = 50;
}

export class AuditEntryDto {
  @ApiProperty({ description: 'Without gaps' }) readonly seq!: number;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ description: 'The operator; `system` for what the service did by itself' })
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

export class AuditVerificationDto {
  @ApiProperty({ description: 'How many entries there are' }) readonly entries!: number;
  @ApiProperty({ description: 'Whether every entry follows from the one before it' })
  readonly whole!: boolean;
  @ApiPropertyOptional({ description: 'First entry that does not' }) readonly firstBreak?: number;
}
