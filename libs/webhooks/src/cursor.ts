import type { AttemptState, Outcome } from './attempt.rules.ts';
import type { NextMessage } from './webhook-source.ts';

export interface CursorKey {
  readonly stream: string;
  /** 0 for the cursor of the stream itself; else the one position that was asked for again. */
  readonly redelivery: number;
}

/** A cursor with something due, right before an attempt. Positions after it, up to the head, wait. */
export interface Cursor extends CursorKey, Pick<AttemptState, 'attempts' | 'failures'> {
  readonly position: number;
  readonly head: number;
  /** The place of the one message that the receiver refused since it last took something, or `several`. */
  readonly refused: string | null;
  readonly isBehindAside: boolean;
}

/** Names a message among all of a receiver. */
export const placeOf = (stream: string, position: number): string => `${stream}/${position}`;

/** An attempt as the rule sees it. */
export function attemptState(cursor: Cursor, next: Outcome | NextMessage): AttemptState {
  const { attempts, failures, head, isBehindAside } = cursor;
  const state = { failures, isBehindAside, isRedelivery: cursor.redelivery > 0 };
  if (next.kind !== 'message') {
    const upTo = 'upTo' in next ? next.upTo : head;
    const refused = refusedWithin(cursor, upTo) ? 'this' : 'nothing';
    return { ...state, attempts, refused, isFollowed: false };
  }
  const isFollowed = next.upTo < head;
  if (cursor.refused === placeOf(cursor.stream, next.position))
    return { ...state, attempts, refused: 'this', isFollowed };
  // What was refused may not be told any more, and this message comes in its place.
  if (refusedWithin(cursor, next.position)) return { ...state, attempts: 0, refused: 'nothing', isFollowed };
  return { ...state, attempts, refused: cursor.refused === null ? 'nothing' : 'others', isFollowed };
}

/** Whether the one refused message lies between a cursor and a later position of its stream. */
function refusedWithin({ stream, position, refused }: Cursor, upTo: number): boolean {
  const [of, at] = refused?.split('/') ?? [];
  return of === stream && Number(at) > position && Number(at) <= upTo;
}
