import { untilSameStatements } from '#libs/test-kit';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, DemoGateway, demoPolicy, HOLDER, residence, vehicle } from '../testing/demo-gateway.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
});
afterAll(() => gateway.inner.stop());

const grants = async (token = gateway.parking) => {
  const { body } = await gateway.inner.call(token, 'GET', '/v1/grants/mine');
  return body['grants'] as Record<string, unknown>[];
};

const NOBODY = '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f';
const answered = ({ status, body: { traceId: _, lookupId: _id, ...told } }: Answer) => ({ status, told });

it('what is another’s is told from what nobody knows neither by answers nor by statements', async () => {
  const { call } = gateway.inner;
  const [way, stranger, consentId] = [
    await PreviewWay.of(gateway),
    await gateway.inner.citizen(HOLDER),
    await gateway.chosenId(),
  ];
  const shown = await way.shown(consentId);
  const releaseId = await way.released(consentId);
  const asked = { purpose: residence.purpose, person: { idnr: ANNA } };
  const items = [{ evidenceType: residence.evidenceType }];
  const { body } = await call(gateway.parking, 'POST', '/v1/requests', { ...asked, items });
  const request = body['id'] as string;
  const previewed = (id: string) => {
    const { evidenceType, subject } = residence;
    return way.preview([{ evidenceType, subject, consentId }], { request: id }, stranger);
  };
  const pairs: Readonly<Record<string, [() => Promise<Answer>, () => Promise<Answer>]>> = {
    'a release': [
      () => way.take(releaseId, 'k', gateway.housing),
      () => way.take('A'.repeat(43), 'k', gateway.housing),
    ],
    'the use of a preview': [
      () => way.use(shown, stranger),
      () => way.use({ ...shown, id: NOBODY }, stranger),
    ],
    'its refusal': [
      () => way.decline(shown, stranger),
      () => way.decline({ ...shown, id: NOBODY }, stranger),
    ],
    'a preview for a request': [() => previewed(request), () => previewed(NOBODY)],
    ...Object.fromEntries(
      [
        [`a request`, '/v1/requests/', request, gateway.housing],
        [`a request to somebody`, '/v1/me/requests/', request, stranger],
        [`a consent`, '/v1/consents/', consentId, stranger],
      ].map(([what, path, id, token]) => [
        what!,
        [() => call(token, 'GET', path! + id!), () => call(token, 'GET', path! + NOBODY)],
      ]),
    ),
  };
  for (const [what, [foreign, unknown]] of Object.entries(pairs)) {
    const [one, other] = [answered(await foreign()), answered(await unknown())];
    expect([what, one.status, one]).toEqual([what, 404, other]);
    await untilSameStatements(what, foreign, unknown);
  }
  gateway.calmRegisters();
});

describe('a lookup on choice', () => {
  it('is refused unseen, on record for the person, and the register hears nothing', async () => {
    const consentId = await gateway.chosenId();
    const { status, body } = await gateway.lookUp({ consentId });
    expect([status, body.code]).toEqual([403, 'preview-required']);
    expect(await gateway.decisionOf(body.lookupId)).toMatchObject({
      stage: 'LOOKUP',
      refusal: 'preview-required',
    });
    expect(gateway.inner.registers.residents.permits).toEqual([]);
    const way = await PreviewWay.of(gateway);
    expect((await way.take(await way.released(consentId))).body.status).toBe('EVIDENCE');
    expect((await gateway.lookUp(vehicle)).body.status).toBe('EVIDENCE');
  });

  it('is said by the grants to take a preview, and which of them are about social data', async () => {
    expect(await grants()).toContainEqual(
      expect.objectContaining({ id: 'hannover-parking-residence', previewRequired: true, socialData: false }),
    );
    expect(await grants()).toContainEqual(
      expect.objectContaining({ id: 'hannover-parking-vehicle', previewRequired: false }),
    );
    expect(await grants(gateway.housing)).toContainEqual(
      expect.objectContaining({ id: 'goettingen-housing-address', previewRequired: true, socialData: true }),
    );
  });

  it('is answered where the policy says why evidence cannot come at once', async () => {
    const consentId = await gateway.chosenId();
    await applyPolicy(gateway.inner.database.migratorUrl, demoPolicy);
    expect((await gateway.lookUp({ consentId })).body).toMatchObject({
      status: 'EVIDENCE',
      evidenceType: residence.evidenceType,
    });
    expect(await grants()).toContainEqual(
      expect.objectContaining({ previewRequired: false, previewNotPossible: 'in a test' }),
    );
    gateway.inner.registers.residents.represented = { answer: 'ALONE', open: true };
    const child = { idnr: '02471038561', birthDate: '2015-02-03' };
    const actingFor = { as: 'PARENT', by: { idnr: ANNA, birthDate: '1988-04-17' }, for: child };
    const forAnother = await gateway.choose({ actingFor });
    expect(forAnother).toMatchObject({ status: 403, body: { errors: [{ pointer: '/actingFor' }] } });
  });
});
