import { ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';
import type { Failure, FailureCode, Parsed } from './parsed.ts';

/** Reads a member; `whole` is the object it belongs to, for a form that depends on another member. */
export type Reading = (text: string, whole: unknown) => Parsed<unknown>;

interface Refusal {
  readonly problem: string;
  readonly explanation: string;
}

/**
 * A property decorator from a parser. It registers one constraint per problem code and names it by that code, because
 * class-validator ties a constraint to one name; only the constraint of the failing class reports.
 */
export function parsedBy(
  read: Reading,
  problemOf: (code: FailureCode) => string,
  problems: readonly string[],
  options?: ValidationOptions,
): PropertyDecorator {
  const refusalOf = (value: unknown, whole: unknown): Refusal | undefined => {
    const parsed = typeof value === 'string' ? read(value, whole) : notText;
    return parsed.ok ? undefined : { problem: problemOf(parsed.code), explanation: parsed.explanation };
  };
  const decorators = problems.map((problem) =>
    ValidateBy(
      {
        name: problem,
        validator: {
          validate: (value: unknown, args) => refusalOf(value, args?.object)?.problem !== problem,
          defaultMessage: (args?: ValidationArguments) =>
            explanationIn(args?.value, problem, (value) => refusalOf(value, args?.object)),
        },
      },
      { ...options, context: { code: problem } },
    ),
  );
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}

const notText: Failure = { ok: false, code: 'FORMAT', explanation: 'Send this member as text.' };

/** With `each`, class-validator hands over the whole list: take the first element of the failing class. */
function explanationIn(
  value: unknown,
  problem: string,
  refusalOf: (value: unknown) => Refusal | undefined,
): string {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const refusals = values.map(refusalOf);
  return refusals.find((refusal) => refusal?.problem === problem)?.explanation ?? notText.explanation;
}
