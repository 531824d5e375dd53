import type { AttemptState, Outcome } from './attempt.rules.ts';
import { after, answered, calm, last, told } from './testing/stories.ts';

describe('what a refusal means', () => {
  it.each<[string, AttemptState, Outcome, string]>([
    [
      'a message is refused: only that one waits',
      calm,
      answered(422),
      'WAITING after 1, 5 s; receiver open, 0 failures, refused this',
    ],
    [
      'it is refused again: only that one waits, and longer',
      { ...calm, attempts: 2, refused: 'this' },
      answered(404),
      'WAITING after 3, 45 s; receiver open, 0 failures, refused this',
    ],
    [
      'a second one is refused, nothing being taken in between: the receiver is paused',
      { ...calm, refused: 'others' },
      answered(401),
      'WAITING after 1, 5 s; receiver paused 5 s, 1 failures, refused others',
    ],
    [
      'it refuses on: it is paused longer, whichever the message',
      { ...last, failures: 3, refused: 'others' },
      answered(415),
      'WAITING after 15, 21600 s; receiver paused 135 s, 4 failures, refused others',
    ],
    [
      'it refuses through the whole schedule: what follows is tried before it is disabled',
      { ...calm, attempts: 7, failures: 14, refused: 'others' },
      answered(422),
      'ASIDE; receiver open, 14 failures, refused this',
    ],
    [
      'what follows is refused as well: it is disabled, nothing is given up',
      { ...calm, failures: 14, refused: 'others', isBehindAside: true },
      answered(400),
      'WAITING after 1, 5 s; receiver REFUSING, 15 failures, refused others',
    ],
    [
      'nothing follows: it is disabled, nothing is given up',
      { ...last, failures: 14, refused: 'others', isFollowed: false },
      answered(400),
      'WAITING after 15, 21600 s; receiver REFUSING, 15 failures, refused others',
    ],
    [
      'what was delivered before is refused (a duplicate): nobody is at fault',
      { ...calm, refused: 'others', failures: 14, isFollowed: false, isRedelivery: true },
      answered(409),
      'WAITING after 1, 5 s; receiver open, 14 failures',
    ],
    [
      'the same to the end: it is not sent again',
      { ...last, isFollowed: false, isRedelivery: true },
      answered(409),
      'FAILED; receiver open, 0 failures',
    ],
    [
      'the same of a receiver that refuses others too: it is tried on',
      { ...last, refused: 'others', isFollowed: false, isRedelivery: true },
      answered(409),
      'WAITING after 15, 21600 s; receiver open, 0 failures',
    ],
    [
      'it is refused to the end, others were taken meanwhile: it is given up',
      last,
      answered(403),
      'FAILED; receiver open, 0 failures, refused nothing',
    ],
    [
      'it is refused to the end, nothing else was sent: what follows it is tried',
      { ...last, refused: 'this' },
      answered(404),
      'ASIDE; receiver open, 0 failures, refused this',
    ],
    [
      'the same, and nothing follows it: it holds up nothing, and is tried on',
      { ...last, refused: 'this', isFollowed: false },
      answered(404),
      'WAITING after 15, 21600 s; receiver open, 0 failures, refused this',
    ],
    [
      'a message is refused by a receiver that failed until now: nobody can say whose fault it is',
      { ...last, failures: 3 },
      answered(400),
      'ASIDE; receiver open, 3 failures, refused this',
    ],
  ])('%s', (_, state, outcome, story) => {
    expect(told(after(state, outcome))).toBe(story);
  });
});
