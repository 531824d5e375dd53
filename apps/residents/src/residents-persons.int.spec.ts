import type { RunningRegister } from '#libs/register-kit-testing';
import { aRegistration } from './registration.builder.ts';
import { startResidents } from './testing/start-residents.ts';
import { aPostalAddress } from './resident.builder.ts';

const move = {
  ground: 'BMG §17(1)',
  effectiveOn: '2026-02-01',
  expectedVersion: 1,
  address: aPostalAddress({ street: 'Neuer Weg' }),
};

let register: RunningRegister;

beforeAll(async () => {
  register = await startResidents();
});
afterAll(() => register.stop());

describe('officers', () => {
  it('are named in the history as persons with their client; a machine by its client alone', async () => {
    const { id } = (await register.post('/v1/residents', aRegistration(), await register.machine('imports')))
      .body;
    const elsewhere = await register.authorization(undefined, undefined, 'desk-of-the-night');
    await register.post(`/v1/residents/${id}/acts/move`, move, elsewhere);
    const history = (await register.get(`/v1/residents/${id}/history`)).body as unknown as object[];
    expect(history[0]).toMatchObject({ officer: 'imports', client: 'imports' });
    expect(history[0]).not.toHaveProperty('issuer');
    expect(history[1]).toMatchObject({
      officer: 'officer-of-the-contract',
      issuer: register.issuerUrl,
      client: 'desk-of-the-night',
    });
  });

  it('have their keys for themselves, at each client, and citizens have no acts', async () => {
    const key = { 'idempotency-key': 'one-key.2' };
    const scope = 'residents:officer';
    const callers = await Promise.all([
      register.authorization(scope, 'anna', 'desk-1'),
      register.authorization(scope, 'berta', 'desk-1'),
      register.authorization(scope, 'anna', 'desk-2'),
      register.machine('anna'),
    ]);
    const statuses = [];
    for (const caller of callers) {
      const body = aRegistration();
      const first = await register.post('/v1/residents', body, { ...key, ...caller });
      const again = await register.post('/v1/residents', body, { ...key, ...caller });
      expect(again.text).toBe(first.text);
      statuses.push(first.status);
    }
    expect(statuses).toEqual([201, 201, 201, 201]);
    const citizen = await register.authorization('citizen', 'pseudonym', 'portal');
    expect(await register.post('/v1/residents', aRegistration(), citizen)).toMatchObject({
      status: 403,
      body: { code: 'scope-missing' },
    });
  });
});
