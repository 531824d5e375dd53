import { isUtf8 } from 'node:buffer';
import { EncodingInvalid, JsonMalformed, JsonTooDeep } from './request.errors.ts';

/** Four times what any body here needs. Transformation and validation recurse, so an unlimited depth ends their stack. */
export const JSON_DEPTH_LIMIT = 32;

/**
 * The value of a JSON text as it came from outside. A byte order mark before it is ignored, as RFC 8259 §8.1 allows;
 * members that would reach a prototype are refused.
 * @throws EncodingInvalid, JsonTooDeep, JsonMalformed
 */
export function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new EncodingInvalid();
  if (isDeeperThan(bytes, JSON_DEPTH_LIMIT)) throw new JsonTooDeep(JSON_DEPTH_LIMIT);
  const text = bytes.toString('utf8', hasMark(bytes) ? 3 : 0);
  const value = parse(text);
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
/** `[` and `{`, `]` and `}` differ in this bit only. */
const CURLY = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/** One pass over the bytes, before anything is built from them. */
function isDeeperThan(bytes: Buffer, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte === QUOTE) index = endOfString(bytes, index);
    else if ((byte | CURLY) === OPENING) {
      depth += 1;
      if (depth > limit) return true;
    } else if ((byte | CURLY) === CLOSING) depth -= 1;
  }
  return false;
}

function endOfString(bytes: Buffer, opening: number): number {
  let index = opening + 1;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}
