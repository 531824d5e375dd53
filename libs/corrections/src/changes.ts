import { isDeepStrictEqual } from 'node:util';
import { type Schema, schemaAt } from './event-schema.ts';
import { pointerOf, tokensOf } from './pointer.ts';
import type { Transform } from './transform.ts';

/** What became of one member. */
export interface Change {
  /** JSON Pointer; ends in … where a name would be told that neither the schema nor the patch has. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'replaced';
  readonly before?: Seen;
  readonly after?: Seen;
}

/** What an operator sees of a value: its kind, and itself only where the schema leaves no room for a person in it. */
export interface Seen {
  readonly kind: string;
  readonly value?: unknown;
}

/** Numbers that count, whatever they are of. */
const counters = ['/data/version', '/keyversion'];

/** The differences between two events, lists as wholes, in the order of the members. */
export function changesBetween(
  before: object,
  after: object,
  { schema, transform }: { readonly schema: Schema; readonly transform: Transform },
): readonly Change[] {
  const named = transform.kind === 'function' ? [] : transform.patch.map(({ path }) => tokensOf(path) ?? []);
  return differences(before, after, []).map(({ tokens, before, after }) => {
    const seen = (value: unknown): Seen => seenOf(value, tokens, schema);
    const path = pathOf(tokens, schema, named);
    if (before === undefined) return { path, change: 'added', after: seen(after) };
    if (after === undefined) return { path, change: 'removed', before: seen(before) };
    return { path, change: 'replaced', before: seen(before), after: seen(after) };
  });
}

interface Difference {
  readonly tokens: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

type Members = Readonly<Record<string, unknown>>;

function differences(before: unknown, after: unknown, tokens: readonly string[]): readonly Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isMembers(before) || !isMembers(after)) return [{ tokens, before, after }];
  const own = (members: Members, name: string): unknown =>
    Object.hasOwn(members, name) ? members[name] : undefined;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    differences(own(before, name), own(after, name), [...tokens, name]),
  );
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name that neither is published nor was written by the operator may itself be a value. */
function pathOf(tokens: readonly string[], schema: Schema, named: readonly (readonly string[])[]): string {
  const isNamed = (length: number): boolean =>
    named.some((path) => tokens.slice(0, length).every((token, index) => path[index] === token));
  const hidden = tokens.findIndex(
    (_, index) => schemaAt(schema, tokens.slice(0, index + 1)) === undefined && !isNamed(index + 1),
  );
  return hidden < 0 ? pointerOf(tokens) : `${pointerOf(tokens.slice(0, hidden))}/…`;
}

function seenOf(value: unknown, tokens: readonly string[], schema: Schema): Seen {
  const at = schemaAt(schema, tokens);
  const allowed = at && 'const' in at ? [at.const] : at?.enum;
  const isShown =
    allowed?.includes(value) === true ||
    (counters.includes(pointerOf(tokens)) && Number.isSafeInteger(value));
  return { kind: kindOf(value), ...(isShown && { value }) };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `list of ${value.length}`;
  return { string: 'text', number: 'number', boolean: 'true or false' }[typeof value as string] ?? 'object';
}
