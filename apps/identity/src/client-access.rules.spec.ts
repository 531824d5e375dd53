import { ofEachRegister } from '#libs/contracts';
import { ClientAccess } from './client-access.rules.ts';
import { assertionFault } from './client-assertion.rules.ts';
import type { ClientEntry } from './clients-file.ts';

const urls = {
  ...ofEachRegister((name) => [`http://${name}`]),
  gateway: ['http://g'],
  residents: ['http://r', 'http://r2'],
  vehicles: ['http://v'],
  operator: ['http://o'],
  procedures: ['http://p'],
};
const machine = {
  clientId: 'machine',
  grant: 'client_credentials',
  authority: 'authority-m',
  access: [
    { service: 'gateway', scopes: ['lookup'] },
    { service: 'residents', scopes: ['residents:officer'] },
  ],
} as ClientEntry;
const portal = {
  clientId: 'portal',
  grant: 'authorization_code',
  access: [{ service: 'gateway', scopes: ['citizen'] }],
} as ClientEntry;
const access = new ClientAccess([machine, portal], urls);

describe('ClientAccess', () => {
  it.each([
    ['machine', 'http://g', ['lookup'], 'allowed'],
    ['machine', 'http://r', ['residents:officer'], 'allowed'],
    ['machine', 'http://r2', ['residents:officer'], 'allowed'],
    ['machine', 'http://g', ['residents:officer'], 'scope-not-allowed'],
    ['machine', 'http://g', ['lookup', 'residents:officer'], 'scope-not-allowed'],
    ['machine', 'http://g', ['openid', 'lookup'], 'scope-not-allowed'],
    ['machine', 'http://g', [], 'scope-missing'],
    ['machine', 'http://v', ['lookup'], 'resource-unknown'],
    ['machine', 'http://g/', ['lookup'], 'resource-unknown'],
    ['nobody', 'http://g', ['lookup'], 'resource-unknown'],
    ['portal', 'http://g', ['openid', 'citizen'], 'allowed'],
    ['portal', 'http://g', ['citizen'], 'allowed'],
    ['portal', 'http://g', ['openid'], 'scope-missing'],
    ['portal', 'http://g', ['lookup'], 'scope-not-allowed'],
  ])('judges %s at %s with %j: %s', (clientId, resource, requested, verdict) => {
    expect(access.judge(clientId, resource, new Set(requested))).toBe(verdict);
  });

  it.each([
    [['lookup', 'residents:officer'], 'allowed'],
    [['residents:officer'], 'scope-missing'],
    [['lookup', 'citizen'], 'scope-not-allowed'],
  ])('judges %j at one of two resources: %s', (requested, verdict) => {
    const both = ['http://g', 'http://r'];
    expect(access.judge('machine', 'http://g', new Set(requested), both)).toBe(verdict);
  });

  it('knows the authority of machines only', () => {
    expect(access.authorityOf('machine')).toBe('authority-m');
    expect(access.authorityOf('portal')).toBeUndefined();
  });
});

describe('assertionFault', () => {
  const issuer = 'http://issuer';
  const good = { iss: 'c', sub: 'c', aud: issuer, jti: 'j', iat: 1000, exp: 1060 };

  it('finds nothing in a good assertion', () => {
    expect(assertionFault(good, issuer, 1000)).toBeUndefined();
  });

  it.each([
    ['aud', [issuer]],
    ['aud', `${issuer}/`],
    ['sub', 'd'],
    ['jti', 5],
    ['jti', 'j'.repeat(256)],
    ['iat', undefined],
    ['iat', '1000'],
    ['iat', 1011],
    ['exp', 1300.5],
    ['exp', 1301],
  ])('finds fault with %s = %j', (claim, value) => {
    expect(assertionFault({ ...good, [claim]: value }, issuer, 1000)).toContain(claim);
  });
});
