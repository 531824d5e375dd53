import { type Announcement, readAnnouncement, thinEventOf } from './announcement.rules.ts';
import { commandsFor, type ConcernedLetter } from './command.rules.ts';
import { foldAnnouncements, identityOf, type KnownLetter } from './projection.rules.ts';

const headers = {
  'dlq-group': 'vehicles.reactions',
  'dlq-state': 'parked',
  'dlq-event-id': 'e1',
  'dlq-type': 'resident.moved.v1',
  'dlq-cause-code': 'handler-failed',
  'dlq-cause': 'TypeError',
  'dlq-attempts': '5',
  'dlq-blocks-key': 'true',
  'dlq-origin': 'register.residents.changes.v1/3/42',
  'dlq-at': '2026-11-23T08:00:00.000Z',
};
const place = { topic: 'vehicles.reactions.dlq', partition: 1 };
const message = (changed: object) => ({
  offset: '7',
  key: Buffer.from('k'),
  value: Buffer.from('{}'),
  headers: { ...headers, ...changed },
});

describe('an announcement', () => {
  it('is read from the headers', () => {
    expect(readAnnouncement(place, message({}))).toMatchObject({
      group: 'vehicles.reactions',
      topic: 'register.residents.changes.v1',
      state: 'PARKED',
      attempts: 5,
      blocksKey: true,
      replayId: '',
      event: null,
      bytes: 2,
    });
  });

  it.each([
    ['no group', { 'dlq-group': undefined }],
    ['the name of another group', { 'dlq-group': 'gateway.reactions' }],
    ['no event id', { 'dlq-event-id': '' }],
    ['an unknown state', { 'dlq-state': 'lost' }],
    ['no time', { 'dlq-at': 'yesterday' }],
    ['a day that does not exist', { 'dlq-at': '2026-11-31T08:00:00.000Z' }],
    ['no origin', { 'dlq-origin': 'somewhere' }],
    ['a header that no index takes', { 'dlq-event-id': 'x'.repeat(5_000) }],
    ['a header that no index takes as bytes', { 'dlq-event-id': '€'.repeat(400) }],
  ])('is none with %s', (_, changed) => {
    expect(readAnnouncement(place, message(changed))).toBeUndefined();
  });

  it('tells of a correction and where it stands', () => {
    const id = '0199f3c2-8d52-7aa1-b0c3-1f2e3d4c5b6a';
    const told = { 'dlq-correction': id, 'dlq-correction-outcome': 'applied' };
    expect(readAnnouncement(place, message(told))).toMatchObject({
      corrected: { id, outcome: 'applied' },
      partition: 1,
      offset: '7',
    });
    for (const odd of [
      { ...told, 'dlq-correction': 'x' },
      { ...told, 'dlq-correction-outcome': 'x' },
    ])
      expect(readAnnouncement(place, message(odd))).toMatchObject({ corrected: null });
  });

  it('shows of an event only the members of a thin one, and only what PostgreSQL can keep', () => {
    const event = {
      specversion: '1.0',
      type: 'x.v1',
      subject: 'a\0b',
      source: '\ud800',
      name: 'Secret',
      data: { recordId: 'r', version: 'Secret', changedFields: ['address', 'not a field'], street: 'Secret' },
    };
    expect(thinEventOf(Buffer.from(JSON.stringify(event)))).toEqual({
      specversion: '1.0',
      type: 'x.v1',
      data: { recordId: 'r', changedFields: ['address'] },
    });
    expect(thinEventOf(Buffer.from('Secret'))).toBeNull();
    expect(thinEventOf(Buffer.from('{"name":"Secret"}'))).toBeNull();
  });
});

describe('the projection', () => {
  const told = (changed: Partial<Announcement>): Announcement => ({
    ...readAnnouncement(place, message({}))!,
    ...changed,
  });
  const at = (second: number): Date => new Date(Date.UTC(2026, 10, 23, 8, 0, second));
  const fold = (known: readonly KnownLetter[], ...announcements: Announcement[]) =>
    foldAnnouncements(
      new Map(known.map((letter) => [identityOf(told({})), letter])),
      announcements,
      () => 'new',
    );
  const parked: KnownLetter = {
    id: 'old',
    state: 'PARKED',
    attempts: 5,
    failedRedrives: 0,
    changedAt: at(1),
    correction: null,
  };

  it('takes the latest of several states of one event, and counts what a redrive did not help', () => {
    const outcome = fold(
      [],
      told({ at: at(1) }),
      told({ at: at(2), attempts: 10 }),
      told({ at: at(3), state: 'REDRIVEN' }),
    );
    expect(outcome.changes).toHaveLength(1);
    expect(outcome.changes[0]).toMatchObject({
      isNew: true,
      parkedAt: at(1),
      letter: { state: 'REDRIVEN', failedRedrives: 1 },
    });
    expect(outcome.steps).toHaveLength(3);
    expect([...outcome.settled]).toEqual(['new']);
  });

  it('takes a correction for no redrive that failed, unless its handler was called meanwhile', () => {
    const corrected = { id: '0199f3c2-8d52-7aa1-b0c3-1f2e3d4c5b6a', outcome: 'applied' } as const;
    const applied = fold([parked], told({ at: at(2), corrected }));
    expect(applied).toMatchObject({ corrected: [corrected], changes: [{ letter: { failedRedrives: 0 } }] });
    const failed = fold([parked], told({ at: at(2), corrected, attempts: 6 }));
    expect(failed).toMatchObject({ corrected: [corrected], changes: [{ letter: { failedRedrives: 1 } }] });
    const known = { ...parked, correction: corrected.id };
    expect(fold([known], told({ at: at(2), corrected, attempts: 6 })).corrected).toEqual([]);
    // Within the same millisecond as what is known.
    const within = fold([parked], told({ at: at(1), corrected }));
    expect(within.corrected).toEqual([{ ...corrected, at: at(1) }]);
  });

  it.each([
    ['repeated', told({ at: at(1) })],
    ['older', told({ at: at(0), state: 'REDRIVEN' })],
  ])('takes nothing from a %s announcement', (_, announcement) => {
    expect(fold([parked], announcement)).toMatchObject({ changes: [], steps: [] });
  });

  it('tells the same event of another group or replay apart', () => {
    const { changes } = fold(
      [parked],
      told({ at: at(2), replayId: 'r1' }),
      told({ at: at(2), group: 'other' }),
    );
    expect(changes.map(({ isNew }) => isNew)).toEqual([true, true]);
  });
});

describe('commands', () => {
  const letter = (eventId: string, changed: Partial<ConcernedLetter> = {}): ConcernedLetter => ({
    id: eventId,
    group: 'g',
    key: 'k',
    eventId,
    blocksKey: true,
    chosen: true,
    ...changed,
  });
  const dataOf = (
    kind: 'REDRIVE' | 'DISCARD',
    wholeKeys: boolean,
    letters: readonly ConcernedLetter[],
  ): unknown[] =>
    commandsFor({ kind, reason: 'why', wholeKeys }, letters).map(
      ({ payload }) => (JSON.parse(payload) as { data: unknown }).data,
    );

  it('redrive a whole key where a chosen event blocks it', () => {
    expect(dataOf('REDRIVE', true, [letter('1'), letter('2', { chosen: false })])).toEqual([{ key: 'k' }]);
  });

  it('name the events where none of them blocks, or one was asked for alone', () => {
    const free = [letter('1', { blocksKey: false }), letter('2', { blocksKey: false })];
    expect(dataOf('REDRIVE', true, free)).toEqual([{ key: 'k', eventIds: ['1', '2'] }]);
    expect(dataOf('REDRIVE', false, [letter('1')])).toEqual([{ key: 'k', eventIds: ['1'] }]);
  });

  it('go to each group about each key by itself, and discard in portions that a broker takes', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => letter(`${index}`));
    expect(dataOf('DISCARD', true, many)).toHaveLength(3);
    const others = [letter('1'), letter('2', { key: 'l' }), letter('3', { group: 'h' })];
    const topics = commandsFor({ kind: 'DISCARD', reason: 'why', wholeKeys: true }, others).map(
      ({ topic, key }) => `${topic} ${key}`,
    );
    expect(topics).toEqual(['g.deliveries k', 'g.deliveries l', 'h.deliveries k']);
  });
});
