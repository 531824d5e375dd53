import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { testDatabase } from '#libs/test-kit';
import { migrations } from './index.ts';
import { OneRegistrationPerVin1795830000000 } from './one-registration-per-vin.migration.ts';

const vehicle = (id: number, vin: string, more: object = {}): object => ({
  id: `018f0000-0000-7000-8000-00000000000${id}`,
  version: 1,
  origins: {},
  concerns: [],
  recorded_at: `2026-01-0${id}T00:00:00Z`,
  effective_on: '2026-01-01',
  registration_key: `${vin} ${id}`,
  plate: `H-EX ${id}`,
  plate_kind: 'NORMAL',
  plate_assigned_on: '2026-01-01',
  vin,
  holder: {},
  previous_holders: [],
  first_registered_on: '2020-01-01',
  registered_on: '2026-01-01',
  vehicle_class: 'M1',
  make: 'VOLKSWAGEN',
  registration_office: 'Hannover',
  ...more,
});

describe('a database in which a vehicle is registered twice', () => {
  it('keeps both, marks the earlier ones, and takes no third', async () => {
    const before = migrations.filter((each) => each !== OneRegistrationPerVin1795830000000);
    const database = await testDatabase({ app: 'vehicles', migrations: before });
    const pool = new pg.Pool({ connectionString: database.migratorUrl, max: 1 });
    const insert = (row: object): Promise<unknown> =>
      pool.query('insert into vehicles select * from jsonb_populate_record(null::vehicles, $1)', [
        { vin_doubled: false, pseudonym_version: 1, ...row },
      ]);
    try {
      const vin = 'WVWZZZEMZRA000001';
      await insert(vehicle(1, vin));
      await insert(vehicle(2, vin));
      await insert(vehicle(3, vin, { deregistered_on: '2026-02-01' }));
      await insert(vehicle(4, 'WVWZZZEMZRA000002'));
      await runMigrations(database.migratorUrl, migrations);
      const { rows } = await pool.query<{ plate: string }>('select plate from vehicles where vin_doubled');
      expect(rows).toEqual([{ plate: 'H-EX 1' }]);
      await expect(insert(vehicle(5, vin))).rejects.toMatchObject({ constraint: 'vehicles_vin' });
    } finally {
      await pool.end();
      await database.drop();
    }
  });
});
