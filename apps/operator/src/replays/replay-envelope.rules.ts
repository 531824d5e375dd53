import type { ReplayedEvent } from '#libs/contracts';

/** CloudEvents extension attributes of a replayed event. */
export type ReplayMark = Pick<ReplayedEvent, 'replayid' | 'replayorigin' | 'replaytarget'>;

const CLOSING_BRACE = 0x7d;
const OPENING = ',"replayid":"';
/** As bytes, because every search would else make them anew. */
const OPENING_BYTES = Buffer.from(OPENING);
/** Longest suffix that {@link marked} appends, generously. */
const SUFFIX_MAX = 700;

/**
 * The event's own bytes with the marks appended as last members, so that the original can be had back byte for byte and
 * need not be parsed and written anew.
 */
export function marked(value: Buffer, { replayid, replayorigin, replaytarget }: ReplayMark): Buffer {
  const plain = unmarked(value);
  const brace = plain.lastIndexOf(CLOSING_BRACE);
  const target = replaytarget === undefined ? '' : `,"replaytarget":"${replaytarget}"`;
  const suffix = `${OPENING}${replayid}","replayorigin":"${replayorigin}"${target}}`;
  const result = Buffer.allocUnsafe(brace + suffix.length);
  plain.copy(result, 0, 0, brace);
  result.write(suffix, brace, 'latin1');
  return result;
}

/** The original event's bytes; an event without marks stays as it is. */
export function unmarked(value: Buffer): Buffer {
  const from = value.lastIndexOf(OPENING_BYTES);
  if (from < 0 || from < value.length - SUFFIX_MAX) return value;
  const plain = Buffer.allocUnsafe(from + 1);
  value.copy(plain, 0, 0, from);
  plain[from] = CLOSING_BRACE;
  return plain;
}

/** The marks of a replayed event, read from its last members. */
export function markOf(value: Buffer): ReplayMark | undefined {
  const from = value.lastIndexOf(OPENING_BYTES);
  if (from < 0 || from < value.length - SUFFIX_MAX) return undefined;
  try {
    return JSON.parse(`{${value.toString('utf8', from + 1)}`) as ReplayMark;
  } catch {
    return undefined;
  }
}
