import { eventually } from '#libs/test-kit';
import { ANNA, DemoGateway, HOLDER, residence, vehicle } from './testing/demo-gateway.ts';
import { evidenceFor } from './testing/fake-register.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

describe('a lookup by choice', () => {
  it('asks the register for exactly the permitted fields and answers with ground and provenance', async () => {
    const consentId = await gateway.chosenId();
    const { status, body, headers } = await gateway.lookUp({ consentId, caseReference: 'BPA-1' });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      status: 'EVIDENCE',
      basis: { kind: 'CHOICE', consentId },
      registerAuthority: 'Fake register',
      validFor: 'P1D',
      provenance: { familyName: { register: 'residents', version: 1 } },
    });
    const citizen = gateway.inner.citizenSub(ANNA);
    expect(gateway.inner.registers.residents.permits).toEqual([
      expect.objectContaining({ subject: ANNA, birthDate: '1985-04-12', citizen }),
    ]);
    expect(await gateway.decisionOf(body.lookupId)).toMatchObject({
      permitted: true,
      status: 'EVIDENCE',
      citizen,
      case_reference: 'BPA-1',
    });
  });

  it('is refused after the withdrawal, and the register hears nothing', async () => {
    const consentId = await gateway.chosenId();
    const withdrawal = await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${consentId}/withdrawal`);
    expect(withdrawal.body).toMatchObject({ state: 'WITHDRAWN', closed: [consentId] });
    const { status, body } = await gateway.lookUp({ consentId });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'consent-withdrawn' });
    expect(gateway.inner.registers.residents.permits).toEqual([]);
    expect(await gateway.decisionOf(body.lookupId)).toMatchObject({
      permitted: false,
      refusal: 'consent-withdrawn',
    });
  });

  it('of a vehicle binds that vehicle and that person', async () => {
    const consentId = await gateway.chosenId(vehicle);
    const answer = await gateway.lookUp({ ...vehicle, consentId });
    expect(answer.body).toMatchObject({ status: 'EVIDENCE', basis: { kind: 'CHOICE' } });
    const citizen = gateway.inner.citizenSub(ANNA);
    expect(gateway.inner.registers.vehicles.permits[0]).toMatchObject({ subject: 'H-AB 123', citizen });
    const other = await gateway.lookUp({ ...vehicle, subject: { plate: 'H-AB 124' }, consentId });
    expect(other.body.code).toBe('consent-foreign');
  });
});

describe('a lookup by statute', () => {
  it('needs no consent, names no citizen in the permit, and shows up for the person concerned', async () => {
    const holder = gateway.inner.citizenSub(HOLDER);
    gateway.inner.registers.vehicles.behaviour = (permit) => evidenceFor(permit, [holder]);
    const { body } = await gateway.lookUp(vehicle);
    expect(body).toMatchObject({ status: 'EVIDENCE', basis: { kind: 'STATUTE' } });
    expect(gateway.inner.registers.vehicles.permits[0]).not.toHaveProperty('citizen');
    const token = await gateway.inner.citizen(HOLDER);
    const seen = await gateway.inner.call(token, 'GET', '/v1/me/disclosures');
    const basis = expect.objectContaining({ kind: 'STATUTE' });
    expect(seen.body['disclosures']).toEqual([
      expect.objectContaining({ lookupId: body.lookupId, outcome: 'DISCLOSED', basis }),
    ]);
  });
});

describe('the neutral answer', () => {
  it('is the same to the byte but for its id', async () => {
    gateway.inner.registers.residents.behaviour = ({ decisionId }) => ({
      decisionId,
      status: 'NO_EVIDENCE',
      concerns: [],
    });
    const consentId = await gateway.chosenId();
    const [one, two] = [await gateway.lookUp({ consentId }), await gateway.lookUp({ consentId })];
    const { evidenceType } = residence;
    const neutral = { lookupId: expect.any(String), status: 'NO_EVIDENCE', evidenceType };
    expect([one.body, two.body]).toEqual([neutral, neutral]);
    expect(one.status).toBe(200);
  });
});

describe('a refusal', () => {
  const byIdnrOnly = { subject: { idnr: ANNA }, consentId: 'x' };
  it.each<[string, object, number]>([
    ['field-unknown', { ...vehicle, fields: ['plate', 'holder.birthDate'] }, 400],
    ['grant-missing', { evidenceType: 'residents.identity.v1' }, 403],
    ['evidence-type-unknown', { evidenceType: 'residents.shoes.v1' }, 404],
    ['purpose-unknown', { purpose: 'curiosity' }, 403],
    ['subject-kind-unsuitable', { subject: { plate: 'H-AB 123' } }, 400],
    ['consent-required', {}, 403],
    ['consent-foreign', { consentId: 'x' }, 403],
    ['birth-date-missing', byIdnrOnly, 400],
    [
      'field-not-granted',
      { evidenceType: 'residents.address.v1', fields: ['familyName'], consentId: 'x' },
      403,
    ],
  ])('as %s leaves a decision row and a problem with its id', async (code, change, status) => {
    const answer = await gateway.lookUp(change);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(await gateway.decisionOf(answer.body.lookupId)).toMatchObject({ refusal: code, status: null });
  });

  it('meets an authority that asks for what only another may', async () => {
    const answer = await gateway.lookUp({ ...vehicle, purpose: 'housing-benefit' }, gateway.housing);
    expect(answer.body.code).toBe('grant-missing');
  });

  it('meets a client the policy does not know, and is recorded', async () => {
    const stranger = await gateway.inner.machine('stranger', 'strassenverkehr-hannover');
    const answer = await gateway.lookUp({}, stranger);
    expect(answer.body.code).toBe('client-inactive');
    expect(await gateway.decisionOf(answer.body.lookupId)).toMatchObject({ client_id: 'stranger' });
  });

  it.each<[string, unknown, string]>([
    ['a wrong check digit', { ...residence, subject: { idnr: '01234567813' } }, 'check-digit-wrong'],
    ['a malformed plate', { ...vehicle, subject: { plate: 'HIA12' } }, 'identifier-malformed'],
    ['an unknown member', { ...residence, verbose: true }, 'member-unknown'],
    ['broken JSON', '{', 'json-malformed'],
  ])('of %s leaves no row and repeats no value', async (_, body, code) => {
    const count = async () =>
      (await gateway.inner.pool.query('select count(*)::int as n from decision')).rows[0] as object;
    const before = await count();
    const answer = await gateway.inner.call(gateway.parking, 'POST', '/v1/lookups', body);
    expect(answer.body.code).toBe(code);
    expect(JSON.stringify(answer.body)).not.toMatch(/01234567813|HIA12/);
    expect(await count()).toEqual(before);
  });
});

describe('the database', () => {
  it('holds no identifier, whatever was asked', async () => {
    for (const table of ['decision', 'outcome', 'concern', 'consent', 'consent_event', 'notice']) {
      const { rows } = await gateway.inner.pool.query(`select t::text as line from ${table} t`);
      expect(JSON.stringify(rows)).not.toMatch(/0123456781|0234567892|H-AB|1985-04-12/);
    }
  });
});

describe('metrics', () => {
  const countOf = async (sample: string): Promise<number> => {
    const text = await (await fetch(`${gateway.inner.systemUrl}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${sample} `));
    return Number(line?.slice(sample.length + 1) ?? 0);
  };

  it('count decisions, outcomes and answers, by code and route and never by address', async () => {
    const samples = [
      'einmal_decisions_total{effect="PERMIT",refusal=""}',
      'einmal_decisions_total{effect="DENIAL",refusal="field-not-granted"}',
      'einmal_outcomes_total{status="EVIDENCE"}',
      'einmal_register_answers_total{register="residents",status="answered"}',
      'einmal_http_request_duration_seconds_count{method="POST",route="/v1/lookups",status="200"}',
      'einmal_http_request_duration_seconds_count{method="POST",route="/v1/lookups",status="403"}',
    ];
    const before = await Promise.all(samples.map(countOf));
    const consentId = await gateway.chosenId();
    expect((await gateway.lookUp({ consentId })).status).toBe(200);
    const foreign = { evidenceType: 'residents.address.v1', fields: ['familyName'] };
    expect((await gateway.lookUp({ ...foreign, consentId })).status).toBe(403);
    const grown = async (): Promise<number[]> => {
      const after = await Promise.all(samples.map(countOf));
      return after.map((count, index) => count - (before[index] ?? 0));
    };
    // An answer is timed when its last byte has left, which the caller may see a moment earlier.
    await eventually('each is counted once', grown, (counts) => counts.every((count) => count === 1));
    const text = await (await fetch(`${gateway.inner.systemUrl}/metrics`)).text();
    expect(text).not.toContain(consentId);
  });
});
