import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, Length, Matches, ValidateIf } from 'class-validator';
import { IsPartialDate } from '#libs/identifiers';
import { partialDate, printable, printableMessage } from '#libs/register-kit';

/** May be left out, but not ended by `null`. */
export const TextIfGiven = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, description, maxLength }),
    ValidateIf((_, value) => value !== undefined),
    IsString(),
    Length(1, maxLength),
    Matches(printable, printableMessage),
  );

export const OptionalNames = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(50),
    IsString({ each: true }),
    Length(1, 200, { each: true }),
    Matches(printable, { each: true, message: 'each of $property must be printable text' }),
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
    Matches(countryKey, { message: '$property must be a Destatis state key of three digits' }),
  );
