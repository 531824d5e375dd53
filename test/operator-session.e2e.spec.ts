import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { demoStaff } from '../deploy/sample/demo-staff.ts';
import { type Outcome, playSession } from '../deploy/session/session.ts';

const PEOPLE = 40;
const EVENTS = 1_000;
const personOf = (login: string): unknown => demoStaff.find((each) => each.login === login)?.person;

describe('the operator session', () => {
  let stack: IsolatedStack;
  let outcome: Outcome;
  let printed = '';

  beforeAll(async () => {
    // With TLS on every hop; in plain text apps/operator/src/cli/*.int.spec.ts run the same commands.
    stack = await IsolatedStack.start(['identity', 'operator'], {}, true);
    outcome = await playSession(stack, { isTerminal: false, write: (text) => (printed += text) });
  }, 600_000);
  afterAll(() => stack?.stop());

  it('handles each of the 1,000 dead letters once, in the order of each person', () => {
    const { yesterday, written, stillParked } = outcome;
    const wanted = new Map<string, string[]>();
    for (const { event } of yesterday) {
      wanted.set(event.subject, [...(wanted.get(event.subject) ?? []), event.id]);
    }
    const handled = new Map<string, string[]>();
    for (const { subject, eventId } of written) {
      if (wanted.has(subject)) handled.set(subject, [...(handled.get(subject) ?? []), eventId]);
    }
    expect([wanted.size, yesterday.length]).toEqual([PEOPLE, EVENTS]);
    expect(handled).toEqual(wanted);
    expect(stillParked).toBe(0);
  });

  it('brings back what the projection had lost, by exactly the events of yesterday, and says so under signature', () => {
    const { before, after, report } = outcome;
    expect(after.records - before.records).toBe(5);
    expect(after.generation).toBeGreaterThan(before.generation);
    expect(report).toMatchObject({
      outcome: 'done',
      verified: true,
      replay: after.replay,
      asked: { by: personOf('olga'), client: 'desk-operator' },
      approved: { by: personOf('paul'), client: 'desk-operator' },
      dryRun: { selected: { events: EVENTS } },
      source: { events: EVENTS, keys: PEOPLE },
      detail: { expected: PEOPLE, equal: PEOPLE, wrong: 0, missingVersions: 0 },
    });
  });

  it('prints every step as a person sees it, and nothing that names one', () => {
    const steps = [
      '1000 events of 40 invented people',
      /100 % +1000 of 1000 +dead letters/,
      /resident\.moved\.v1 +key-parked +960 +40/,
      /resident\.registered\.v1 +handler-failed +40 +40/,
      'handler-failed QueryFailedError 22008',
      /holds back +24 later/,
      /dead-letters redrive --group demo\.notices/,
      /100 % +1000 of 1000 +40 of 40 keys/,
      '✔ 1000 notices of 40 people: 0 written twice, 0 out of order',
      /selection +ok +1000 events match/,
      '(replay-self-approval)',
      '--as paul replay approve',
      /state +approved/,
      /state +paused/,
      'replay resume',
      '$ kill -9',
      /the replay is (running|done) at \d/,
      /100 % +1000 of 1000 +done/,
      '✔ the signature of the report fits',
    ];
    let from = 0;
    for (const step of steps) {
      const rest = printed.slice(from);
      const at = typeof step === 'string' ? rest.indexOf(step) : rest.search(step);
      expect([step, at >= 0]).toEqual([step, true]);
      from += at;
    }
    expect(printed).not.toMatch(/\b\d{11}\b/);
  });
});
