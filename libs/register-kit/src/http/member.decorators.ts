import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsIn, IsOptional, ValidateIf } from 'class-validator';
import { IsDay, IsPartialDate, IsWritten, type Writing } from '#libs/identifiers';
import { NestedList, NestedObject } from '#libs/service-kit';

type Dto = new () => object;

/** A day whose unknown parts are zeros. */
export const partialDate = { pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

/*
 * Where objects nest, `type` is a function written anew: the API description knows a lazy type by its name,
 * and would lose the schema of one that is called `dto`.
 */

type Member = (description: string, maxLength: number, example?: string) => PropertyDecorator;

const required =
  (writing: Writing): Member =>
  (description, maxLength, example) =>
    applyDecorators(
      ApiProperty({ description, maxLength, ...(example !== undefined && { example }) }),
      IsDefined(),
      IsWritten(writing, { maxLength }),
    );

const optional =
  (writing: Writing): Member =>
  (description, maxLength, example) =>
    applyDecorators(
      ApiPropertyOptional({
        type: String,
        nullable: true,
        description,
        maxLength,
        ...(example !== undefined && { example }),
      }),
      IsOptional(),
      IsWritten(writing, { maxLength }),
    );

/** A name of a natural person; it keeps its DIN 91379 letters and is not folded. */
export const PersonName = required('PERSON_NAME');
export const OptionalPersonName = optional('PERSON_NAME');

/** May be left out, but not ended by `null`. */
export const PersonNameIfGiven = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, description, maxLength }),
    ValidateIf((_, value) => value !== undefined),
    IsWritten('PERSON_NAME', { maxLength }),
  );

/** A name of an organisation, a place or a street. */
export const Name = required('NAME');
export const OptionalName = optional('NAME');

export const Text = required('TEXT');
export const OptionalText = optional('TEXT');

/** A name that only another member makes dispensable. */
export const NameUnless = (other: string, description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, description, maxLength }),
    ValidateIf(
      (whole: Readonly<Record<string, unknown>>, value: unknown) => isGiven(value) || !isGiven(whole[other]),
    ),
    IsDefined({ message: `is required where there is no ${other}` }),
    IsWritten('NAME', { maxLength }),
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
