import pg from 'pg';
import { InboxContext } from '#libs/inbox';
import { Upkeep } from '#libs/service-kit';
import { DeathsController } from '../deaths/deaths.controller.ts';
import { ANNA, DemoGateway, residence } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { BEN, Follower } from '../testing/follower.ts';
import { PreviewWay } from '../testing/preview-way.ts';

let gateway: DemoGateway;
let way: PreviewWay;
let follower: Follower;
let owner: pg.Pool;
let consentId: string;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
  follower = new Follower(gateway);
  owner = new pg.Pool({ connectionString: gateway.inner.database.migratorUrl });
  consentId = await gateway.chosenId();
});
afterAll(async () => {
  await owner.end();
  await gateway.inner.stop();
});
beforeEach(() => gateway.calmRegisters());

const run = (task: string): Promise<number> => gateway.inner.app.get(Upkeep, { strict: false }).run(task);
const rowOf = async (id: string) =>
  (await owner.query<Record<string, unknown>>('select * from preview where id = $1', [id])).rows[0];
const set = (id: string, change: string): Promise<unknown> =>
  owner.query(`update preview set ${change} where id = $1`, [id]);
const emptied = { digest: null, sealed: null, envelope: null };

it('lasts as long as the policy data say', async () => {
  const shown = await way.shown(consentId);
  const lasts = async () =>
    (
      await owner.query(
        `select expires_at between now() + keep - interval '1 minute' and now() + keep as right
       from preview, retention_period where id = $1 and kind = $2`,
        [shown.id, (await rowOf(shown.id))!['state'] === 'OPEN' ? 'preview' : 'release'],
      )
    ).rows;
  expect(await lasts()).toEqual([{ right: true }]);
  await way.use(shown);
  expect(await lasts()).toEqual([{ right: true }]);
  const { rows } = await owner.query(
    `select kind, keep::text from retention_period where kind in ('preview', 'release') order by kind`,
  );
  expect(rows).toEqual([
    { kind: 'preview', keep: '00:15:00' },
    { kind: 'release', keep: '30 days' },
  ]);
});

it('is removed an hour after its time is over, whatever came of it', async () => {
  const [open, declined, released, waiting] = [
    await way.shown(consentId),
    await way.shown(consentId),
    await way.shown(consentId),
    await way.shown(consentId),
  ];
  await way.decline(declined);
  await way.use(released);
  for (const { id } of [open, declined, released])
    await set(id, `expires_at = now() - interval '61 minutes'`);
  await set(waiting.id, `expires_at = now() - interval '59 minutes'`);
  await run('previews');
  expect([await rowOf(open.id), await rowOf(declined.id), await rowOf(released.id)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(await rowOf(waiting.id)).toBeDefined();
  expect((await way.use(waiting)).body.code).toBe('preview-expired');
});

it('of a release forgets of whom it was, once it cannot be repeated', async () => {
  const shown = await way.shown(consentId);
  const { body } = await way.use(shown);
  const { releaseId } = (await way.open(body['release'] as string)) as { releaseId: string };
  await way.take(releaseId, 'k');
  await run('taken-releases');
  expect(await rowOf(shown.id)).toMatchObject({ sealed: expect.any(String) });
  await set(shown.id, `taken_at = now() - interval '11 minutes'`);
  await run('taken-releases');
  expect(await rowOf(shown.id)).toMatchObject({ state: 'TAKEN', ...emptied });
  expect((await way.take(releaseId, 'k')).body.code).toBe('release-taken');
  expect((await way.use(shown)).body.code).toBe('preview-decided');
});

it('holds no value, no identifier and no key, in no table, after preview, use, decline and release', async () => {
  const canary = 'Zugvogel-7Q';
  gateway.inner.registers.residents.behaviour = (permit) => {
    const answer = evidenceFor(permit);
    return answer.status === 'EVIDENCE' ? { ...answer, evidence: { familyName: canary } } : answer;
  };
  const [used, declined, taken] = [
    await way.shown(consentId),
    await way.shown(consentId),
    await way.shown(consentId),
  ];
  await way.decline(declined);
  await way.use(used);
  const { body } = await way.use(taken);
  const { releaseId } = (await way.open(body['release'] as string)) as { releaseId: string };
  expect((await way.take(releaseId)).body['evidence']).toEqual({ familyName: canary });
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const everything = await Promise.all(
    tables.map(async ({ name }) => (await owner.query(`select t::text as line from ${name} t`)).rows),
  );
  const text = JSON.stringify(everything);
  expect(text).toContain(taken.id);
  const planted = [canary, ANNA, residence.subject.birthDate, releaseId, used.key, declined.key, taken.key];
  for (const each of planted) expect(text).not.toContain(each);
});

it('ends with the person’s death, of which no answer tells', async () => {
  const theirs = await gateway.inner.citizen(BEN);
  const given = (await gateway.choose({}, theirs)).body['id'] as string;
  const show = async () => {
    const subject = { idnr: BEN, birthDate: '1985-04-12' };
    const item = { evidenceType: residence.evidenceType, subject, consentId: given };
    const { body } = await way.preview([item], {}, theirs);
    return (body['previews'] as { id: string; key: string }[])[0]!;
  };
  const [open, released, untouched] = [await show(), await show(), await way.shown(consentId)];
  const { body } = await way.use(released, theirs);
  const { releaseId } = (await way.open(body['release'] as string)) as { releaseId: string };
  await follower.inTransaction((manager) => {
    const context = new InboxContext(manager, 'topic', 0, '0', 1, new AbortController().signal);
    return gateway.inner.app
      .get(DeathsController)
      .onDeath(follower.eventAbout(BEN, 'resident.died.v1'), context);
  });
  for (const { id } of [open, released])
    expect(await rowOf(id)).toMatchObject({ state: 'ENDED', ...emptied });
  expect(await rowOf(untouched.id)).toMatchObject({ state: 'OPEN' });
  expect((await way.take(releaseId)).body.code).toBe('release-expired');
  expect((await way.use(open, theirs)).body.code).toBe('preview-expired');
});
