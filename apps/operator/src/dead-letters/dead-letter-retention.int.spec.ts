import pg from 'pg';
import { testDatabase } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';

it('forgets settled dead letters a year after, with their steps and places in redrives, and no others', async () => {
  const database = await testDatabase({ app: 'operator', migrations });
  const app = new pg.Pool({ connectionString: database.appUrl });
  const owner = new pg.Pool({ connectionString: database.migratorUrl });
  try {
    await owner.query(`
      with letter as (
        insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause,
          attempts, blocks_key, state, parked_at, changed_at)
        select gen_random_uuid(), 'g', 't', 'o', 'k', state || ' ' || age, 't', 1, 'c', '', 1, true, state, now(),
          now() - age::interval
        from unnest('{29 days,364 days,366 days}'::text[]) as age, unnest('{PARKED,REDRIVEN}'::text[]) as state
        returning id),
      redrive as (insert into redrive (id, kind, requested_by, selection)
        values (gen_random_uuid(), 'REDRIVE', 'o', '{}') returning id),
      step as (insert into dead_letter_step (dead_letter_id, at, state, cause_code, attempts)
        select id, now(), 'PARKED', 'c', 1 from letter)
      insert into redrive_item (redrive_id, dead_letter_id) select redrive.id, letter.id from redrive, letter`);
    const forget = () => app.query('select forget_dead_letters(100)');
    const left = async () =>
      (
        await owner.query<{ id: string }>(`
          select event_id as id from dead_letter d join dead_letter_step s on s.dead_letter_id = d.id
          join redrive_item i on i.dead_letter_id = d.id order by changed_at desc, event_id`)
      ).rows.map(({ id }) => id);
    await forget();
    const parked = ['PARKED 29 days', 'PARKED 364 days', 'PARKED 366 days'];
    expect(new Set(await left())).toEqual(new Set([...parked, 'REDRIVEN 29 days', 'REDRIVEN 364 days']));
    await owner.query(`update retention_period set keep = '0 days'`);
    await forget();
    expect(new Set(await left())).toEqual(new Set([...parked, 'REDRIVEN 29 days']));
    await expect(app.query('delete from dead_letter')).rejects.toMatchObject({ code: '42501' });
  } finally {
    await Promise.all([app.end(), owner.end()]);
    await database.drop();
  }
});
