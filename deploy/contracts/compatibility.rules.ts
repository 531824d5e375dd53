import { isDeepStrictEqual } from 'node:util';

/** A JSON Schema 2020-12, or `true` and `false` where the standard allows them. */
export type Schema = boolean | SchemaObject;
export type SchemaObject = Readonly<Record<string, unknown>>;

/** One released version of a schema. */
export interface Released {
  readonly version: number;
  readonly schema: SchemaObject;
}

/** They explain and do not judge. */
const annotations = new Set(['title', 'description', 'examples', '$comment', 'deprecated', 'default']);
const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
/** May be lifted, never set or changed. */
const restrictions = ['pattern', 'format', 'multipleOf'];
const judged = new Set([
  ...['type', 'const', 'enum', 'uniqueItems', 'required', 'properties', 'additionalProperties', 'items'],
  ...lowerBounds,
  ...upperBounds,
  ...restrictions,
]);

/**
 * What keeps `current` from replacing `earlier`, one line each; none where it may.
 *
 * Two promises are judged. Backward: what was valid under `earlier` is valid under `current`, because a replay delivers
 * it again years later. And to consumers that still read by `earlier`: no property goes away, and what was always there
 * stays so. Properties that `earlier` did not declare are taken as never written; our writers declare all they write.
 */
export function breaksBetween(earlier: Schema, current: Schema, at = '#'): readonly string[] {
  if (current === true || earlier === false) return [];
  if (current === false) return [`${at}: nothing is valid any more`];
  const before = earlier === true ? {} : earlier;
  return [
    ...typeBreaks(before, current, at),
    ...valueBreaks(before, current, at),
    ...boundBreaks(before, current, at),
    ...requiredBreaks(before, current, at),
    ...propertyBreaks(before, current, at),
    ...additionalBreaks(before, current, at),
    ...breaksBetween(part(before['items']), part(current['items']), `${at}/items`),
    ...unjudgedBreaks(before, current, at),
  ];
}

/** Compares with every version ever released: each step may be lawful and their sum not. */
export function transitiveBreaks(
  name: string,
  released: readonly Released[],
  current: SchemaObject,
): readonly string[] {
  return released.flatMap(({ version, schema }) =>
    breaksBetween(schema, current).map((line) => `${name}: against version ${version}: ${line}`),
  );
}

const part = (schema: unknown): Schema => (schema === undefined ? true : (schema as Schema));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);
const partsOf = (schema: SchemaObject): Readonly<Record<string, Schema>> =>
  (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;

function typeBreaks(earlier: SchemaObject, current: SchemaObject, at: string): string[] {
  if (current['type'] === undefined) return [];
  const now = list(current['type']);
  if (valuesFit(earlier, (value) => now.includes(typeof value))) return [];
  if (earlier['type'] === undefined) return [`${at}: the type is narrowed to ${now.join(', ')}`];
  return list(earlier['type'])
    .filter((type) => !now.includes(type) && !(type === 'integer' && now.includes('number')))
    .map((type) => `${at}: the type ${String(type)} is no longer allowed`);
}

/** Whether a list of values, or a constant, becomes a form that all of them have. */
const valuesFit = (earlier: SchemaObject, isOf: (value: unknown) => boolean): boolean =>
  allowedValues(earlier)?.every(isOf) === true;

/** The only values allowed, or none where any is. */
function allowedValues(schema: SchemaObject): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return schema['enum'] as readonly unknown[] | undefined;
}

function valueBreaks(earlier: SchemaObject, current: SchemaObject, at: string): string[] {
  const now = allowedValues(current);
  if (now === undefined) return [];
  const before = allowedValues(earlier);
  if (before === undefined) return [`${at}: the values are narrowed to a list`];
  return before
    .filter((value) => !now.some((other) => isDeepStrictEqual(other, value)))
    .map((value) => `${at}: the value ${JSON.stringify(value)} is no longer allowed`);
}

/** Of a list of names, `(a|b)`, with what stands around it. */
const listOfNames = /^([^()]*)\(([a-z]+(?:\|[a-z]+)*)\)(.*)$/;

/** Whether a pattern takes all that the list of values took, or the pattern that had the same but for some names of its list. */
function patternAllows(earlier: SchemaObject, current: SchemaObject): boolean {
  const [before, now] = [earlier['pattern'], current['pattern'] as string];
  if (before === undefined) return valuesFit(earlier, (value) => new RegExp(now, 'u').test(String(value)));
  const [, ahead, names = '', behind] = listOfNames.exec(before as string) ?? [];
  const [, nowAhead, nowNames = '', nowBehind] = listOfNames.exec(now) ?? [];
  const known = nowNames.split('|');
  return (
    names !== '' &&
    ahead === nowAhead &&
    behind === nowBehind &&
    names.split('|').every((name) => known.includes(name))
  );
}

function boundBreaks(earlier: SchemaObject, current: SchemaObject, at: string): string[] {
  const bound = (schema: SchemaObject, keyword: string, none: number): number =>
    (schema[keyword] as number | undefined) ?? none;
  const allows = (word: string): boolean => word === 'pattern' && patternAllows(earlier, current);
  const tightened = [
    ...lowerBounds.filter((word) => bound(current, word, -Infinity) > bound(earlier, word, -Infinity)),
    ...upperBounds.filter((word) => bound(current, word, Infinity) < bound(earlier, word, Infinity)),
  ];
  const restricted = restrictions.filter(
    (word) => current[word] !== undefined && current[word] !== earlier[word] && !allows(word),
  );
  return [
    ...tightened.map((word) => `${at}: ${word} is tightened to ${String(current[word])}`),
    ...restricted.map((word) => `${at}: ${word} is ${earlier[word] === undefined ? 'new' : 'changed'}`),
    ...(current['uniqueItems'] === true && earlier['uniqueItems'] !== true
      ? [`${at}: items must be unique now`]
      : []),
  ];
}

function requiredBreaks(earlier: SchemaObject, current: SchemaObject, at: string): string[] {
  const before = (earlier['required'] ?? []) as readonly string[];
  const now = (current['required'] ?? []) as readonly string[];
  const only = (names: readonly string[], others: readonly string[]) =>
    names.filter((name) => !others.includes(name));
  return [
    ...only(now, before).map((name) => `${at}: ${name} is required now`),
    ...only(before, now).map((name) => `${at}: ${name} is no longer always there`),
  ];
}

function propertyBreaks(earlier: SchemaObject, current: SchemaObject, at: string): string[] {
  const now = partsOf(current);
  return Object.entries(partsOf(earlier)).flatMap(([name, schema]) => {
    const successor = now[name];
    if (successor === undefined) return [`${at}: the property ${name} is removed or renamed`];
    return breaksBetween(schema, successor, `${at}/properties/${name}`);
  });
}

function additionalBreaks(earlier: SchemaObject, current: SchemaObject, at: string): readonly string[] {
  const before = part(earlier['additionalProperties']);
  const now = part(current['additionalProperties']);
  // Where earlier named a schema for undeclared properties they were written, so a new declaration judges them.
  const declared = Object.entries(partsOf(current)).filter(([name]) => !(name in partsOf(earlier)));
  const written = typeof before === 'boolean' ? [] : declared;
  return [
    ...breaksBetween(before, now, `${at}/additionalProperties`),
    ...written.flatMap(([name, schema]) => breaksBetween(before, schema, `${at}/properties/${name}`)),
  ];
}

/** A keyword that these rules do not understand must stay as it is. */
function unjudgedBreaks(earlier: SchemaObject, current: SchemaObject, at: string): string[] {
  const words = new Set([...Object.keys(earlier), ...Object.keys(current)]);
  return [...words]
    .filter((word) => !judged.has(word) && !annotations.has(word))
    .filter((word) => !isDeepStrictEqual(earlier[word], current[word]))
    .map((word) => `${at}: ${word} differs, which cannot be judged`);
}
