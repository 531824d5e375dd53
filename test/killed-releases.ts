import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { choose } from '../deploy/local/parking-choice.ts';
import { type Answer, type Opened, ReleaseWay } from './release-way.ts';

/** Statements of the gateway, by words near their beginnings that stand in no other. */
const takes = 'key text, same boolean';
const uses = 'a(id, citizen, hash, envelope';

interface Waiting {
  readonly pid: number;
}

/**
 * `kill -9` of a gateway that waits between the commits of a release: where a test holds a lock, and either ends the
 * statement of the dead gateway before its commit, or lets it commit with nobody left to answer.
 */
export function describeKilledReleases(given: () => { stack: IsolatedStack; gateway: ManagedProcess }): void {
  describe('between the commits of a release', () => {
    let stack: IsolatedStack;
    let owner: pg.Client;
    let admin: pg.Client;
    let gateway: ManagedProcess;
    let way: ReleaseWay;
    /** One whose outcome was not committed, one whose was. */
    let read: Opened;
    let taken: Opened;
    /** Previews that were being used. */
    let unused: Opened;
    let used: Opened;

    beforeAll(async () => {
      stack = given().stack;
      await given().gateway.kill9();
      gateway = await stack.startApp('gateway');
      owner = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
      admin = new pg.Client({ connectionString: stack.adminUrl });
      await Promise.all([owner.connect(), admin.connect()]);
      way = await ReleaseWay.of(stack.endpoints);
      const once = { maxUses: 1 };
      const of = async (login: string, evidenceType?: string) =>
        way.shown(login, await choose(stack.endpoints, login, evidenceType, once), evidenceType);
      [read, taken] = [await of('anna'), await of('bernd')];
      [unused, used] = [await of('anna', 'residents.address.v1'), await of('bernd', 'residents.address.v1')];
      for (const each of [read, taken]) await way.use(each);
      const locks = await lockAll();
      const answers = [await begun(takes, () => way.take(read)), await begun(takes, () => way.take(taken))];
      const others = [await begun(uses, () => way.use(unused)), await begun(uses, () => way.use(used))];
      await gateway.kill9();
      expect(await Promise.all([...answers, ...others].map(({ answer }) => answer))).toEqual(
        Array.from({ length: 4 }, () => undefined),
      );
      await terminate([answers[0]!.pid, others[0]!.pid]);
      await Promise.all(locks.map((lock) => lock.end()));
      await eventually(
        'the others are committed',
        statesOf,
        ([, second, , fourth]) =>
          [second, fourth].every((state) => state === 'TAKEN' || state === 'RELEASED') && second === 'TAKEN',
      );
    });

    afterAll(async () => {
      await Promise.all([owner?.end(), admin?.end(), gateway?.kill9()]);
    });

    it('nothing is half done: a use is spent with the decision, and a release taken with its outcome', async () => {
      expect(await statesOf()).toEqual(['RELEASED', 'TAKEN', 'OPEN', 'RELEASED']);
      expect([await usesOf(read), await usesOf(taken)]).toEqual([1, 1]);
      expect(await outcomesOf(read)).toEqual([null]);
      expect(await outcomesOf(taken)).toEqual(['EVIDENCE']);
    });

    it('the same again under its key is answered, and is no further use', async () => {
      gateway = await stack.startApp('gateway');
      for (const each of [read, taken]) {
        expect(await way.take(each)).toMatchObject({ status: 200, evidence: each.evidence });
        expect(await usesOf(each)).toBe(1);
        expect(await way.take(each, randomUUID())).toMatchObject({ status: 409, code: 'release-taken' });
      }
      expect(await outcomesOf(read)).toEqual([null, 'EVIDENCE']);
    });

    it('a preview that was being used is used by the same again, as one release', async () => {
      const before = await envelopeOf(used);
      for (const each of [unused, used]) {
        expect(await way.use(each)).toMatchObject({ status: 200 });
        expect(await way.take(each)).toMatchObject({ status: 200, evidence: each.evidence });
      }
      expect(before).toMatch(/^ey/);
      expect(await envelopeOf(used)).toBe(before);
    });

    /** Outcomes of releases wait for the one; those of uses for the other. */
    async function lockAll(): Promise<readonly pg.Client[]> {
      const clients = [1, 2].map(
        () => new pg.Client({ connectionString: stack.databases.gateway.migratorUrl }),
      );
      await Promise.all(clients.map((client) => client.connect()));
      await clients[0]!.query('begin; lock table outcome in share mode');
      await clients[1]!.query('begin');
      await clients[1]!.query('select from preview where id = any($1) for update', [[unused.id, used.id]]);
      return clients;
    }

    /** Begins a request, and waits until a statement of it waits for a lock. */
    async function begun(words: string, work: () => Promise<Answer>) {
      const known = await waiting(words);
      const answer = work().catch(() => undefined);
      const news = async (): Promise<number | undefined> =>
        (await waiting(words)).find((pid) => !known.includes(pid));
      const pid = await eventually('its statement waits', news, (found) => found !== undefined);
      return { answer, pid: pid! };
    }

    async function waiting(words: string): Promise<readonly number[]> {
      const { rows } = await admin.query<Waiting>(
        `select pid from pg_stat_activity
         where usename = 'gateway_app' and wait_event_type = 'Lock' and strpos(query, $1) > 0 order by query_start`,
        [words],
      );
      return rows.map(({ pid }) => pid);
    }

    async function terminate(pids: readonly number[]): Promise<void> {
      await admin.query('select pg_terminate_backend(pid) from unnest($1::int[]) as p(pid)', [pids]);
      await eventually(
        'they are gone',
        () => admin.query('select from pg_stat_activity where pid = any($1)', [pids]),
        ({ rowCount }) => rowCount === 0,
      );
    }

    async function statesOf(): Promise<readonly unknown[]> {
      const ids = [read, taken, unused, used].map(({ id }) => id);
      const { rows } = await owner.query<{ state: string }>(
        'select state from preview join unnest($1::uuid[]) with ordinality as i(id, n) using (id) order by n',
        [ids],
      );
      return rows.map(({ state }) => state);
    }

    async function envelopeOf({ id }: Opened): Promise<unknown> {
      const sql = 'select envelope from preview where id = $1';
      return (await owner.query<{ envelope: string }>(sql, [id])).rows[0]?.envelope;
    }

    async function usesOf({ consentId }: Opened): Promise<unknown> {
      const sql = 'select uses from consent where id = $1';
      return (await owner.query<{ uses: number }>(sql, [consentId])).rows[0]?.uses;
    }

    async function outcomesOf({ id }: Opened): Promise<readonly unknown[]> {
      const { rows } = await owner.query<{ status: string | null }>(
        `select o.status from decision d left join outcome o on o.decision_id = d.id
         where d.preview = $1 and d.stage = 'RELEASE' order by d.id`,
        [id],
      );
      return rows.map(({ status }) => status);
    }
  });
}
