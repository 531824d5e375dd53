import type { RunningRegister } from '#libs/register-kit-testing';
import { aRegistration } from './registration.builder.ts';
import { startResidents } from './testing/start-residents.ts';
import { aHome, aPostalAddress } from './resident.builder.ts';

const act = { ground: 'BMG §17(1)', effectiveOn: '2026-02-01', expectedVersion: 1 };

let register: RunningRegister;

beforeAll(async () => {
  register = await startResidents();
});
afterAll(() => register.stop());

describe('the spelling of names', () => {
  it('is no change where only the marks stand apart: names, moves and imports', async () => {
    const home = aHome({ street: 'Mühlenweg' });
    const body = aRegistration({ familyName: 'Müller', addresses: [home] });
    const { id } = (await register.post('/v1/residents', body)).body;
    const named = { ...act, familyName: 'Müller'.normalize('NFD') };
    expect(await register.post(`/v1/residents/${id}/acts/change-name`, named)).toMatchObject({
      body: { code: 'name-unchanged' },
    });
    const moved = { ...act, address: aPostalAddress({ street: 'Mühlenweg'.normalize('NFD') }) };
    expect(await register.post(`/v1/residents/${id}/acts/move`, moved)).toMatchObject({
      body: { code: 'move-to-current-address' },
    });
    const other = aRegistration({ familyName: 'Müller'.normalize('NFD') });
    await register.post('/v1/residents', other);
    expect(
      (await register.import(`${JSON.stringify({ ...other, familyName: 'Müller' })}\n`)).report.at(-1),
    ).toEqual({
      summary: { lines: 1, created: 0, unchanged: 1, failed: 0 },
    });
  });
});
