import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { IsWritten } from '#libs/identifiers';

/** Most entries of a list of a company. */
export const LIST_LIMIT = 500;

/** An optional list of names; absent is empty. */
export const OptionalNames = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(LIST_LIMIT),
    IsWritten('NAME', { maxLength }, { each: true }),
  );
