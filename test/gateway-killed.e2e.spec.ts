import pg from 'pg';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { applyToStack, consentPolicy } from '../bench/lookup/policy.ts';
import { insertConsents, question } from '../bench/lookup/setup.ts';
import { loadResidents, type Person } from '../bench/sample-people.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { describeCanaries } from './canaries.ts';
import { describeKilledReleases } from './killed-releases.ts';
import { describeRotatedKeys } from './rotated-keys.ts';

const LOOKUPS = 500;

describe('a gateway killed in the middle of 500 concurrent lookups', () => {
  let stack: IsolatedStack;
  let gateway: ManagedProcess;
  let residents: ManagedProcess;
  let people: readonly Person[];
  let consents: readonly string[];

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
    const started = await Promise.all([
      stack.startApp('gateway'),
      stack.startApp('identity'),
      stack.startApp('residents'),
    ]);
    gateway = started[0];
    residents = started[2];
    people = await loadResidents(stack, 300);
    await applyToStack(stack, consentPolicy());
    consents = await insertConsents(stack, people);
  });

  afterAll(() => stack?.stop());

  it('has a durable decision row, and the register a log row, for every answer a client received', async () => {
    const token = await tokenOf(stack.endpoints, 'parking-hannover');
    const answered: string[] = [];
    let broken = 0;
    const lookUp = async (n: number): Promise<boolean> => {
      const response = await ask(n, token).catch(() => undefined);
      const body = await response?.text().catch(() => undefined);
      if (body === undefined) {
        broken += 1;
        return false;
      }
      const answer = JSON.parse(body) as { lookupId: string };
      expect(answer).toMatchObject({ status: 'EVIDENCE' });
      answered.push(answer.lookupId);
      return true;
    };
    /** Asks until the gateway is gone: whenever that is, every caller has a question under way. */
    const caller = async (n: number): Promise<void> => {
      for (let going = true; going;) going = await lookUp(n);
    };
    const callers = Promise.all(Array.from({ length: LOOKUPS }, (_, n) => caller(n)));
    await eventually(
      'a tenth is answered',
      () => answered.length,
      (count) => count >= LOOKUPS / 10,
    );
    await gateway.kill9();
    await callers;

    expect(broken).toBe(LOOKUPS);
    expect(answered.length).toBeGreaterThanOrEqual(LOOKUPS / 10);
    expect(
      await countOf('gateway', 'select count(*) from decision where permitted and id = any($1)', answered),
    ).toBe(answered.length);
    expect(
      await countOf('gateway', 'select count(*) from outcome where decision_id = any($1)', answered),
    ).toBe(answered.length);
    const logged = `select count(*) from disclosure_log where outcome = 'EVIDENCE' and decision_id = any($1)`;
    expect(await countOf('residents', logged, answered)).toBe(answered.length);
  });

  describeKilledReleases(() => ({ stack, gateway }));

  it('leaves no permit without an outcome for longer than a minute, and the outcome is what the register logged', async () => {
    const open = `from decision d where permitted and not exists (select from outcome where decision_id = d.id)`;
    const opened = (): Promise<readonly string[]> =>
      idsOf('gateway', `select d.id ${open} and stage = 'LOOKUP'`);
    const logged = `select decision_id as id from disclosure_log where outcome = 'EVIDENCE' and decision_id = any($1)`;
    gateway = await stack.startApp('gateway');
    const token = await tokenOf(stack.endpoints, 'parking-hannover');
    // Nobody can write an outcome, so that the register has answered what the gateway never says.
    const holder = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
    await holder.connect();
    await holder.query('begin; lock table outcome in share mode');
    const asked = [11, 12, 13].map((n) => ask(n, token).catch(() => undefined));
    await eventually(
      'the register has answered',
      async () => idsOf('residents', logged, await opened()),
      (answered) => answered.length > 0,
    );
    await gateway.kill9();
    await Promise.all(asked);
    await endStatements();
    await holder.end();
    const ids = await opened();
    gateway = await stack.startApp('gateway');
    await eventually(
      'no permit is open',
      () => countOf('gateway', `select count(*) ${open}`),
      (count) => count === 0,
      60_000,
    );
    const told = await idsOf(
      'gateway',
      `select decision_id as id from outcome where status = 'EVIDENCE' and decision_id = any($1)`,
      ids,
    );
    expect(told).not.toEqual([]);
    expect(told).toEqual(await idsOf('residents', logged, ids));
  });

  it('tells of no release that was handed over but those that were taken', async () => {
    const outcomes = await idsOf(
      'gateway',
      `select status as id from outcome join decision on id = decision_id where stage = 'RELEASE'`,
    );
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => 'EVIDENCE'), 'NOT_HANDED_OVER']);
  });

  describeCanaries(() => ({ stack, gateway }));

  describeRotatedKeys(() => ({ stack, processes: [gateway, residents], ask }));

  /** PostgreSQL does not see that a client is gone while it waits for a lock, and would write the outcome after all. */
  async function endStatements(): Promise<void> {
    const admin = new pg.Client({ connectionString: stack.adminUrl });
    await admin.connect();
    await eventually(
      'no statement of the killed gateway waits',
      async () => {
        const { rowCount } = await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'gateway_app'`,
        );
        return rowCount;
      },
      (left) => left === 0,
    );
    await admin.end();
  }

  function ask(n: number, token: string): Promise<Response> {
    const person = people[n % people.length];
    return fetch(`${stack.endpoints.apps.gateway}/v1/lookups`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        evidenceType: question.evidenceType,
        purpose: question.purpose,
        subject: { idnr: person?.idnr, birthDate: person?.birthDate },
        consentId: consents[n % people.length],
      }),
    });
  }

  async function idsOf(
    app: 'gateway' | 'residents',
    sql: string,
    ids?: readonly string[],
  ): Promise<readonly string[]> {
    const client = new pg.Client({ connectionString: stack.databases[app].migratorUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ id: string }>(sql, ids === undefined ? [] : [ids]);
      return rows.map(({ id }) => id).toSorted();
    } finally {
      await client.end();
    }
  }

  async function countOf(
    app: 'gateway' | 'residents',
    sql: string,
    ids?: readonly string[],
  ): Promise<number> {
    const client = new pg.Client({ connectionString: stack.databases[app].migratorUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ count: number }>(sql, ids === undefined ? [] : [ids]);
      return Number(rows[0]?.count);
    } finally {
      await client.end();
    }
  }
});
