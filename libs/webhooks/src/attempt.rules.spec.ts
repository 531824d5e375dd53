import type { AttemptState, Outcome } from './attempt.rules.ts';
import { after, answered, calm, last, told } from './testing/stories.ts';

const HOUR_MS = 3_600_000;

describe('what an attempt means', () => {
  it.each<[string, AttemptState, Outcome, string]>([
    ['it arrives', calm, answered(204), 'DELIVERED; receiver open, 0 failures, refused nothing'],
    [
      'it arrives at last, and all is forgiven',
      { ...calm, attempts: 9, failures: 9 },
      answered(200),
      'DELIVERED; receiver open, 0 failures, refused nothing',
    ],
    [
      'the receiver breaks: both wait',
      calm,
      answered(500),
      'WAITING after 1, 5 s; receiver paused 5 s, 1 failures',
    ],
    [
      'the receiver breaks on and on: both wait longer',
      { ...calm, attempts: 2, failures: 4 },
      answered(503),
      'WAITING after 3, 45 s; receiver paused 405 s, 5 failures',
    ],
    [
      'it asks for an hour: it gets it',
      calm,
      answered(429, HOUR_MS),
      'WAITING after 1, 3600 s; receiver paused 3600 s, 1 failures',
    ],
    [
      'it never answers',
      calm,
      { kind: 'not-answered', fault: 'timed-out' },
      'WAITING after 1, 5 s; receiver paused 5 s, 1 failures',
    ],
    [
      'a message breaks the receiver each time, which takes others: it is given up',
      last,
      answered(500),
      'FAILED; receiver paused 5 s, 1 failures',
    ],
    [
      'a message breaks the receiver each time, and so do others: nothing is given up',
      { ...last, failures: 3 },
      answered(500),
      'WAITING after 15, 21600 s; receiver paused 135 s, 4 failures',
    ],
    [
      'the receiver is broken through the whole schedule: it is disabled, nothing is given up',
      { ...last, failures: 14 },
      answered(500),
      'WAITING after 15, 21600 s; receiver FAILING, 15 failures',
    ],
    [
      'what follows breaks the receiver: both wait',
      { ...calm, refused: 'others' },
      answered(500),
      'WAITING after 1, 5 s; receiver paused 5 s, 1 failures',
    ],
    [
      'the receiver is gone for good: nothing more is sent, nothing is given up',
      { ...calm, attempts: 3 },
      answered(410),
      'WAITING after 3, 0 s; receiver GONE, 1 failures',
    ],
    [
      'a failing receiver cannot even be reached: it waits, and the message is not at fault',
      { ...last, failures: 1 },
      { kind: 'unreachable', fault: 'connection-failed' },
      'WAITING after 14, 0 s; receiver paused 15 s, 2 failures',
    ],
    [
      'it cannot be reached through the whole schedule',
      { ...calm, attempts: 1, failures: 14 },
      { kind: 'unreachable', fault: 'name-unresolved' },
      'WAITING after 1, 0 s; receiver FAILING, 15 failures',
    ],
    [
      'the receiver closed an idle connection: again at once, nobody is at fault',
      { ...calm, attempts: 3 },
      { kind: 'idle-closed' },
      'WAITING after 3, 0 s; receiver open, 0 failures',
    ],
    [
      'it may not be told: it is passed over',
      { ...calm, attempts: 3, failures: 2 },
      { kind: 'withheld' },
      'WITHHELD; receiver open, 2 failures',
    ],
    [
      'what was refused may not be told any more: it is forgotten',
      { ...calm, attempts: 3, refused: 'this' },
      { kind: 'withheld' },
      'WITHHELD; receiver open, 0 failures, refused nothing',
    ],
    [
      'nothing of its stream may be told any more: the same, and it would begin anew',
      { ...calm, attempts: 3, refused: 'this' },
      { kind: 'ended', waitMs: 600_000 },
      'WAITING after 0, 600 s; receiver open, 0 failures, refused nothing',
    ],
    [
      'nobody can say whether it may be told: it waits, nobody is at fault',
      { ...calm, attempts: 3, failures: 2 },
      { kind: 'undecided', waitMs: 5_000 },
      'WAITING after 3, 5 s; receiver open, 2 failures',
    ],
  ])('%s', (_, state, outcome, story) => {
    expect(told(after(state, outcome))).toBe(story);
  });

  it.each<[string, readonly number[], string]>([
    ['taken', [200, 201, 202, 204, 299], 'DELIVERED, open'],
    ['the receiver’s', [100, 300, 301, 302, 303, 304, 307, 308, 429, 500, 502, 503, 599, 600, 999], 'paused'],
    ['a refusal', [400, 401, 402, 403, 404, 405, 406, 408, 409, 413, 415, 422, 451, 499], 'WAITING, open'],
    ['the end', [410], 'GONE'],
  ])('is by the status %s', (_, statuses, meaning) => {
    const short = (status: number): string => {
      const { state, receiver } = after(calm, answered(status));
      if (receiver.disabled !== undefined) return receiver.disabled;
      if (receiver.pauseMs !== undefined) return 'paused';
      return `${state}, open`;
    };
    expect(statuses.map(short)).toEqual(statuses.map(() => meaning));
  });

  it('names a redirect apart from other unsuitable answers, with its status', () => {
    expect([302, 404, 410].map((status) => after(calm, answered(status)).request)).toEqual([
      { result: 'redirect-refused', status: 302 },
      { result: 'status-unsuitable', status: 404 },
      { result: 'gone', status: 410 },
    ]);
  });
});
