import pg from 'pg';
import { lockKeys } from '#libs/service-kit';
import { DeadLettersStand } from '../testing/dead-letters-stand.ts';

it('sends what was committed before the service ends', async () => {
  const stand = await DeadLettersStand.start();
  const event = stand.group.parked('k-last');
  await stand.group.announce('parked', [event]);
  await stand.arrived('k-last', 1);
  const other = new pg.Client({ connectionString: stand.operator.database.adminUrl });
  await other.connect();
  // Whoever holds the sender's lock keeps every run before the end from finding something.
  await other.query(`begin; select pg_advisory_xact_lock(${lockKeys.commands})`);
  await stand.ask(`/${(await stand.letterOf(event)).id}/redrive`, {});
  await other.query('rollback');
  await stand.operator.app.close();
  const { rows } = await other.query<{ sent: boolean }>('select sent_at is not null as sent from command');
  await other.end();
  expect(rows).toEqual([{ sent: true }]);
  await stand.stop();
});
