import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type ErrorCode, errorCodes, type ProblemDetailItem } from '#libs/contracts';
import { RequestInvalid } from './domain.error.ts';

const known: ReadonlySet<string> = new Set(errorCodes);

/** Constraints of class-validator that have a problem type of their own; a constraint named like a code has it anyway. */
const codeOfConstraint: Readonly<Record<string, ErrorCode>> = {
  whitelistValidation: 'member-unknown',
  isDefined: 'member-missing',
};

/**
 * Strict validation of bodies and queries: unknown members are refused, nothing is converted, and the answer names
 * each member at fault by RFC 6901 pointer without repeating its value.
 */
export function strictValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false, exposeDefaultValues: true },
    validationError: { target: false, value: false },
    exceptionFactory: (errors: ValidationError[]) => new RequestInvalid(toItems(errors)),
  });
}

/** Flattens class-validator's tree; never empty. */
export function toItems(errors: readonly ValidationError[]): [ProblemDetailItem, ...ProblemDetailItem[]] {
  const [first, ...rest] = errors.flatMap((error) => itemsOf(error, ''));
  return [first ?? { pointer: '/', code: 'request-invalid', detail: 'The body is not usable.' }, ...rest];
}

function itemsOf(error: ValidationError, parent: string): ProblemDetailItem[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {});
  const item = own.length > 0 ? [toItem(error, own, pointer)] : [];
  return [...item, ...(error.children ?? []).flatMap((child) => itemsOf(child, pointer))];
}

/** One item per member: a code of its own wins over a general one, an absent member over its malformed value. */
function toItem(
  error: ValidationError,
  constraints: readonly (readonly [string, string])[],
  pointer: string,
): ProblemDetailItem {
  const coded = constraints.map(([name, detail]) => ({ code: codeOf(error, name), detail }));
  const chosen = coded.find((c) => c.code !== 'request-invalid') ?? coded[0];
  return { pointer, code: chosen?.code ?? 'request-invalid', detail: chosen?.detail ?? 'is not usable' };
}

function codeOf(error: ValidationError, constraint: string): ErrorCode {
  const context = error.contexts?.[constraint] as { code?: ErrorCode } | undefined;
  if (context?.code) return context.code;
  if (known.has(constraint)) return constraint as ErrorCode;
  return codeOfConstraint[constraint] ?? 'request-invalid';
}
