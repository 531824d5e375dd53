import { attemptState, type Cursor } from './cursor.ts';
import type { NextMessage } from './webhook-source.ts';

const cursor: Cursor = {
  stream: 'a',
  redelivery: 0,
  position: 4,
  head: 9,
  attempts: 3,
  failures: 0,
  refused: null,
  isBehindAside: false,
};
const message = (position: number): NextMessage => ({
  kind: 'message',
  webhookId: 'm',
  body: '',
  position,
  upTo: position,
  eventId: 'e',
  eventType: 't',
});

describe('what a receiver refused', () => {
  it.each<[string, string | null, NextMessage, 'nothing' | 'this' | 'others', number]>([
    ['nothing', null, message(5), 'nothing', 3],
    ['the message itself', 'a/5', message(5), 'this', 3],
    ['one that lies before, set aside', 'a/4', message(5), 'others', 3],
    ['one of another stream', 'b/5', message(5), 'others', 3],
    ['several', 'several', message(5), 'others', 3],
    ['one that is not told any more: the next begins anew', 'a/5', message(6), 'nothing', 0],
    ['what is withheld now', 'a/5', { kind: 'withheld', upTo: 5 }, 'this', 3],
    ['what lies before what is withheld', 'a/4', { kind: 'withheld', upTo: 9 }, 'nothing', 3],
    ['another than what is withheld', 'b/5', { kind: 'withheld', upTo: 9 }, 'nothing', 3],
    ['one of a stream that ended', 'a/5', { kind: 'ended', waitMs: 1 }, 'this', 3],
  ])('%s', (_, refused, next, seen, attempts) => {
    expect(attemptState({ ...cursor, refused }, next)).toMatchObject({ refused: seen, attempts });
  });

  it('is followed by what waits up to the head', () => {
    expect([8, 9].map((position) => attemptState(cursor, message(position)).isFollowed)).toEqual([
      true,
      false,
    ]);
  });
});
