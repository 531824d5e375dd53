import { applyPolicy } from '../policy/policy.writer.ts';
import { DemoGateway, demoPolicy, residence, vehicle } from '../testing/demo-gateway.ts';
import { PreviewWay } from '../testing/preview-way.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
});
afterAll(() => gateway.inner.stop());

const grants = async (token = gateway.parking) => {
  const { body } = await gateway.inner.call(token, 'GET', '/v1/grants/mine');
  return body['grants'] as Record<string, unknown>[];
};

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
  });
});
