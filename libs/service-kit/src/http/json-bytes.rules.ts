import { isUtf8 } from 'node:buffer';
import { EncodingInvalid, JsonMalformed, JsonTooDeep, MemberRepeated } from './request.errors.ts';

/** Four times what any body here needs. Transformation and validation recurse, so an unlimited depth ends their stack. */
export const JSON_DEPTH_LIMIT = 32;

/**
 * The value of a JSON text as it came from outside. A byte order mark before it is ignored, as RFC 8259 §8.1 allows;
 * members that would reach a prototype are refused, and so is a name that an object holds twice (RFC 7493 §2.3): of two
 * locks the parser would keep the last, which may be none.
 * @throws EncodingInvalid, JsonTooDeep, JsonMalformed, MemberRepeated
 */
export function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new EncodingInvalid();
  const named = countNames(bytes);
  const text = bytes.toString('utf8', hasMark(bytes) ? 3 : 0);
  const value = parse(text);
  if (countMembers(value) !== named) throw new MemberRepeated();
  // Either spelling of the name; anything else is not worth a walk.
  if (/__proto__|\\u/.test(text) && reachesPrototype(value)) throw new JsonMalformed();
  return value;
}

const hasMark = (bytes: Buffer): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new JsonMalformed();
  }
}

/** `JSON.parse` makes `__proto__` an ordinary member; whatever copies it later would set the prototype. */
function reachesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(reachesPrototype);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** `[` and `{`, `]` and `}` differ in this bit only. */
const CURLY = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/**
 * How many names the objects of a text hold, in one pass over the bytes, before anything is built from them.
 * @throws JsonTooDeep
 */
function countNames(bytes: Buffer): number {
  let depth = 0;
  let names = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte === QUOTE) index = endOfString(bytes, index);
    else if (byte === COLON) names += 1;
    else if ((byte | CURLY) === OPENING) {
      depth += 1;
      if (depth > JSON_DEPTH_LIMIT) throw new JsonTooDeep(JSON_DEPTH_LIMIT);
    } else if ((byte | CURLY) === CLOSING) depth -= 1;
  }
  return names;
}

/** How many members were kept; of a name that came twice, one. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value) as unknown[];
  let count = Array.isArray(value) ? 0 : members.length;
  for (const member of members) count += countMembers(member);
  return count;
}

function endOfString(bytes: Buffer, opening: number): number {
  let index = opening + 1;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}
