import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';

type Dto = new () => object;

/*
 * `type` is written as a function anew each time: the API description knows a lazy type by the function's name.
 */

/** An optional list of objects. */
export const OptionalListOf = (dto: () => Dto, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: () => dto(), isArray: true, description }),
    IsOptional(),
    ...listOf(dto),
  );

export const RequiredListOf = (dto: () => Dto, description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: () => dto(), isArray: true, description }), ...listOf(dto));

export const OptionalPart = (dto: () => Dto, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: () => dto(), nullable: true, description }),
    IsOptional(),
    IsObject(),
    ValidateNested(),
    Type(dto),
  );

const listOf = (dto: () => Dto) => [IsArray(), ArrayMaxSize(100), ValidateNested({ each: true }), Type(dto)];
