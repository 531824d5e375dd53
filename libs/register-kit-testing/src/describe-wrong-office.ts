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

/** Over HTTP, what an officer of another authority can do with a record: nothing that tells it from an unknown one. */
export function describeWrongOffice(running: () => RunningRegister, office: WrongOffice): void {
  const { path, other, act } = office;
  const change = { ground: 'contract', effectiveOn: '2026-02-01', expectedVersion: 1, ...office.change };

  it('finds a record of another authority as little as an unknown one', async () => {
    const registration = office.registration();
    const { id } = (await running().post(path, registration)).body;
    const wrong = running().as(other);
    const outcome = async (record: string) => {
      const answers = [
        await wrong.get(`${path}/${record}`),
        await wrong.get(`${path}/${record}?effectiveOn=2026-02-01`),
        await wrong.get(`${path}/${record}/history`),
        await wrong.post(`${path}/${record}/acts/${act}`, change),
        await wrong.post(`${path}/${record}/acts/${act}`, change, { 'idempotency-key': 'wrong-office' }),
      ];
      return answers.map(({ status, body: { traceId: _, ...told } }) => ({ status, told }));
    };
    const foreign = await outcome(id);
    expect(foreign).toEqual(await outcome(NOBODY));
    expect(new Set(foreign.map(({ status }) => status))).toEqual(new Set([404]));
    const search = office.search(registration as never);
    expect((await wrong.post(`${path}/search`, search)).body['records']).toEqual([]);
    expect((await running().post(`${path}/search`, search)).body['records']).toHaveLength(1);
    const listed = (await wrong.get(`${path}?limit=100`)).body['records'] as readonly { id: string }[];
    expect(listed.map((record) => record.id)).not.toContain(id);
    expect((await running().get(`${path}/${id}`)).body).toMatchObject({ version: 1 });
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
