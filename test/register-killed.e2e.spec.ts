import pg from 'pg';
import type { ManagedProcess } from '#libs/local-services';
import { collectEvents, eventually, type CollectedEvent, type EventCollector } from '#libs/test-kit';
import { loadResidents } from '../bench/sample-people.ts';
import { kafkaLogin } from '../deploy/local/app-settings.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';

const OFFICERS = 200;
const MOVES_EACH = 3;
const homes = ['Probegasse', 'Musterwall', 'Beispielweg'].map((street) => ({
  ...{ ags: '03159016', postcode: '37073', place: 'Göttingen', street, houseNumber: '1' },
}));

describe('a register killed in the middle of 200 concurrent acts', () => {
  let stack: IsolatedStack;
  let register: ManagedProcess;
  /** A pool would report its end before its sockets are closed, and the server would cut them off meanwhile. */
  let database: pg.Client;
  let events: EventCollector;

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents']);
    const started = await Promise.all([stack.startApp('identity'), stack.startApp('residents')]);
    register = started[1];
    await loadResidents(stack, OFFICERS);
    database = new pg.Client({ connectionString: stack.databases.residents.migratorUrl });
    await database.connect();
    events = await collectEvents('register.residents.changes.v1', kafkaLogin(stack.facts, 'observer'));
  });

  afterAll(async () => {
    await events?.stop();
    await database?.end();
    await stack?.stop();
  });

  it('keeps acknowledged acts, history and events in exact agreement', async () => {
    const { rows } = await database.query<Moving>(movingSql);
    const tokens = new Map<string, string>();
    for (const { authority } of rows)
      tokens.set(authority, await tokenOf(stack.endpoints, 'officer-residents', authority));
    const acknowledged: string[] = [];
    let failures = 0;
    const { promise: underWay, resolve: isUnderWay } = Promise.withResolvers<void>();

    /** As an office would: the same key again until the act is acknowledged, across the crash. */
    const act = async ({ id, authority, ags }: Moving, version: number): Promise<void> => {
      const body = JSON.stringify({
        ground: 'BMG §17(1)',
        effectiveOn: '2026-06-01',
        expectedVersion: version,
        address: { ...homes[version - 1], ags },
      });
      await eventually('the act is acknowledged', async () => {
        const answer = await fetch(`${stack.endpoints.apps.residents}/v1/residents/${id}/acts/move`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${tokens.get(authority)}`,
            'content-type': 'application/json',
            'idempotency-key': `${id}.${version}`,
          },
          body,
        }).catch(() => undefined);
        if (answer?.ok) {
          acknowledged.push(((await answer.json()) as { eventId: string }).eventId);
          if (acknowledged.length === OFFICERS) isUnderWay();
          return true;
        }
        if (answer && answer.status !== 503) throw new Error(`${answer.status}: ${await answer.text()}`);
        failures += 1;
        return false;
      });
    };
    const office = async (moving: Moving): Promise<void> => {
      for (let version = 1; version <= MOVES_EACH; version++) await act(moving, version);
    };
    const offices = Promise.all(rows.map(office));
    await underWay;
    await register.kill9();
    const atKill = acknowledged.length;
    await stack.startApp('residents');
    await offices;

    const acts = OFFICERS * MOVES_EACH;
    expect(failures).toBeGreaterThan(0);
    expect(atKill).toBeLessThan(acts);
    expect(new Set(acknowledged).size).toBe(acts);
    const history = await database.query<{ event_id: string }>(
      'select event_id from resident_history where version > 1',
    );
    expect(new Set(history.rows.map((row) => row.event_id))).toEqual(new Set(acknowledged));

    const all = OFFICERS + acts;
    const ids = (seen: readonly CollectedEvent[]): Set<unknown> =>
      new Set(seen.map(({ value }) => value['id']));
    const received = await events.until((seen) => ids(seen).size >= all);
    expect(ids(received).size).toBe(all);
    expect(acknowledged.every((id) => ids(received).has(id))).toBe(true);
    for (const versions of versionsByRecord(received).values()) {
      expect(versions).toEqual([1, 2, 3, 4]);
    }
  });
});

interface Moving {
  readonly id: string;
  readonly authority: string;
  /** Municipality of the main home. */
  readonly ags: string;
}

const movingSql = `
  select id, authority, (
    select home ->> 'ags' from jsonb_array_elements(addresses) home where home ->> 'residenceType' <> 'SECONDARY'
    order by home ->> 'movedOutOn' desc nulls first limit 1) as ags
  from residents order by id`;

/** Versions in the order in which each first arrived; a repeated event is not a new one. */
function versionsByRecord(events: readonly CollectedEvent[]): ReadonlyMap<string, readonly number[]> {
  const versions = new Map<string, number[]>();
  const seen = new Set<unknown>();
  for (const { value } of events) {
    if (seen.has(value['id'])) continue;
    seen.add(value['id']);
    const { recordId, version } = value['data'] as { recordId: string; version: number };
    versions.set(recordId, [...(versions.get(recordId) ?? []), version]);
  }
  return versions;
}
