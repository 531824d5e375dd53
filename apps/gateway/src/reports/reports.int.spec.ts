import { randomUUID } from 'node:crypto';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { applyPolicy } from '../policy/policy.writer.ts';
import { lockKeys, Upkeep } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { ANNA, DemoGateway, demoPolicy, HOLDER, vehicle } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

const TEXT = '\r\nIch habe nie geparkt.\r\nUnd: kanarienvogel-4711.';

let gateway: DemoGateway;
let way: PreviewWay;
let stranger: string;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  stranger = await gateway.inner.citizen(HOLDER);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const call = (token: string, method: string, path: string, body?: object): Promise<Answer> =>
  gateway.inner.call(token, method, path, body);
const report = (lookupId: unknown, change: object = {}, token = gateway.anna): Promise<Answer> =>
  call(token, 'POST', `/v1/me/disclosures/${String(lookupId)}/report`, {
    about: 'RETRIEVAL',
    text: TEXT,
    ...change,
  });
const lookedUp = async (): Promise<string> =>
  (await gateway.lookUp({ consentId: await gateway.chosenId() })).body['lookupId'] as string;
const inbox = async (token = gateway.parking) =>
  (await call(token, 'GET', '/v1/reports')).body['reports'] as Record<string, string>[];
const shown = async (lookupId: string) => {
  const { body } = await call(gateway.anna, 'GET', '/v1/me/disclosures');
  return (body['disclosures'] as Record<string, unknown>[]).find((row) => row['lookupId'] === lookupId);
};
const kept = async (): Promise<string> =>
  JSON.stringify((await gateway.inner.pool.query('select * from report')).rows);

describe('a report that a value was wrong', () => {
  const upkeep = () => gateway.inner.app.get(Upkeep, { strict: false });
  const register = () => gateway.inner.registers.residents;
  const value = (lookupId: unknown) => report(lookupId, { about: 'VALUE' });
  /** The gateway looks of its own accord as well. */
  const later = async (lookupId: string, state: string) => {
    await gateway.inner.pool.query(`update report set asked_at = '-infinity'`);
    await upkeep().run('report-forwarding');
    const told = async () => (await shown(lookupId))?.['report'] as { state: string };
    await eventually(`the report is ${state}`, told, (found) => found.state === state);
  };
  const asked = (lookupId: string) => register().reports.filter(({ recalls }) => recalls === lookupId);

  it('is handed to the register, kept no longer, and the trail shows what became of it', async () => {
    const lookupId = await lookedUp();
    expect((await value(lookupId)).body).toMatchObject({ about: 'VALUE', state: 'SENT' });
    await later(lookupId, 'RECEIVED');
    const [first] = asked(lookupId);
    expect(first).toEqual({ id: expect.any(String), recalls: lookupId, words: TEXT });
    expect(await kept()).not.toContain('kanarienvogel');
    register().reported = { state: 'CLOSED', outcome: 'CONFIRMED' };
    await later(lookupId, 'CLOSED');
    expect(asked(lookupId).at(-1)).toEqual({ id: first!.id, recalls: lookupId });
    expect(await shown(lookupId)).toMatchObject({ report: { outcome: 'CONFIRMED' } });
    expect(await inbox()).toEqual([]);
  });

  it('waits where the register gives no answer, asked once in a portion, and is the same report then', async () => {
    register().reported = { state: 'CLOSED', outcome: null };
    const lookupId = await lookedUp();
    await value(lookupId);
    await eventually('it was handed over', () => asked(lookupId).length > 0);
    await later(lookupId, 'SENT');
    await value(await lookedUp());
    const client = await gateway.inner.pool.connect();
    try {
      // As long as somebody has the lock of the task, the gateway does not look of its own accord.
      await client.query(`select pg_advisory_lock(${lockKeys.upkeep})`, ['report-forwarding']);
      await client.query(`update report set asked_at = '-infinity'`);
      const before = register().reports.length;
      const [task] = upkeep().all.filter(({ name }) => name === 'report-forwarding');
      await task!.portion(client);
      expect(register().reports.length - before).toBe(1);
    } finally {
      client.release(true);
    }
    register().reported = { state: 'TAKEN', outcome: null };
    await later(lookupId, 'RECEIVED');
    const sent = asked(lookupId).map((each) => JSON.stringify(each));
    expect([sent.length > 1, new Set(sent).size]).toEqual([true, 1]);
  });

  it('is possible of what was told alone, and goes to the register that told it', async () => {
    const refused = (await gateway.lookUp({ consentId: 'x' })).body['lookupId'];
    expect((await value(refused)).body).toMatchObject({ code: 'request-invalid' });
    const { vehicles } = gateway.inner.registers;
    vehicles.behaviour = (permit) => evidenceFor(permit, [gateway.inner.citizenSub(ANNA)]);
    const lookupId = (await gateway.lookUp(vehicle)).body['lookupId'] as string;
    await value(lookupId);
    await later(lookupId, 'RECEIVED');
    expect(vehicles.reports).toMatchObject([{ recalls: lookupId, words: TEXT }]);
  });
});

describe('a report that a retrieval was wrong', () => {
  it('goes to who retrieved, as text where the authority has no key, and the trail shows its state', async () => {
    const lookupId = await lookedUp();
    const made = await report(lookupId);
    expect([made.status, made.body]).toMatchObject([200, { about: 'RETRIEVAL', state: 'SENT' }]);
    const [found] = await inbox();
    expect(found).toMatchObject({ lookupId, state: 'SENT', text: TEXT });
    expect(await shown(lookupId)).toMatchObject({ report: made.body });
    const path = `/v1/reports/${found!['id']!}`;
    for (const _ of [1, 2]) {
      const { body } = await call(gateway.parking, 'POST', `${path}/receipt`);
      expect(body).toEqual({ id: found!['id'], lookupId, madeAt: found!['madeAt'], state: 'RECEIVED' });
    }
    expect(await kept()).not.toContain('kanarienvogel');
    expect(await shown(lookupId)).toMatchObject({ report: { state: 'RECEIVED' } });
    for (const _ of [1, 2]) {
      const { body } = await call(gateway.parking, 'POST', `${path}/closing`, { outcome: 'CONFIRMED' });
      expect(body).toMatchObject({ state: 'CLOSED' });
    }
    expect(await shown(lookupId)).toMatchObject({ report: { state: 'CLOSED', outcome: 'CONFIRMED' } });
    const other = await call(gateway.parking, 'POST', `${path}/closing`, { outcome: 'NOT_CONFIRMED' });
    expect([other.status, other.body.code]).toEqual([409, 'report-closed']);
    expect(await inbox()).toEqual([]);
  });

  it('is encrypted to the authority that has a key, and is erased by its end as well', async () => {
    way = await PreviewWay.of(gateway);
    const lookupId = await lookedUp();
    await report(lookupId);
    expect(await kept()).not.toContain('kanarienvogel');
    const [found] = await inbox();
    const { plaintext } = await compactDecrypt(found!['jwe']!, way.keys.privateKey);
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual({
      reportId: found!['id'],
      lookupId,
      text: TEXT,
    });
    expect(decodeProtectedHeader(found!['jwe']!)).toMatchObject({ typ: 'report+jwe' });
    await call(gateway.parking, 'POST', `/v1/reports/${found!['id']!}/closing`, { outcome: 'NOT_CONFIRMED' });
    const sql = 'select content from report where decision_id = $1';
    const { rows } = await gateway.inner.pool.query(sql, [lookupId]);
    expect(rows).toEqual([{ content: null }]);
  });

  it('is made once, also of many at once; the same again is answered alike', async () => {
    const lookupId = await lookedUp();
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(lookupId)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect((await inbox()).filter((each) => each['lookupId'] === lookupId)).toHaveLength(1);
    expect((await report(lookupId, { text: 'Else.' })).body.code).toBe('report-made');
  });

  it('is possible of a refusal, not of a preview', async () => {
    const refused = (await gateway.lookUp({ consentId: 'x' })).body['lookupId'];
    expect((await report(refused)).status).toBe(200);
    const { id } = await way.shown(await gateway.chosenId());
    expect((await report(id)).body).toMatchObject({
      code: 'request-invalid',
      errors: [{ pointer: '/about' }],
    });
  });

  it.each<[string, object]>([
    ['no words', { text: ' \n ' }],
    ['too many', { text: 'a'.repeat(2_001) }],
    ['control characters', { text: 'a\u0000b' }],
    ['a direction turned', { text: 'a\u202Eb' }],
    ['something else', { about: 'ELSE' }],
  ])('is refused with %s', async (_, change) => {
    expect((await report(randomUUID(), change)).body.code).toBe('request-invalid');
  });

  it('is unknown to other authorities', async () => {
    await report(await lookedUp());
    expect(await inbox(gateway.housing)).toEqual([]);
    const { id } = (await inbox())[0]!;
    for (const [act, body] of Object.entries({ receipt: undefined, closing: { outcome: 'CONFIRMED' } })) {
      const { status, body: answer } = await call(gateway.housing, 'POST', `/v1/reports/${id!}/${act}`, body);
      expect([status, answer.code]).toEqual([404, 'report-unknown']);
    }
  });

  it('is refused alike for an unknown row, a row of others and a hidden one', async () => {
    const lookupId = await lookedUp();
    const answers = [await report(lookupId, {}, stranger), await report(randomUUID())];
    const authorities = demoPolicy.authorities.map((each) =>
      each.id === 'strassenverkehr-hannover' ? { ...each, concealed: 'BMG §11' } : each,
    );
    await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, authorities });
    answers.push(await report(lookupId), await report('no-id'));
    const told = answers.map(({ status, body: { traceId: _, ...body } }) => ({ status, body }));
    expect(told[0]).toMatchObject({ status: 404, body: { code: 'disclosure-unknown' } });
    expect(told.every((each) => JSON.stringify(each) === JSON.stringify(told[0]))).toBe(true);
  });
});
