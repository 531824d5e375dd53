/** A declaration that cannot be used: one sentence with file, member and remedy. */
export class DeclarationUnusable extends Error {}

type Members = Readonly<Record<string, unknown>>;
type Judge = (value: unknown) => string | undefined;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text =
  (form: RegExp, remedy: string): Judge =>
  (value) =>
    typeof value === 'string' && form.test(value) ? undefined : remedy;

const sentence = text(/\S/, 'write a text');
const eventType = text(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/, 'write it like dog.registered.v1');
const authority = text(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write an id of small letters and hyphens');
const isoDay = text(/^\d{4}-\d{2}-\d{2}$/, 'write a day like 2026-11-29');
const duration = text(/^P(\d+Y)?(\d+M)?(\d+D)?(?<!P)$/, 'write a duration like P2Y');
const flag: Judge = (value) => (typeof value === 'boolean' ? undefined : 'write true or false');
const oneOf =
  (values: readonly string[]): Judge =>
  (value) =>
    values.includes(value as string) ? undefined : `choose one of ${values.join(', ')}`;
const number =
  (least: number, most: number): Judge =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `write a whole number from ${least} to ${most}`;

type Shape = Judge | { readonly each: Shape; readonly keys?: RegExp } | { readonly [member: string]: Shape };

const kind = /^[a-z]+$/;
const code = /^[a-z]+(-[a-z]+)*$/;
const group = /^[a-z]+\.[a-z]+$/;

/** @param parsers names of the parsers that subjects may name */
const shapeOf = (parsers: readonly string[]): Shape => ({
  name: text(/^[a-z]+$/, 'write it in small letters'),
  title: { de: sentence, en: sentence },
  'dative?': sentence,
  called: sentence,
  port: number(1_024, 64_000),
  subjects: { each: oneOf(parsers), keys: kind },
  events: {
    types: { each: eventType },
    'closing?': { each: eventType },
    followedBy: { each: oneOf(['citizen', 'identifier', 'record', 'lookup']), keys: kind },
  },
  errors: { each: { status: number(400, 599), title: sentence }, keys: code },
  retention: {
    each: {
      'subjectKind?': text(kind, 'write a kind of subjects'),
      period: duration,
      'fromYearEnd?': flag,
      legalBasis: sentence,
      de: sentence,
      en: sentence,
    },
  },
  follows: { each: { each: text(kind, 'write the name of a register') }, keys: group },
  office: { authority, name: sentence, desk: sentence },
  'takesReports?': flag,
  'since?': isoDay,
});

/** @throws DeclarationUnusable where a member is missing, wrong, or nobody's */
export function checkDeclaration(file: string, content: unknown, parsers: readonly string[]): void {
  const fault = faultOf(content, shapeOf(parsers), '');
  if (fault !== undefined) throw new DeclarationUnusable(`${file}: ${fault}.`);
}

function faultOf(value: unknown, shape: Shape, at: string): string | undefined {
  if (typeof shape === 'function') {
    const remedy = shape(value);
    return remedy && `${at} is not usable; ${remedy}`;
  }
  if ('each' in shape) return eachFault(value, shape as { each: Shape; keys?: RegExp }, at);
  if (!isObject(value)) return `${at || 'the whole'} is no object; write { … }`;
  for (const [member, inner] of Object.entries(shape as Readonly<Record<string, Shape>>)) {
    const name = member.replace('?', '');
    if (value[name] === undefined && member !== name) continue;
    if (value[name] === undefined) return `${below(at, name)} is missing; add it`;
    const fault = faultOf(value[name], inner, below(at, name));
    if (fault !== undefined) return fault;
  }
  const unknown = Object.keys(value).find((name) => !(name in shape) && !(`${name}?` in shape));
  return unknown && `${below(at, unknown)} is no member of a declaration; remove it`;
}

function eachFault(
  value: unknown,
  { each, keys }: { each: Shape; keys?: RegExp },
  at: string,
): string | undefined {
  if (keys === undefined ? !Array.isArray(value) : !isObject(value))
    return `${at} is no ${keys === undefined ? 'list; write [ … ]' : 'object; write { … }'}`;
  for (const [key, item] of Object.entries(value as Members)) {
    if (keys?.test(key) === false) return `${below(at, key)} is no name there; use small letters`;
    const fault = faultOf(item, each, below(at, key));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const below = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`);
