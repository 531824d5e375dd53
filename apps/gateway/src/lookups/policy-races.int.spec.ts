import { aGrant, aPolicy } from '../policy/policy.builder.ts';
import { DecisionStand } from '../testing/decision-stand.ts';
import { hammer } from '../testing/pressure.ts';
import { STALE } from './decision.store.ts';

let stand: DecisionStand;
beforeAll(async () => {
  stand = await DecisionStand.open();
});
afterAll(async () => {
  await stand.close();
});

describe('a change of policy', () => {
  it('makes a decision wait that comes while it is under way, and records nothing on the old one', async () => {
    const { request } = await stand.aCase();
    const asked = request();
    await stand.holding('lock table policy_grant in share mode', [], async ({ waitedFor, letGo }) => {
      // Has the lock, has written the new revision, and waits for the table of grants.
      const applying = stand.apply(aPolicy({ grants: [aGrant({ id: 'another' })] }));
      await waitedFor(1);
      // Has its snapshot, in which the grant still stands, and waits for the lock.
      const decision = stand.stores[0].submit(asked);
      await waitedFor(2);
      await letGo();
      await applying;
      expect(await decision).toBe(STALE);
    });
    expect((await stand.pools[0].query('select from decision where id = $1', [asked.id])).rows).toEqual([]);
    await stand.apply(aPolicy());
  });

  it('waits for the decisions under way and for none that comes after it', async () => {
    const [before, after] = [await stand.aCase(), await stand.aCase()];
    await stand.admin.query(`
      create table barrier as select;
      create function stops() returns trigger language plpgsql security definer as $$ begin
        perform from barrier for share;
        return new;
      end $$;
      create trigger stops before insert on decision for each row execute function stops()`);
    await stand.holding('select from barrier for update', [], async ({ waitedFor, letGo }) => {
      // Has all its locks and is about to record.
      const underWay = stand.stores[0].submit(before.request());
      await waitedFor(1);
      const applying = stand.apply(aPolicy({ purposes: [] }));
      await waitedFor(2);
      const later = stand.stores[1].submit(after.request());
      await waitedFor(3);
      await letGo();
      expect(await underWay).toMatchObject({ refusal: null });
      await applying;
      expect(await later).toBe(STALE);
    });
    await stand.admin.query('drop function stops() cascade; drop table barrier');
    await stand.apply(aPolicy());
  });

  it('does not wait for a decision that waits for a consent', async () => {
    const { request, consentId } = await stand.aCase();
    await stand.holding(
      'select from consent where id = $1 for update',
      [consentId],
      async ({ waitedFor, letGo }) => {
        const decision = stand.stores[0].submit(request());
        await waitedFor(1);
        await stand.apply(aPolicy({ limits: [] }));
        await letGo();
        expect(await decision).toBe(STALE);
      },
    );
    await stand.apply(aPolicy());
  });

  it('is followed by no permit of the old revision, under load', async () => {
    const subject = await stand.aCase();
    const { revision } = stand;
    const load = hammer(stand.recording, () => ({ ...subject.request(), revision }));
    await load.more(100);
    const withoutGrant = aPolicy({ grants: [aGrant({ lastDay: '2026-01-02' })] });
    await stand.apply(withoutGrant);
    const acknowledgedAt = await stand.permits(subject.consentId);
    await load.more(50);
    await load.stop();
    expect(await stand.permits(subject.consentId)).toBe(acknowledgedAt);
    expect(load.answers.at(-1)).toBe(STALE);
  });
});
