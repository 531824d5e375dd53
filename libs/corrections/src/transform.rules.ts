import { type Schema, schemaAt } from './event-schema.ts';
import { tokensOf } from './pointer.ts';
import type { CorrectionFault, PatchOperation, PatchValue, Transform } from './transform.ts';

/** What makes an event the one that it is, whom and which record it is about, and where it came from. */
export const fixedMembers: readonly (readonly string[])[] = [
  ...[
    'id',
    'source',
    'type',
    'subject',
    'keyversion',
    'traceparent',
    'replayid',
    'replayorigin',
    'replaytarget',
  ].map((name) => [name]),
  ['data', 'recordId'],
];

const LONGEST_PATH = 200;
/** As registers name their fields. */
const FIELD_NAME = /^[A-Za-z][\w.-]{0,63}$/;

/**
 * What is wrong with a transform of an event of this schema, before it is applied; none where it may be tried. A patch
 * changes and adds only what the published schema names, so that no value gets into an event that has no place there.
 */
export function faultsOfTransform(transform: Transform, schema: Schema): readonly CorrectionFault[] {
  if (transform.kind === 'function') return [];
  if (transform.patch.length === 0)
    return [{ pointer: '/patch', detail: 'must have at least one operation' }];
  return transform.patch.flatMap((operation, index) =>
    faultsOfOperation(operation, schema).map(({ pointer, detail }) => ({
      pointer: `/patch/${index}${pointer}`,
      detail,
    })),
  );
}

function faultsOfOperation(operation: PatchOperation, schema: Schema): readonly CorrectionFault[] {
  const { op, path, value } = operation;
  const atPath = (detail: string): CorrectionFault[] => [{ pointer: '/path', detail }];
  const tokens = path.length > LONGEST_PATH ? undefined : tokensOf(path);
  if (tokens === undefined)
    return atPath(
      `must be a JSON Pointer (RFC 6901) of at most ${LONGEST_PATH} characters, as in /data/version`,
    );
  if (tokens.length === 0) return atPath('must name a member: the event as a whole cannot be replaced');
  if (tokens.some(isInherited))
    return atPath('names what every object has by itself; no event has such a member');
  if (fixedMembers.some((fixed) => overlaps(fixed, tokens)))
    return atPath('names what makes the event this one, and stays: discard the event if it is wrong there');
  if (op === 'remove')
    return value === undefined ? [] : [{ pointer: '/value', detail: 'is not for remove; leave it out' }];
  if (value === undefined) return [{ pointer: '/value', detail: `is required for ${op}; send it` }];
  if (tokens.at(-1) === '-' && op !== 'add')
    return atPath('may end in - only where something is added to a list');
  if (schemaAt(schema, tokens) === undefined)
    return atPath('names no member of the published schema; such a one can only be removed');
  if (tokens[1] === 'changedFields' && !textsOf(value).every((text) => FIELD_NAME.test(text)))
    return [{ pointer: '/value', detail: 'must be names of fields, as registers publish them' }];
  return [];
}

const textsOf = (value: PatchValue): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string');

/** Whether one of the two paths lies at the other or in it. A list of members is judged by its own. */
const overlaps = (fixed: readonly string[], tokens: readonly string[]): boolean =>
  fixed.every((token, index) => index >= tokens.length || token === tokens[index]);

const values = [{}, [], '', 0, true].map((value) => Object(value) as object);

/**
 * The library goes along any property, also those of prototypes that all values share: `/type/trim/x` would be written to a
 * function of every text. It knows three such names; here are all of them.
 */
const isInherited = (token: string): boolean => values.some((value) => token in value);
