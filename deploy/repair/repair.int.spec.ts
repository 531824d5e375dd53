import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { testDatabase, type TestDatabase, type TestDatabaseOptions } from '#libs/test-kit';
import { aCompany } from '../../apps/business/src/company.builder.ts';
import { migrations as businessMigrations } from '../../apps/business/src/migrations/index.ts';
import { insertConsent } from '../../apps/gateway/src/testing/insert-consent.ts';
import { gatewayMigrations } from '../../apps/gateway/src/migrations/index.ts';
import { migrations as vehiclesMigrations } from '../../apps/vehicles/src/migrations/index.ts';
import { aVehicle } from '../../apps/vehicles/src/vehicle.builder.ts';
import { plant, runRepair } from './testing/repair-run.ts';

describe('the repair of vehicles, companies and consents', () => {
  const open: { database: TestDatabase; owner: pg.Pool }[] = [];

  async function database(
    app: string,
    ofApp: TestDatabaseOptions['migrations'],
  ): Promise<{ url: string; owner: pg.Pool }> {
    const made = await testDatabase({ app, migrations: ofApp });
    const owner = new pg.Pool({ connectionString: made.migratorUrl, max: 2 });
    open.push({ database: made, owner });
    return { url: made.appUrl, owner };
  }
  afterAll(async () => {
    await Promise.all(open.map(({ owner }) => owner.end()));
    await Promise.all(open.map((each) => each.database.drop()));
  });

  it('lists vehicles and companies for officers', async () => {
    const vehicles = await database('vehicles', vehiclesMigrations);
    await plant(vehicles.owner, 'vehicles', aVehicle());
    const lock = [{ ground: 'APPLICATION', since: '2026-01-01', until: '2028-01-01' }];
    const locked = await plant(vehicles.owner, 'vehicles', aVehicle(), { transmissionLock: lock });
    expect((await runRepair(vehicles.url, 'vehicles', false)).found).toEqual([`${locked} list-misplaced`]);

    const business = await database('business', businessMigrations);
    await plant(business.owner, 'companies', aCompany());
    const nested = await plant(business.owner, 'companies', aCompany(), { officers: [[{}]] });
    const damaged = await plant(business.owner, 'companies', aCompany(), { legalName: '\uFFFDPlanted' });
    expect((await runRepair(business.url, 'business', false)).found).toEqual(
      [`${nested} list-misplaced`, `${damaged} text-damaged`].toSorted(),
    );
  });

  it('lists every consent whose end may have rolled over, and no other', async () => {
    const { url, owner } = await database('gateway', gatewayMigrations);
    const consent = (validUntil: Date) => insertConsent(owner, { validUntil, subject: randomUUID() });
    const days = ['02-29', '02-30', '02-31', '04-31', '06-31', '09-31', '11-31'];
    const times = ['00:00:00Z', '23:59:59Z', '00:00:00+14:00', '23:59:59-12:00'];
    const rolled: string[] = [];
    for (const day of days) {
      for (const time of times) rolled.push(await consent(new Date(`2099-${day}T${time}`)));
    }
    for (const sound of [
      '2099-03-05',
      '2099-12-03',
      '2099-11-30',
      '2100-01-01',
      '2099-08-01',
      '2099-06-15',
    ]) {
      await consent(new Date(`${sound}T09:00:00Z`));
    }
    const unasked = await consent(new Date('2099-03-02T09:00:00Z'));
    await owner.query(`update consent set valid_from = valid_until - interval '30 days' where id = $1`, [
      unasked,
    ]);
    const withdrawn = await consent(new Date('2099-03-02T09:00:00Z'));
    await owner.query(`update consent set state = 'WITHDRAWN' where id = $1`, [withdrawn]);
    const { found, tally } = await runRepair(url, 'gateway', false);
    expect(found).toEqual(rolled.map((id) => `${id} consent-end-doubtful`).toSorted());
    expect(tally).toMatchObject({ mended: 0, left: days.length * times.length });
  });

  it('looks at every record, page by page', async () => {
    const { url, owner } = await database('gateway', gatewayMigrations);
    const first = await insertConsent(owner, { validUntil: new Date('2099-12-01T09:00:00Z') });
    await owner.query(
      `insert into consent select (jsonb_populate_record(c, jsonb_build_object(
         'id', lpad(n::text, 32, 'x'), 'subject', n::text))).* from consent c, generate_series(1, 2100) n
       where c.id = $1`,
      [first],
    );
    const { found, tally } = await runRepair(url, 'gateway', true);
    expect(tally).toEqual({ rows: 2_101, mended: 0, left: 2_101 });
    expect(new Set(found).size).toBe(2_101);
  });
});
