import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, Length, Matches } from 'class-validator';
import { printable, printableMessage } from '#libs/register-kit';

/** Most entries of a list of a company. */
export const LIST_LIMIT = 500;

/** An optional list of texts; absent is empty. */
export const OptionalTexts = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(LIST_LIMIT),
    IsString({ each: true }),
    Length(1, maxLength, { each: true }),
    Matches(printable, { ...printableMessage, each: true }),
  );
