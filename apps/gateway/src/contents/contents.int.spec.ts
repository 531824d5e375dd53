import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, DemoGateway, demoPolicy, HOLDER, residence, vehicle } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
let stranger: string;
beforeAll(async () => {
  gateway = await DemoGateway.start(undefined, true);
  stranger = await gateway.inner.citizen(HOLDER);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const residents = () => gateway.inner.registers.residents;
const goettingen = () => gateway.inner.besides!;
const content = (lookupId: unknown, token = gateway.anna): Promise<Answer> =>
  gateway.inner.call(token, 'POST', `/v1/me/disclosures/${String(lookupId)}/content`);
const data = (change: object = {}): Promise<Answer> =>
  gateway.inner.call(gateway.anna, 'POST', '/v1/me/data', {
    register: 'residents',
    subject: { idnr: ANNA },
    ...change,
  });
const shown = async (lookupId: unknown) => {
  const { body } = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures');
  return (body['disclosures'] as Record<string, unknown>[]).find((row) => row['lookupId'] === lookupId);
};
/** Told by the process that serves Hannover, whose log knows it. */
async function told(register = residents()): Promise<string> {
  const { body } = await gateway.lookUp({ consentId: await gateway.chosenId() });
  const decisionId = body['lookupId'] as string;
  register.log = [{ decisionId, status: 'EVIDENCE', concerns: [] }];
  return decisionId;
}

describe('the content of a transfer', () => {
  it('is what the register recalls of it, by a decision of its own that the trail shows', async () => {
    const recalls = await told();
    const { status, body } = await content(recalls);
    const { lookupId } = body;
    expect([status, body]).toMatchObject([
      200,
      { status: 'EVIDENCE', evidence: { familyName: 'value' }, registerAuthority: 'Fake register' },
    ]);
    const { fields, authority, purpose, evidence_type: evidenceType } = (await gateway.decisionOf(recalls))!;
    expect(residents().recalls.at(-1)).toEqual({
      decisionId: lookupId,
      recalls,
      citizen: gateway.inner.citizenSub(ANNA),
      fields,
      authority,
      purpose,
      evidenceType,
    });
    expect(await shown(lookupId)).toMatchObject({
      stage: 'CONTENT',
      recalls,
      recipient: 'PERSON',
      startedBy: 'PERSON',
      outcome: 'DISCLOSED',
      basis: { kind: 'STATUTE', legalBasis: expect.stringContaining('OZG §10') },
    });
    const refused = await gateway.lookUp({ consentId: 'x' });
    for (const id of [lookupId, refused.body['lookupId']])
      expect((await content(id)).body.code).toBe('disclosure-empty');
  });

  it('is asked for at the process that told it, wherever the person lives now', async () => {
    residents().log = [];
    const recalls = await told(goettingen());
    const before = residents().recalls.length;
    expect((await content(recalls)).body).toMatchObject({ status: 'EVIDENCE' });
    expect(goettingen().recalls.at(-1)).toMatchObject({ recalls });
    expect(residents().recalls).toHaveLength(before);
  });

  it('is vouched for by the process that keeps the person now, and by no other', async () => {
    const recalls = await told();
    await content(recalls);
    expect(residents().recalls.at(-1)).not.toHaveProperty('vouched');
    const both = [residents(), goettingen()];
    for (const register of both) Object.assign(register, { vouches: true, vouchers: [] });
    await content(recalls);
    expect(residents().recalls.at(-1)).toMatchObject({ recalls, vouched: true });
    expect(both.flatMap(({ vouchers }) => vouchers)).toEqual([gateway.inner.citizenSub(ANNA)]);
  });

  it('is nothing where no process knows it, and where the register has nothing to show', async () => {
    const recalls = await told();
    residents().log = [];
    goettingen().log = [];
    expect((await content(recalls)).body).toMatchObject({ status: 'NO_EVIDENCE' });
    residents().log = [{ decisionId: recalls, status: 'EVIDENCE', concerns: [] }];
    residents().recalled = ({ decisionId }) => ({ decisionId, status: 'NO_EVIDENCE', concerns: [] });
    const { body } = await content(recalls);
    expect(body).toEqual({
      lookupId: expect.any(String),
      status: 'NO_EVIDENCE',
      evidenceType: residence.evidenceType,
    });
    expect(await shown(body['lookupId'])).toMatchObject({ outcome: 'NOTHING_DISCLOSED' });
  });

  it('is not shown with more than was released', async () => {
    const recalls = await told();
    residents().recalled = (recall) =>
      evidenceFor({ ...recall, fields: [...recall.fields, 'gender'] }, [recall.citizen]);
    const { body } = await content(recalls);
    expect(body.code).toBe('register-unavailable');
    residents().recalled = (recall) => evidenceFor(recall, [recall.citizen]);
    expect(await shown(body['lookupId'])).toMatchObject({ outcome: 'REGISTER_SILENT' });
  });

  it('is shown to whom the register named as concerned', async () => {
    const { vehicles } = gateway.inner.registers;
    vehicles.behaviour = (permit) => evidenceFor(permit, [gateway.inner.citizenSub(ANNA)]);
    const { body } = await gateway.lookUp(vehicle);
    expect((await content(body['lookupId'])).body).toMatchObject({ status: 'EVIDENCE' });
    expect((await content(body['lookupId'], stranger)).body.code).toBe('disclosure-unknown');
  });

  it('is kept nowhere', async () => {
    const recalls = await told();
    residents().recalled = (recall) => {
      const answer = evidenceFor(recall, [recall.citizen]);
      return { ...answer, evidence: { familyName: 'kanarienvogel' } } as typeof answer;
    };
    const { body, headers } = await content(recalls);
    expect([body['evidence'], headers.get('cache-control')]).toEqual([
      { familyName: 'kanarienvogel' },
      'no-store',
    ]);
    residents().recalled = (recall) => evidenceFor(recall, [recall.citizen]);
    const owner = new pg.Pool({ connectionString: gateway.inner.database.migratorUrl });
    const { rows: tables } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const everything = await Promise.all(
      tables.map(async ({ name }) => (await owner.query(`select t::text as line from ${name} t`)).rows),
    );
    await owner.end();
    const all = JSON.stringify(everything);
    expect(all).toContain(String(body['lookupId']));
    expect(all).not.toContain('kanarienvogel');
  });
});

describe('own data', () => {
  it('are all fields of the register, for the person, on record without an authority', async () => {
    const { status, body } = await data();
    expect([status, body]).toMatchObject([200, { status: 'EVIDENCE', evidence: { familyName: 'value' } }]);
    const permit = [...residents().permits, ...goettingen().permits].at(-1)!;
    expect(permit).toMatchObject({
      decisionId: body['lookupId'],
      subjectKind: 'idnr',
      citizen: gateway.inner.citizenSub(ANNA),
      recipient: 'PERSON',
    });
    expect(permit.fields).toEqual(expect.arrayContaining(['address.street', 'birthDate']));
    const row = await shown(body['lookupId']);
    expect(row).toMatchObject({ stage: 'OWN_DATA', recipient: 'PERSON', startedBy: 'PERSON' });
    expect(row).not.toHaveProperty('authority');
  });

  it.each<[string, object]>([
    ['subject-foreign', { subject: { idnr: '02234567897' } }],
    ['subject-kind-unsuitable', { subject: { plate: 'H-AB 123' } }],
    ['request-invalid', { register: 'moon' }],
  ])('are refused as %s for %j', async (code, change) => {
    expect((await data(change)).body.code).toBe(code);
  });
});

it('a permit says that a person is told of a preview, and nothing of a lookup', async () => {
  const way = await PreviewWay.of(gateway);
  const consentId = await gateway.chosenId();
  const { evidenceType, subject } = residence;
  await way.preview([{ evidenceType, subject, consentId }]);
  await gateway.lookUp({ consentId });
  const permits = [...residents().permits, ...goettingen().permits];
  expect(permits.map(({ recipient }) => recipient)).toEqual(['PERSON', undefined]);
});

it('an unknown entry looks like one of others and like a hidden one', async () => {
  const lookupId = await told();
  const answers = [await content(lookupId, stranger), await content(randomUUID())];
  const authorities = demoPolicy.authorities.map((each) =>
    each.id === 'strassenverkehr-hannover' ? { ...each, concealed: 'BMG §11' } : each,
  );
  await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, authorities });
  answers.push(await content(lookupId), await content('no-id'));
  const told404 = answers.map(({ status, body: { traceId: _, ...body } }) => ({ status, body }));
  expect(told404[0]).toMatchObject({ status: 404, body: { code: 'disclosure-unknown' } });
  expect(told404.every((each) => JSON.stringify(each) === JSON.stringify(told404[0]))).toBe(true);
});
