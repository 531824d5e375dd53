import { v7 } from 'uuid';
import { PermitCaller, RegisterUnderTest } from '#libs/register-kit-testing';
import { describeDoubts } from '../../../../libs/cases/src/testing/index.ts';
import { migrations } from '../migrations/index.ts';
import { aPersonHolder, aVehicle } from '../vehicle.builder.ts';
import type { Vehicle } from '../vehicle.entity.ts';
import { transferTo } from '../vehicle.rules.ts';
import { vehicles } from '../vehicles.register.ts';
import { vehicleCases } from './case.rules.ts';
import { retireSql } from './case.sql.ts';

let register: RegisterUnderTest<Vehicle>;

beforeAll(async () => {
  register = await RegisterUnderTest.open({
    register: vehicles,
    migrations,
    example: aVehicle,
    kept: [],
    change: (n) => transferTo(aPersonHolder({ givenNames: `Erika ${n}` }), null, '2026-01-01'),
  });
});
afterAll(() => register.close());

describe('a value of a vehicle that a person doubts', () => {
  describeDoubts(() => register, vehicleCases);

  it('is looked into though the vehicle gets another holder and is deregistered', async () => {
    const caller = new PermitCaller(register);
    const vehicle = await caller.registered();
    const permit = caller.permitFor(vehicle);
    await caller.ask(permit);
    const report = { id: v7(), recalls: permit.decisionId, words: 'It is another.' };
    await caller.report(report);
    await register.rows(
      `update vehicles set deregistered_on = '2026-02-01',
      origins = jsonb_build_object('*', (origins -> '*') || '{"version": 2}') where id = $1`,
      [vehicle.id],
    );
    const [seen] = await register.rows(retireSql, ['00000000-0000-0000-0000-000000000000', 500]);
    expect(seen).toMatchObject({ gone: 0 });
    expect((await caller.report(report)).body).toEqual({ state: 'OPEN', outcome: null });
  });
});
