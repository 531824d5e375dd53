import type { InboxOptions } from './inbox-options.ts';
import { Gate } from './testing/gate.ts';
import { gathering } from './testing/gathering.ts';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import { takeEffect } from './testing/start-stand.ts';

let stand: InboxStand;

beforeEach(async () => {
  stand = await InboxStand.open();
});

afterEach(() => stand.close());

const enter = (subject: string) =>
  stand.sql.query('insert into effect (event_id, key, n) values ($1, $1, 0)', [subject]);
/** Whoever was entered, or has had an event, as a service's own tables say it. */
const concerned: NonNullable<InboxOptions['concerned']> = async (events, manager) => {
  const rows = await manager.query<{ key: string }[]>('select distinct key from effect');
  const known = new Set(['first', ...rows.map(({ key }) => key)]);
  return new Set(events.filter(({ subject }) => known.has(subject)).map(({ id }) => id));
};
const rememberedIds = async (): Promise<string[]> => {
  const { rows } = await stand.sql.query<{ event_id: string }>('select event_id from inbox_event');
  return rows.map((row) => row.event_id);
};

it('passes events over that concern nobody, without a handler and without a trace', async () => {
  await enter('b');
  const { gate, calls } = await gathering(stand, takeEffect, { concerned });
  const strangers = [anEvent('a', 1), anEvent('c', 1)];
  await stand.send(...strangers, anEvent('b', 1), anEvent('c', 2));
  await stand.untilRead();
  gate.open();
  await stand.untilEffects(2, 'b');
  await stand.send(anEvent('b', 2));
  await stand.untilEffects(3, 'b');
  expect(calls.map(({ key }) => key)).toEqual(['b', 'b']);
  expect(await rememberedIds()).toHaveLength(3);
});

it('asks anew: who is entered before an act misses none of its events, whatever was asked before', async () => {
  const gate = new Gate();
  const questions: string[][] = [];
  /** Holds the answer to the first question after the database gave it. */
  const slowly: typeof concerned = async (events, manager) => {
    questions.push(events.map(({ subject }) => subject));
    const answer = await concerned(events, manager);
    if (questions.length === 1) await gate.pass();
    return answer;
  };
  await stand.start(takeEffect, { concerned: slowly });
  await stand.send(anEvent('a', 1));
  await gate.reached;
  await enter('a');
  await stand.send(anEvent('a', 2));
  await stand.untilRead();
  gate.open();
  await stand.untilEffects(2, 'a');
  expect(await stand.effects('a')).toEqual([0, 2]);
  expect(questions).toEqual([['a'], ['a']]);
});

it('passes nothing over behind an event of its key that may change what concerns', async () => {
  const first: typeof concerned = async (events, manager) => {
    const known = await concerned(events, manager);
    return new Set([...known, ...events.filter(({ data }) => data.version === 1).map(({ id }) => id)]);
  };
  const { gate } = await gathering(stand, takeEffect, { concerned: first });
  await stand.send(anEvent('a', 1), anEvent('a', 2), anEvent('b', 2));
  await stand.untilRead();
  gate.open();
  await stand.untilEffects(2, 'a');
  expect(await stand.effects()).toEqual([1, 2]);
});

it('parks what concerns nobody behind an event that is parked', async () => {
  await enter('a');
  await stand.start(() => Promise.reject(new Error('always')), { concerned, attempts: 1 });
  await stand.send(anEvent('a', 1));
  await stand.untilParked(({ length }) => length === 1);
  await stand.sql.query('delete from effect');
  await stand.send(anEvent('a', 2));
  await stand.untilParked(({ length }) => length === 2);
  expect((await stand.parked()).map((row) => row.cause_code)).toEqual(['handler-failed', 'key-parked']);
});

it('asks in one session, as for a service that names for whom it reads', async () => {
  const asFor: typeof concerned = async (events, manager) => {
    await manager.query(`select set_config('einmal.reads_for', 'b', true)`);
    const [row] = await manager.query<{ key: string }[]>(`select current_setting('einmal.reads_for') as key`);
    return new Set(events.filter(({ subject }) => ['first', row!.key].includes(subject)).map(({ id }) => id));
  };
  const { gate, calls } = await gathering(stand, takeEffect, { concerned: asFor });
  await stand.send(anEvent('a', 1), anEvent('b', 1));
  await stand.untilRead();
  gate.open();
  await stand.untilEffects(1, 'b');
  await stand.send(anEvent('a', 2), anEvent('b', 2));
  await stand.untilEffects(2, 'b');
  expect(calls.map(({ key }) => key)).toEqual(['b', 'b']);
});

it('leaves the answer to the handlers where the question fails', async () => {
  await stand.start(takeEffect, { concerned: (_events, manager) => manager.query('select nothing') });
  await stand.send(anEvent('a', 1));
  await stand.untilEffects(1, 'a');
});
