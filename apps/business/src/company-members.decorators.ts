import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsDay } from '#libs/identifiers';

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

export const OneOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ enum: values, description }), IsIn(values));

export const Part = (dto: () => new () => object, description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: dto, description }),
    IsDefined(),
    IsObject(),
    ValidateNested(),
    Type(dto),
  );

export const OptionalPart = (dto: () => new () => object, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: dto, nullable: true, description }),
    IsOptional(),
    IsObject(),
    ValidateNested(),
    Type(dto),
  );

/** An optional list of objects; absent is empty. */
export const OptionalListOf = (dto: () => new () => object, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: dto, isArray: true, description }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(500),
    ValidateNested({ each: true }),
    Type(dto),
  );

/** An optional list of texts; absent is empty. */
export const OptionalTexts = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(500),
    IsString({ each: true }),
    Length(1, maxLength, { each: true }),
    Matches(printable, { ...printableMessage, each: true }),
  );
