import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
} from 'class-validator';
import { IsDay, IsPartialDate } from '#libs/identifiers';

/** Printable text without blanks at its ends; names keep their DIN 91379 letters and are not folded. */
const printable = /^(?!\s)[^\p{Cc}\p{Cs}\p{Co}\p{Cn}]+(?<!\s)$/u;
const printableMessage = { message: '$property must be printable text without blanks at its ends' };

export const Text = (description: string, maxLength: number, example?: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ description, maxLength, ...(example !== undefined && { example }) }),
    IsString(),
    Length(1, maxLength),
    Matches(printable, printableMessage),
  );

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

export const OptionalText = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, description, maxLength }),
    IsOptional(),
    IsString(),
    Length(1, maxLength),
    Matches(printable, printableMessage),
  );

export const OptionalDay = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date', nullable: true, description }),
    IsOptional(),
    IsDay(),
  );

export const RequiredDay = (description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ format: 'date', description }), IsDay());

const partialDate = { pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

export const RequiredPartialDate = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      ...partialDate,
      description: `${description} Unknown parts are zeros.`,
      example: '1980-05-00',
    }),
    IsPartialDate(),
  );

export const OptionalPartialDate = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ ...partialDate, type: String, nullable: true, description }),
    IsOptional(),
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

export const OneOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ enum: values, description }), IsIn(values));

export const OptionalOneOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ enum: values, nullable: true, description }),
    IsOptional(),
    IsIn(values),
  );
