import pg from 'pg';
import { Upkeep } from '#libs/service-kit';
import { firstRunOf, whileHeld } from '#libs/test-kit';
import { ANNA, DemoGateway } from '../testing/demo-gateway.ts';
import { anna, Follower } from '../testing/follower.ts';

let gateway: DemoGateway;
let parking: Follower;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  parking = new Follower(gateway);
  await firstRunOf('feed-entries');
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

describe('old entries', () => {
  it('are left in a feed that somebody appends to, while those of others go, and are come back to', async () => {
    const { database, app } = gateway.inner;
    const [busy, free] = [
      await parking.subscribed({ subjects: [anna] }),
      await parking.subscribed({ subjects: [anna] }),
    ];
    await parking.handle(parking.eventAbout(ANNA));
    const owner = new pg.Pool({ connectionString: database.adminUrl });
    await owner.query(`update feed_entry set appended_at = appended_at - interval '31 days'`);
    const left = async () =>
      (
        await owner.query<{ id: string }>(
          'select subscription_id as id from feed_entry where subscription_id in ($1, $2)',
          [busy, free],
        )
      ).rows.map(({ id }) => id);
    const lock = { text: 'select from subscription where id = $1 for no key update', values: [busy] };
    await whileHeld(database.adminUrl, lock, async () => {
      // Nothing is told of a task that could not come to its end.
      await expect(app.get(Upkeep).run('feed-entries')).resolves.toBe(0);
      expect(await left()).toEqual([busy]);
    });
    await expect(app.get(Upkeep).run('feed-entries')).resolves.toBe(1);
    expect(await left()).toEqual([]);
    await owner.end();
  });
});
