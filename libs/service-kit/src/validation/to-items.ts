import type { ValidationError } from 'class-validator';
import type { ErrorCode, ProblemDetailItem } from '#libs/contracts';
import { codeOfMetadata } from './constraint-codes.ts';
import { pointerTo } from './shape-faults.ts';

/** Flattens class-validator's tree; never empty. */
export function toItems(errors: readonly ValidationError[]): [ProblemDetailItem, ...ProblemDetailItem[]] {
  const [first, ...rest] = errors.flatMap((error) => itemsOf(error, ''));
  return [first ?? { pointer: '/', code: 'request-invalid', detail: 'The body is not usable.' }, ...rest];
}

function itemsOf(error: ValidationError, parent: string): ProblemDetailItem[] {
  const pointer = pointerTo(parent, error.property);
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

function codeOf(error: ValidationError, name: string): ErrorCode {
  const own = codeOfMetadata({ name, context: error.contexts?.[name] });
  return own ?? (name === 'isDefined' ? 'member-missing' : 'request-invalid');
}
