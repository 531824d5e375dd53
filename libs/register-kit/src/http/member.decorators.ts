import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsIn, IsOptional, IsString, Length, Matches, ValidateIf } from 'class-validator';
import { IsDay, IsPartialDate } from '#libs/identifiers';
import { NestedList, NestedObject } from '#libs/service-kit';

type Dto = new () => object;

/** Printable text without blanks at its ends; names keep their DIN 91379 letters and are not folded. */
export const printable = /^(?!\s)[^\p{Cc}\p{Cs}\p{Co}\p{Cn}]+(?<!\s)$/u;
export const printableMessage = { message: '$property must be printable text without blanks at its ends' };
/** A day whose unknown parts are zeros. */
export const partialDate = { pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

/*
 * Where objects nest, `type` is a function written anew: the API description knows a lazy type by its name,
 * and would lose the schema of one that is called `dto`.
 */

export const Text = (description: string, maxLength: number, example?: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ description, maxLength, ...(example !== undefined && { example }) }),
    IsString(),
    Length(1, maxLength),
    Matches(printable, printableMessage),
  );

export const OptionalText = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, description, maxLength }),
    IsOptional(),
    IsString(),
    Length(1, maxLength),
    Matches(printable, printableMessage),
  );

/** A text that only another one makes dispensable. */
export const TextUnless = (other: string, description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, description, maxLength }),
    ValidateIf(
      (whole: Readonly<Record<string, unknown>>, value: unknown) => isGiven(value) || !isGiven(whole[other]),
    ),
    IsDefined({ message: `is required where there is no ${other}` }),
    IsString(),
    Length(1, maxLength),
    Matches(printable, printableMessage),
  );

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

export const OptionalDay = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date', nullable: true, description }),
    IsOptional(),
    IsDay(),
  );

export const RequiredDay = (description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ format: 'date', description }), IsDay());

export const OptionalPartialDate = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ ...partialDate, type: String, nullable: true, description }),
    IsOptional(),
    IsPartialDate(),
  );

export const OneOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ enum: values, description }), IsIn(values));

export const OptionalOneOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ enum: values, nullable: true, description }),
    IsOptional(),
    IsIn(values),
  );

export const Part = (dto: () => Dto, description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: () => dto(), description }), IsDefined(), NestedObject(dto));

export const OptionalPart = (dto: () => Dto, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: () => dto(), nullable: true, description }),
    IsOptional(),
    NestedObject(dto),
  );

export const ListOf = (dto: () => Dto, maxItems: number, description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: () => dto(), isArray: true, description }),
    IsDefined(),
    NestedList(dto, maxItems),
  );

/** An optional list of objects; absent is empty. */
export const OptionalListOf = (dto: () => Dto, maxItems: number, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: () => dto(), isArray: true, description }),
    IsOptional(),
    NestedList(dto, maxItems),
  );
