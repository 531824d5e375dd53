import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import { Quotas } from '../limits/index.ts';
import { aGrant } from '../policy/policy.builder.ts';
import { ANNA, DemoGateway, demoPolicy } from '../testing/demo-gateway.ts';
import { type Answer, GATEWAY } from '../testing/test-gateway.ts';

const lookup = {
  evidenceType: 'residents.address.v1',
  purpose: 'resident-parking-permit',
  subject: { idnr: ANNA, birthDate: '1985-04-12' },
};
/** Next to nothing is refilled while the test runs. */
const limits = [
  {
    subjectKinds: ['idnr'] as const,
    lookups: { count: 5, windowS: 86_400 },
    guesses: { count: 5, windowS: 86_400 },
  },
];
const grant = aGrant({
  id: 'people',
  authority: 'strassenverkehr-hannover',
  evidenceType: lookup.evidenceType,
  purpose: lookup.purpose,
  ground: { kind: 'STATUTE', legalBasis: 'of the test' },
});

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start(undefined, false, { ...demoPolicy, grants: [grant], limits });
});
afterAll(() => gateway.inner.stop());

const left = ({ status, headers }: Answer) => [status, /r=\d+/.exec(headers.get('ratelimit') ?? '')?.[0]];

describe('a captured lookup that is sent once more', () => {
  it('uses up nothing of what its client may ask', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = await exportJWK(publicKey);
    const { machine } = gateway.inner;
    const token = await machine(
      'parking-hannover',
      'strassenverkehr-hannover',
      await calculateJwkThumbprint(jwk),
    );
    const ath = createHash('sha256').update(token).digest('base64url');
    const proof = (): Promise<string> =>
      new SignJWT({ htm: 'POST', htu: `${GATEWAY}/v1/lookups`, jti: randomUUID(), ath })
        .setIssuedAt()
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(privateKey);
    const ask = (dpop: string): Promise<Answer> =>
      gateway.inner.call(token, 'POST', '/v1/lookups', lookup, { authorization: `DPoP ${token}`, dpop });
    const captured = await proof();
    expect(left(await ask(captured))).toEqual([200, 'r=4']);
    await gateway.inner.app.get(Quotas).sync();
    for (let n = 0; n < 7; n++) expect(left(await ask(captured))).toEqual([401, 'r=4']);
    await gateway.inner.app.get(Quotas).sync();
    expect(left(await ask(await proof()))).toEqual([200, 'r=3']);
  });
});
