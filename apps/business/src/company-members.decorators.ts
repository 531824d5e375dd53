import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { printable, printableMessage } from '#libs/register-kit';

/** An optional list of objects; absent is empty. */
export const OptionalListOf = (dto: () => new () => object, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: () => dto(), isArray: true, description }),
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
