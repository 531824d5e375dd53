import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, ValidateBy, type ValidationArguments } from 'class-validator';
import { QueryNumber } from '#libs/service-kit';
import { deadLetterCauses } from '#libs/contracts';
import { IsInstant } from '#libs/identifiers';
import { OptionalText } from '../text-member.decorators.ts';
import { type LetterState, letterStates } from './announcement.rules.ts';

/** Which dead letters: all members that are given must fit. */
export class DeadLetterSelectionDto {
  @OptionalText({ description: 'Consumer group', example: 'vehicles.reactions', maxLength: 200 })
  readonly group?: string;

  @OptionalText({
    description: 'Topic of the event',
    example: 'register.residents.changes.v1',
    maxLength: 249,
  })
  readonly topic?: string;

  @OptionalText({ description: 'Event type', example: 'resident.moved.v1', maxLength: 200 })
  readonly type?: string;

  @ApiPropertyOptional({ enum: deadLetterCauses })
  @IsOptional()
  @IsIn(deadLetterCauses)
  readonly causeCode?: string;

  @OptionalText({
    description: 'Key of the event: a keyed pseudonym, never an identifier',
    maxLength: 200,
  })
  readonly key?: string;
}

/** Pages by time go on after an instant and a number, all others after a number. */
function IsOfTheOrder(): PropertyDecorator {
  return ValidateBy({
    name: 'isOfTheOrder',
    validator: {
      validate: (after: unknown, args?: ValidationArguments) => {
        const { since, until } = (args?.object ?? {}) as Partial<DeadLetterQueryDto>;
        const isByTime = since !== undefined || until !== undefined;
        return typeof after === 'string' && after.includes('-') === isByTime;
      },
      defaultMessage: () => 'must be `next` of a page with the same `since` and `until`',
    },
  });
}

export class DeadLetterQueryDto extends DeadLetterSelectionDto {
  @ApiPropertyOptional({ enum: letterStates })
  @IsOptional()
  @IsIn(letterStates)
  readonly state?: LetterState;

  @ApiPropertyOptional({ format: 'date-time', description: 'Parked at or after' })
  @IsOptional()
  @IsInstant()
  readonly since?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Parked before' })
  @IsOptional()
  @IsInstant()
  readonly until?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^\d{1,15}(-\d{1,17})?$/, { message: 'must be `next` of the page before' })
  @IsOfTheOrder()
  readonly after?: string;

  @QueryNumber({ minimum: 1, maximum: 500, default: 50 }) readonly limit: number = 50;
}
