import * as classValidator from 'class-validator';
import type { getMetadataStorage, ValidationArguments } from 'class-validator';

type ValidationMetadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];
type Text = (limits: readonly unknown[]) => string;

/** What a caller is told, by class-validator's name for the constraint: what to send instead, and no value. */
const texts: Readonly<Record<string, Text>> = {
  isDefined: () => 'is required; send it',
  isString: () => 'must be text',
  isInt: () => 'must be a whole number',
  isBoolean: () => 'must be true or false',
  isArray: () => 'must be a list',
  isIn: ([allowed]) => `must be one of ${(allowed as readonly unknown[]).join(', ')}`,
  equals: ([wanted]) => `must be ${String(wanted)}`,
  min: ([least]) => `must be at least ${String(least)}`,
  max: ([most]) => `must be at most ${String(most)}`,
  isLength: ([least, most]) => `must have ${String(least)} to ${String(most)} characters`,
  maxLength: ([most]) => `must not have more than ${String(most)} characters`,
  matches: ([form]) => `must be text of the form ${(form as RegExp).source}`,
  isUuid: () => 'must be an id as this service gives it, a UUID',
  arrayNotEmpty: () => 'must not be empty; leave it out where it is optional',
  arrayMaxSize: ([most]) => `must not have more than ${String(most)} entries`,
  arrayUnique: () => 'must not name anything twice',
};

/** Every name that class-validator gives to a constraint of its own; it exports them as values. */
const builtIn: ReadonlySet<unknown> = new Set(
  Object.values(classValidator).filter((value) => typeof value === 'string'),
);

/** Conditions and the descent into objects refuse nothing by themselves. */
const silent: ReadonlySet<string> = new Set(['conditionalValidation', 'nestedValidation']);

/**
 * Gives a decorator of class-validator the text above, where it was written without one; decorators of ours bring their
 * own. @throws Error for one that the table does not know, so that no foreign text reaches a caller
 */
export function speakPlainly(metadata: ValidationMetadata): void {
  if (metadata.message || silent.has(metadata.type)) return;
  const name = metadata.name ?? metadata.type;
  if (!builtIn.has(name)) return;
  const text = texts[name];
  if (!text) throw new Error(`The constraint "${name}" has no text in plain-texts.ts.`);
  metadata.message = ({ constraints }: ValidationArguments) =>
    `${metadata.each ? 'each entry ' : ''}${text(constraints as readonly unknown[])}`;
}
