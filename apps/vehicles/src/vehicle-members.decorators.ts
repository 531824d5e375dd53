import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export const OptionalCount = (description: string, most: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', nullable: true, description, minimum: 0, maximum: most }),
    IsOptional(),
    IsInt(),
    Min(0),
    Max(most),
  );
