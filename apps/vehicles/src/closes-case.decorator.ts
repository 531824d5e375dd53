import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';

/** `caseId` of an act that a case led to. */
export const ClosesCase = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      format: 'uuid',
      description: 'The case that led to the act. It is closed with it, in one transaction.',
    }),
    IsOptional(),
    IsUUID(),
  );
