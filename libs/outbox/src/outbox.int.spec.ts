import { append, OutboxStand } from './testing/outbox-stand.ts';

let stand: OutboxStand;

beforeEach(async () => {
  stand = await OutboxStand.open();
});

afterEach(() => stand.close());

it('gives the lower transaction id to the writer of the lower outbox id, even for a plain insert', async () => {
  const writer = await stand.app.connect();
  await writer.query('begin');
  await append(writer, 1);
  const assigned = await writer.query('select 1 where pg_current_xact_id_if_assigned() is not null');
  await writer.query('rollback');
  writer.release();
  expect(assigned.rowCount).toBe(1);
  const trigger = await stand.scalar(
    `select tgtype & 2 = 2 and tgtype & 1 = 0 from pg_trigger
     where tgrelid = 'outbox'::regclass and tgname = 'outbox_assign_transaction'`,
  );
  expect(trigger).toBe(true);
});

describe('the table', () => {
  it('takes rows of days without a partition and makes partitions ahead without failing on them', async () => {
    await stand.asMigrator(
      `insert into outbox (event_id, key, payload, created_at)
      values (gen_random_uuid(), 'k', '{}', now() + interval '40 days')`,
    );
    await stand.app.query('select outbox_ensure_partitions(45)');
    const partitions = `select count(*) from pg_inherits where inhparent = 'outbox'::regclass`;
    expect(Number(await stand.scalar(partitions))).toBe(46);
    expect(Number(await stand.scalar('select count(*) from outbox'))).toBe(1);
  });

  it('cannot be changed, emptied or altered by the app role', async () => {
    for (const sql of [
      'update outbox set key = key',
      'delete from outbox',
      'truncate outbox',
      'alter table outbox add x int',
      'delete from outbox_cursor',
    ]) {
      await expect(stand.app.query(sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('gets nothing from a transaction that is rolled back', async () => {
    const writer = await stand.app.connect();
    await writer.query('begin');
    await append(writer, 1);
    await writer.query('rollback');
    writer.release();
    expect(Number(await stand.scalar('select count(*) from outbox'))).toBe(0);
  });
});
