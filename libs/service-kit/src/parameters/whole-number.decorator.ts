import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

export interface WholeNumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** Plain digits; `Number` would also read blanks as 0, `0x10` and `1e1`. */
const digits = /^(0|[1-9][0-9]{0,8})$/;

/** Reads digits as a number and leaves everything else as it is, for `IsInt` to refuse. For queries and settings, which are text. */
export const ReadDigits = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && digits.test(value) ? Number(value) : value,
  );

/** A whole number in a query. Numbers in bodies are JSON numbers and need none of this. */
export function QueryNumber(range: WholeNumberRange): PropertyDecorator {
  const message = `must be a whole number from ${range.minimum} to ${range.maximum}, in digits`;
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', ...range }),
    ReadDigits(),
    IsInt({ message }),
    Min(range.minimum, { message }),
    Max(range.maximum, { message }),
  );
}
