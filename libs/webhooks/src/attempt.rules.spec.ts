import {
  type AttemptState,
  type Outcome,
  RETRIES,
  type Transition,
  transitionAfter,
} from './attempt.rules.ts';

const HOUR_MS = 3_600_000;
const calm: AttemptState = { attempts: 0, failures: 0 };
const answered = (status: number, retryAfterMs = 0): Outcome => ({ kind: 'answered', status, retryAfterMs });
const after = (state: AttemptState, outcome: Outcome): Transition =>
  transitionAfter(state, outcome, RETRIES, 0.5);

/** As one reads it: what becomes of the message; what becomes of its receiver. */
function told({ state, attempts, waitMs, receiver }: Transition): string {
  const { failures, pauseMs, disabled } = receiver;
  const message = state === 'WAITING' ? `WAITING after ${attempts}, ${waitMs / 1_000} s` : state;
  const paused = pauseMs === undefined ? 'open' : `paused ${pauseMs / 1_000} s`;
  return `${message}; receiver ${disabled ?? paused}, ${failures} failures`;
}

describe('what an attempt means', () => {
  it.each<[string, AttemptState, Outcome, string]>([
    ['it arrives', calm, answered(204), 'DELIVERED; receiver open, 0 failures'],
    [
      'it arrives at last, and all is forgiven',
      { attempts: 9, failures: 9 },
      answered(200),
      'DELIVERED; receiver open, 0 failures',
    ],
    [
      'the receiver breaks: both wait',
      calm,
      answered(500),
      'WAITING after 1, 5 s; receiver paused 5 s, 1 failures',
    ],
    [
      'the receiver breaks on and on: both wait longer',
      { attempts: 2, failures: 4 },
      answered(503),
      'WAITING after 3, 45 s; receiver paused 405 s, 5 failures',
    ],
    [
      'the receiver asks for an hour: it gets it',
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
      'it sends us elsewhere, which we do not follow',
      calm,
      answered(302),
      'WAITING after 1, 5 s; receiver paused 5 s, 1 failures',
    ],
    [
      'a message breaks the receiver each time, which takes others: it is given up',
      { attempts: 14, failures: 0 },
      answered(500),
      'FAILED; receiver paused 5 s, 1 failures',
    ],
    [
      'the receiver is broken through the whole schedule: it is disabled, nothing is given up',
      { attempts: 14, failures: 14 },
      answered(500),
      'WAITING after 15, 0 s; receiver FAILING, 15 failures',
    ],
    [
      'the receiver does not like this message: only that one waits',
      calm,
      answered(422),
      'WAITING after 1, 5 s; receiver open, 0 failures',
    ],
    [
      'it never likes it: the message is given up',
      { attempts: 14, failures: 0 },
      answered(400),
      'FAILED; receiver open, 0 failures',
    ],
    [
      'the receiver says that there is nothing there: it may mean this message',
      calm,
      answered(404),
      'WAITING after 1, 5 s; receiver open, 1 failures',
    ],
    [
      'it says so again, and took nothing in between: it means everything, and is paused',
      { attempts: 0, failures: 1 },
      answered(401),
      'WAITING after 1, 5 s; receiver paused 15 s, 2 failures',
    ],
    [
      'it says so through the whole schedule: it is disabled, nothing is given up',
      { attempts: 14, failures: 14 },
      answered(404),
      'WAITING after 15, 0 s; receiver REFUSING, 15 failures',
    ],
    [
      'it says so of one message always, and takes others: that one is given up',
      { attempts: 14, failures: 0 },
      answered(403),
      'FAILED; receiver open, 1 failures',
    ],
    [
      'the receiver is gone for good: nothing more is sent, nothing is given up',
      { attempts: 3, failures: 0 },
      answered(410),
      'WAITING after 3, 0 s; receiver GONE, 1 failures',
    ],
    [
      'a failing receiver cannot even be reached: it waits, and the message is not at fault',
      { attempts: 14, failures: 1 },
      { kind: 'unreachable', fault: 'connection-failed' },
      'WAITING after 14, 0 s; receiver paused 15 s, 2 failures',
    ],
    [
      'it cannot be reached through the whole schedule',
      { attempts: 1, failures: 14 },
      { kind: 'unreachable', fault: 'name-unresolved' },
      'WAITING after 1, 0 s; receiver FAILING, 15 failures',
    ],
    [
      'the receiver closed an idle connection: again at once, nobody is at fault',
      { attempts: 3, failures: 0 },
      { kind: 'idle-closed' },
      'WAITING after 3, 0 s; receiver open, 0 failures',
    ],
    [
      'it may not be told: it is passed over',
      { attempts: 3, failures: 2 },
      { kind: 'withheld' },
      'WITHHELD; receiver open, 2 failures',
    ],
    [
      'nobody can say whether it may be told: it waits, nobody is at fault',
      { attempts: 3, failures: 2 },
      { kind: 'undecided', waitMs: 5_000 },
      'WAITING after 3, 5 s; receiver open, 2 failures',
    ],
  ])('%s', (_, state, outcome, story) => {
    expect(told(after(state, outcome))).toBe(story);
  });

  it.each<[string, readonly number[], string]>([
    ['taken', [200, 201, 202, 204, 299], 'DELIVERED, open'],
    [
      'the receiver’s',
      [100, 300, 301, 302, 303, 304, 307, 308, 429, 500, 502, 503, 504, 599, 600, 999],
      'paused',
    ],
    ['the message’s', [400, 402, 406, 408, 409, 413, 422, 451, 499], 'WAITING, open, 0'],
    ['the address’s, the first time', [401, 403, 404, 405], 'WAITING, open, 1'],
    ['the end', [410], 'GONE'],
  ])('is by the status %s', (_, statuses, meaning) => {
    const short = (status: number): string => {
      const { state, receiver } = after(calm, answered(status));
      if (receiver.disabled !== undefined) return receiver.disabled;
      if (receiver.pauseMs !== undefined) return 'paused';
      return state === 'DELIVERED' ? 'DELIVERED, open' : `${state}, open, ${receiver.failures}`;
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
