import { isUtf8 } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { applyPatch, type Operation } from 'rfc6902';
import { type Change, changesBetween } from './changes.ts';
import { type EventSchema, schemaOfType, type SchemaFault } from './event-schema.ts';
import { type Members, namedTransform } from './named-transforms.ts';
import type { CorrectionFault, PatchOperation, Transform } from './transform.ts';
import { faultsOfTransform, fixedMembers } from './transform.rules.ts';

/** An event as it would be, and how that differs from what was parked. */
export interface Corrected {
  readonly payload: Buffer;
  /** Keyed, see {@link sha256Under}. */
  readonly originalSha256: string;
  readonly correctedSha256: string;
  readonly changes: readonly Change[];
  /** Where the original is none that the published schema allows. */
  readonly faultsBefore: readonly SchemaFault[];
}

/** A correction, or why there is none: of the event, which no transform can mend, or of this transform. */
export type Correction =
  | { readonly ok: true; readonly corrected: Corrected }
  | { readonly ok: false; readonly of: 'event'; readonly detail: string }
  | { readonly ok: false; readonly of: 'transform'; readonly faults: readonly CorrectionFault[] };

/** Many times a thin event. */
const MOST_BYTES = 65_536;
const DEEPEST = 32;

/**
 * Applies a transform to a parked event. Who proposes a correction and who applies it compute the same bytes by it, and so
 * the same hashes: it rests on nothing but its parameters and the schemas of this release.
 * @param identity of the event, as it was parked
 * @param secret of the correction, for its hashes
 */
export function correctEvent(
  payload: Buffer,
  transform: Transform,
  identity: { readonly id: string; readonly type: string },
  secret: string,
): Correction {
  const event = readable(payload);
  const known = schemaOfType(event?.['type']);
  if (!event || !known || event['id'] !== identity.id || event['type'] !== identity.type)
    return {
      ok: false,
      of: 'event',
      detail:
        'What is parked is no event of a type with a published schema, too large, or written so that something of it would be lost unseen. Discard it, and have its register publish it anew.',
    };
  const faults = faultsOfTransform(transform, known.schema);
  if (faults.length > 0) return { ok: false, of: 'transform', faults };
  const after = JSON.parse(payload.toString()) as Members;
  const failed = apply(after, transform);
  if (failed.length > 0) return { ok: false, of: 'transform', faults: failed };
  const refused = faultsOfResult(event, after, known);
  if (refused.length > 0) return { ok: false, of: 'transform', faults: refused };
  return { ok: true, corrected: correctedOf(payload, event, after, { transform, known, secret }) };
}

function correctedOf(
  original: Buffer,
  before: Members,
  after: Members,
  {
    transform,
    known: { schema, faultsOf },
    secret,
  }: { readonly transform: Transform; readonly known: EventSchema; readonly secret: string },
): Corrected {
  const payload = Buffer.from(JSON.stringify(after));
  return {
    payload,
    originalSha256: sha256Under(secret, original),
    correctedSha256: sha256Under(secret, payload),
    changes: changesBetween(before, after, { schema, transform }),
    faultsBefore: faultsOf(before),
  };
}

function apply(event: Members, transform: Transform): readonly CorrectionFault[] {
  if (transform.kind === 'function') {
    namedTransform(transform.name)(event);
    return [];
  }
  const index = transform.patch.findIndex((operation) => !isApplied(event, operation));
  if (index < 0) return [];
  const isTest = transform.patch[index]?.op === 'test';
  const detail = isTest
    ? 'is another one in the event: look at the dead letter again'
    : 'names nothing that the event has; look at the dead letter again';
  return [{ pointer: `/patch/${index}/${isTest ? 'value' : 'path'}`, detail }];
}

/** The library throws where it is to write into what is neither object nor list, or to print what no text can be made of. */
function isApplied(event: Members, operation: PatchOperation): boolean {
  try {
    return applyPatch(event, [operation as Operation])[0] === null;
  } catch {
    return false;
  }
}

function faultsOfResult(
  before: Members,
  after: Members,
  { faultsOf }: EventSchema,
): readonly CorrectionFault[] {
  const escaped = fixedMembers.filter((path) => !isDeepStrictEqual(at(before, path), at(after, path)));
  if (escaped.length > 0)
    return whole(
      `It would change what makes the event this one: /${escaped.map((path) => path.join('/')).join(', /')}.`,
    );
  if (isDeepStrictEqual(before, after)) return whole('It changes nothing: redrive the event as it is.');
  const invalid = faultsOf(after);
  if (invalid.length > 0)
    return invalid.map(({ path, detail }) => ({
      pointer: '',
      detail: `The event would be invalid: ${path} ${detail}.`,
    }));
  if (Buffer.byteLength(JSON.stringify(after)) > MOST_BYTES)
    return whole(`The event would be larger than ${MOST_BYTES} bytes.`);
  return [];
}

const whole = (detail: string): readonly CorrectionFault[] => [{ pointer: '', detail }];

const at = (event: Members, [first = '', second]: readonly string[]): unknown => {
  const member = Object.hasOwn(event, first) ? event[first] : undefined;
  return second === undefined ? member : (member as Members | undefined)?.[second];
};

function readable(payload: Buffer): Members | undefined {
  if (payload.length > MOST_BYTES || !isUtf8(payload)) return undefined;
  const text = payload.toString();
  try {
    const value = JSON.parse(text) as unknown;
    const isEvent = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isEvent && isFlat(value, DEEPEST) && isWhole(value, text) ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}

/** Cloning and comparing go down into what they are given. */
const isFlat = (value: unknown, left: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (left > 0 && Object.values(value).every((member) => isFlat(member, left - 1)));

/** Whether reading lost nothing: of a name that stands twice the last is read, of a long number what a double holds. */
const isWhole = (value: unknown, text: string): boolean =>
  JSON.stringify(value) ===
  text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (token) =>
    token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : '',
  );

/** HMAC-SHA256 (hex): of bytes that may hold a person, a plain hash would tell whoever guesses them. */
export const sha256Under = (secret: string, bytes: Buffer | string): string =>
  createHmac('sha256', secret).update(bytes).digest('hex');
