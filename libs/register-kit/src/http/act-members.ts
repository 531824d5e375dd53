import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsInt, Min } from 'class-validator';
import { IsDay, IsWritten } from '#libs/identifiers';

/** `ground` of an act: why it is done. */
export const Ground = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      description: 'Why the act is done: the filing, notice or provision it rests on.',
      minLength: 1,
      maxLength: 500,
      example: 'Registration form of the resident, BMG §17(1)',
    }),
    IsDefined(),
    IsWritten('TEXT', { maxLength: 500 }),
  );

/** `effectiveOn` of an act; that it is not in the future is checked by the `RecordStore`, for imports too. */
export const EffectiveOn = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      description: 'Day from which the act holds, not after today (Europe/Berlin).',
      format: 'date',
      example: '2026-03-01',
    }),
    IsDay(),
  );

/** `expectedVersion` of an act on a record that exists. */
export const ExpectedVersion = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'integer',
      description:
        'The version the officer was looking at; another version is refused (record-changed-meanwhile).',
      minimum: 1,
      example: 1,
    }),
    IsInt(),
    Min(1),
  );
