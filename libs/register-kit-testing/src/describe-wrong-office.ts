import pg from 'pg';
import { untilSameStatements } from '#libs/test-kit';
import type { Answer } from './answer.ts';
import type { RunningRegister } from './running-register.ts';

export interface WrongOffice {
  /** Of the register's records, e.g. `/v1/residents`. */
  readonly path: string;
  /** Another authority of the register. */
  readonly other: string;
  /** Body of the act "register", of a record of the running register's own authority; each call another one. */
  readonly registration: () => object;
  /** Body of a search that finds it. */
  readonly search: (registration: never) => object;
  /** An act on it. */
  readonly act: string;
  readonly change: object;
}

const NOBODY = '018f0000-0000-7000-8000-000000000000';

interface Attempt {
  readonly id: string;
  readonly operation: string;
  readonly recordId: string;
}

/** Rows of attempts, at records and at nothing. */
async function written({ database }: RunningRegister): Promise<number> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return (await client.query('select from foreign_attempt')).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

/** Over HTTP, what an officer of another authority can do with a record: nothing that tells it from an unknown one. */
export function describeWrongOffice(running: () => RunningRegister, office: WrongOffice): void {
  const { path, other, act } = office;
  const change = { ground: 'contract', effectiveOn: '2026-02-01', expectedVersion: 1, ...office.change };

  const asks = (wrong: RunningRegister, record: string): readonly (() => Promise<Answer>)[] => [
    () => wrong.get(`${path}/${record}`),
    () => wrong.get(`${path}/${record}?effectiveOn=2026-02-01`),
    () => wrong.get(`${path}/${record}/history`),
    () => wrong.post(`${path}/${record}/acts/${act}`, change),
    () => wrong.post(`${path}/${record}/acts/${act}`, change, { 'idempotency-key': 'wrong-office' }),
  ];

  it('finds a record of another authority as little as an unknown one', async () => {
    const registration = office.registration();
    const { id } = (await running().post(path, registration)).body;
    const wrong = running().as(other);
    const outcome = async (record: string) => {
      const answers: Answer[] = [];
      for (const ask of asks(wrong, record)) answers.push(await ask());
      return answers.map(({ status, body: { traceId: _, ...told } }) => ({ status, told }));
    };
    const foreign = await outcome(id);
    expect(foreign).toEqual(await outcome(NOBODY));
    const [unknown, known] = [asks(wrong, NOBODY), asks(wrong, id)];
    for (const [place, ask] of known.entries())
      await untilSameStatements(`request ${place} for a foreign record`, ask, unknown[place]!);
    expect(new Set(foreign.map(({ status }) => status))).toEqual(new Set([404]));
    const search = office.search(registration as never);
    expect((await wrong.post(`${path}/search`, search)).body['records']).toEqual([]);
    expect((await running().post(`${path}/search`, search)).body['records']).toHaveLength(1);
    const listed = (await wrong.get(`${path}?limit=100`)).body['records'] as readonly { id: string }[];
    expect(listed.map((record) => record.id)).not.toContain(id);
    expect((await running().get(`${path}/${id}`)).body).toMatchObject({ version: 1 });
  });

  it('tells the owner, and nobody else, who asked for its record', async () => {
    const registration = office.registration();
    const { id } = (await running().post(path, registration)).body;
    const wrong = running().as(other);
    const attempts = async (at: RunningRegister) =>
      (await at.get('/v1/foreign-attempts?limit=100')).body['attempts'] as readonly Attempt[];
    const statements = async (asked: string): Promise<readonly number[]> => {
      const counts: number[] = [];
      for (const ask of asks(wrong, asked)) {
        const before = await written(running());
        await ask();
        counts.push((await written(running())) - before);
      }
      return counts;
    };
    expect(await statements(id)).toEqual(await statements(NOBODY));
    await wrong.post(`${path}/search`, office.search(registration as never));
    const own = (await attempts(running())).filter(({ recordId }) => recordId === id);
    expect(own.map(({ operation }) => operation)).toEqual([
      'search',
      'act',
      'act',
      'history',
      'state',
      'read',
    ]);
    expect(own[0]).toMatchObject({
      operation: 'search',
      recordId: id,
      office: other,
      officer: 'officer-of-the-contract',
      issuer: running().issuerUrl,
      client: 'desk-of-the-contract',
    });
    expect((await attempts(wrong)).filter(({ recordId }) => recordId === id)).toEqual([]);
    const newest = (await running().get('/v1/foreign-attempts?limit=1')).body;
    expect([newest['attempts'], newest['next']]).toEqual([own.slice(0, 1), own[0]!.id]);
  });

  it('gives no receipt of an act of another authority, though officer and key are the same', async () => {
    const { id } = (await running().post(path, office.registration())).body;
    const key = { 'idempotency-key': `key-${id}` };
    expect((await running().post(`${path}/${id}/acts/${act}`, change, key)).status).toBe(200);
    const again = await running().as(other).post(`${path}/${id}/acts/${act}`, change, key);
    expect([again.status, again.body.code]).toEqual([404, 'record-unknown']);
  });

  it('registers and imports no record for which another authority is competent', async () => {
    const wrong = running().as(other);
    const { status, body } = await wrong.post(path, office.registration());
    expect([status, body.code]).toEqual([403, 'other-authority-competent']);
    const { report } = await wrong.import(`${JSON.stringify(office.registration())}\n`);
    expect(report[0]).toMatchObject({ error: { line: 1, code: 'other-authority-competent' } });
    expect(report.at(-1)).toMatchObject({ summary: { created: 0, failed: 1 } });
  });

  it.each([
    ['no authority', undefined],
    ['an authority that nobody knows', 'another-office'],
    ['an authority of no register', 'strassenverkehr-hannover'],
  ])('refuses a token of %s', async (_story, authority) => {
    const token = { sub: 'somebody', client_id: 'desk', acr: 'high', authority };
    const headers = await running().tokenOf({ ...token, scope: running().scope });
    const answer = await fetch(running().url + path, { headers });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'authority-not-served' }]);
  });
}
