import { ANNA, DemoGateway, excerpt, HOLDER, residence, vehicle } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { BEN } from '../testing/follower.ts';
import { PreviewWay, type Shown } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
let way: PreviewWay;
let stranger: string;
let consentId: string;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
  stranger = await gateway.inner.citizen(HOLDER);
});
afterAll(() => gateway.inner.stop());
beforeEach(async () => {
  gateway.calmRegisters();
  consentId = await gateway.chosenId();
});

const { evidenceType, subject } = residence;
const item = (change: object = {}): object => ({ evidenceType, subject, consentId, ...change });
const previewsOf = ({ body }: Answer) => body['previews'] as Record<string, unknown>[];
const codes = (answer: Answer) =>
  previewsOf(answer).map((each) => (each['problem'] as { code: string } | undefined)?.code ?? each['status']);
const nothing = (decisionId: string) => ({ decisionId, status: 'NO_EVIDENCE', concerns: [] }) as const;

describe('a preview', () => {
  it('shows the citizen what the register answers, decided and recorded as told to the person', async () => {
    const answer = await way.preview([item()], { caseReference: 'BPA-1' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const [shown] = previewsOf(answer);
    expect(shown).toMatchObject({
      key: expect.stringMatching(/^[\w-]{43}$/),
      status: 'EVIDENCE',
      evidenceType,
      basis: { kind: 'CHOICE', consentId },
      registerAuthority: 'Fake register',
      evidence: { familyName: 'value' },
      provenance: { familyName: { register: 'residents' } },
      expiresAt: expect.any(String),
    });
    const id = shown!['id'] as string;
    const citizen = gateway.inner.citizenSub(ANNA);
    expect(await gateway.decisionOf(id)).toMatchObject({
      stage: 'PREVIEW',
      preview: id,
      client_id: 'portal',
      citizen,
      status: 'EVIDENCE',
    });
    expect(gateway.inner.registers.residents.permits).toEqual([
      expect.objectContaining({
        decisionId: id,
        subject: ANNA,
        citizen,
        authority: 'strassenverkehr-hannover',
      }),
    ]);
    const trail = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(trail.body['disclosures']).toEqual([
      expect.objectContaining({
        lookupId: id,
        stage: 'PREVIEW',
        recipient: 'PERSON',
        previewId: id,
        caseReference: 'BPA-1',
      }),
    ]);
  });

  it('answers each item by itself: one that is refused or silent does not spoil the others', async () => {
    const car = await gateway.chosenId(vehicle);
    gateway.inner.registers.vehicles.behaviour = () => undefined;
    const answer = await way.preview([
      item(),
      item({ evidenceType: vehicle.evidenceType, subject: vehicle.subject, consentId: car }),
      item({ consentId: car }),
      item({ evidenceType: 'residents.shoes.v1' }),
      item({ subject: { idnr: BEN, birthDate: '1985-04-12' } }),
      item({ evidenceType: excerpt.evidenceType, subject: excerpt.subject }),
    ]);
    expect(codes(answer)).toEqual([
      'EVIDENCE',
      'register-unavailable',
      'consent-foreign',
      'evidence-type-unknown',
      'subject-foreign',
      'grant-missing',
    ]);
    const problems = previewsOf(answer).slice(1);
    for (const each of problems) expect(each['otherWays']).toEqual(['ENTER_IT', 'BRING_PAPER']);
    // An id may have eleven digits in a row.
    const told = JSON.stringify(problems, (name, value) => (name.endsWith('Id') ? '' : (value as unknown)));
    expect(told).not.toMatch(/h-ab|H-AB|\d{11}/);
  });

  it('is no use of the choice, and refused as a lookup is', async () => {
    const limited = await gateway.chosenId({ maxUses: 1 });
    await way.shown(limited);
    await way.shown(limited);
    const { body } = await gateway.inner.call(gateway.anna, 'GET', `/v1/consents/${limited}`);
    expect(body).toMatchObject({ maxUses: 1, uses: 0 });
    expect((await way.take(await way.released(limited))).status).toBe(200);
    expect(codes(await way.preview([item({ consentId: limited })]))).toEqual(['consent-exhausted']);
    const address = item({ evidenceType: 'residents.address.v1', consentId: limited });
    expect(codes(await way.preview([address]))).toEqual(['consent-mismatch']);
    const late = await gateway.chosenId();
    expect(codes(await way.preview([item({ consentId: limited })]))).toEqual(['consent-superseded']);
    await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${late}/withdrawal`);
    expect(codes(await way.preview([item({ consentId: late })]))).toEqual(['consent-withdrawn']);
  });

  it('of a vehicle of somebody else’s choice is refused', async () => {
    const theirs = (await gateway.choose(vehicle, stranger)).body['id'] as string;
    const { evidenceType: type, subject: car } = vehicle;
    const answer = await way.preview([item({ evidenceType: type, subject: car, consentId: theirs })]);
    expect(codes(answer)).toEqual(['consent-foreign']);
  });

  it('without evidence names the other way and holds nothing to use', async () => {
    gateway.inner.registers.residents.behaviour = ({ decisionId }) => nothing(decisionId);
    const [shown] = previewsOf(await way.preview([item()]));
    expect(shown).toEqual({
      id: expect.any(String),
      status: 'NO_EVIDENCE',
      evidenceType,
      otherWays: ['ENTER_IT', 'BRING_PAPER'],
    });
    const { status, body } = await way.use({ id: shown!['id'] as string, key: 'k'.repeat(43) });
    expect([status, body.code]).toEqual([409, 'nothing-to-use']);
  });

  it('takes a login of the purpose’s level, an item that can be read, and no idempotency key', async () => {
    const low = await gateway.inner.citizen(ANNA, 'low');
    const refused = await way.preview([item()], {}, low);
    expect([refused.status, refused.body.code]).toEqual([401, 'assurance-too-low']);
    const wrong = await way.preview([item(), item({ subject: { idnr: '01234567813' } })]);
    expect(wrong.body).toMatchObject({
      code: 'check-digit-wrong',
      errors: [{ pointer: '/items/1/subject/idnr' }],
    });
    expect((await way.preview([])).body.code).toBe('request-invalid');
    expect((await way.preview([item()], {}, gateway.parking)).body.code).toBe('scope-missing');
    const body = { authority: 'a', purpose: 'p', items: [item()] };
    const keyed = await gateway.inner.call(gateway.anna, 'POST', '/v1/previews', body, {
      'idempotency-key': 'k',
    });
    expect(keyed.body.code).toBe('idempotency-key-refused');
  });
});

it('says who asked and who decided, and for whom, to that person alone', async () => {
  const car = await gateway.chosenId(vehicle);
  const holder = gateway.inner.citizenSub(HOLDER);
  gateway.inner.registers.vehicles.behaviour = (permit) => evidenceFor(permit, [holder]);
  const asked = item({ evidenceType: vehicle.evidenceType, subject: vehicle.subject, consentId: car });
  const [shown] = previewsOf(await way.preview([asked])) as unknown as [Shown];
  const release = await way.open((await way.use(shown)).body['release'] as string);
  await way.take(release['releaseId'] as string);
  const actingOf = async (token: string) => {
    const { body } = await gateway.inner.call(token, 'GET', '/v1/me/disclosures?limit=2');
    return (body['disclosures'] as Record<string, unknown>[]).map((each) => each['acting']);
  };
  const by = gateway.inner.citizenSub(ANNA);
  const oneself = { as: 'ONESELF', by, for: by };
  expect(await actingOf(gateway.anna)).toEqual([oneself, oneself]);
  expect(await actingOf(stranger)).toEqual([undefined, undefined]);
  const { rows } = await gateway.inner.pool.query(
    `select p.acted_by, p.decided_by, array(select d.acted_by from decision d where d.preview = p.id order by d.id) as decisions
     from preview p where p.id = $1`,
    [shown.id],
  );
  expect(rows).toEqual([{ acted_by: by, decided_by: by, decisions: [by, by] }]);
});

it('is refused, and nothing is asked, for an authority that could not open a release', async () => {
  const before = gateway.inner.registers.residents.permits.length;
  const { status, body } = await way.preview([item()], { authority: 'wohngeld-goettingen' });
  expect([status, body.code]).toEqual([409, 'recipient-key-missing']);
  expect(gateway.inner.registers.residents.permits).toHaveLength(before);
});
