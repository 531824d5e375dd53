import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, Matches } from 'class-validator';
import { IsPartialDate, IsWritten } from '#libs/identifiers';
import { partialDate } from '#libs/register-kit';

export const OptionalPersonNames = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(50),
    IsWritten('PERSON_NAME', { maxLength: 200 }, { each: true }),
  );

export const RequiredPartialDate = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      ...partialDate,
      description: `${description} Unknown parts are zeros.`,
      example: '1980-05-00',
    }),
    IsPartialDate(),
  );

const countryKey = /^\d{3}$/;

/** Destatis key of a state, three digits. */
export const OptionalCountry = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: String,
      nullable: true,
      description,
      pattern: countryKey.source,
      example: '000',
    }),
    IsOptional(),
    Matches(countryKey, { message: 'must be a Destatis state key of three digits' }),
  );
