import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { changeTopic } from '#libs/contracts';
import { startKafka, startPostgres } from '#libs/local-services';
import { collectEvents, eventually } from '#libs/test-kit';
import { Operators } from '../apps/operator/src/testing/replay-stand.ts';
import { kafkaLogin } from '../deploy/local/app-settings.ts';
import { SaidSentences } from '../deploy/local/testing/said-sentences.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { DiskStand } from './disk-stand.ts';

const said = new SaidSentences('Disks');
let stand: DiskStand;
let token: string | undefined;
beforeAll(async () => {
  stand = await DiskStand.start();
});
afterAll(() => stand?.stop());

/** Only reads. */
async function formOfToday(): Promise<Response> {
  const { endpoints } = stand.stack;
  token ??= await tokenOf(endpoints, 'anna', undefined, 'procedures');
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${endpoints.apps.procedures}/v1/forms/resident-parking-permit`, { headers });
}

/** A request to each service that makes it write. */
async function writes(): Promise<Readonly<Record<string, () => Promise<Response>>>> {
  const { endpoints } = stand.stack;
  const post = async (
    app: 'gateway' | 'operator' | 'procedures',
    name: string,
    path: string,
    body: object,
  ) => {
    const audience = app === 'procedures' ? app : undefined;
    const token = await tokenOf(endpoints, name, undefined, audience);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return () => fetch(endpoints.apps[app] + path, init);
  };
  const { version } = (await (await formOfToday()).json()) as { readonly version: number };
  return {
    gateway: await post('gateway', 'parking-hannover', '/v1/lookups', {
      ...{ evidenceType: 'residents.parking-permit.v1', purpose: 'resident-parking-permit' },
      subject: { idnr: '12345678911' },
    }),
    operator: await post('operator', 'olga', '/v1/replays', order()),
    procedures: await post('procedures', 'anna', '/v1/drafts', { form: 'resident-parking-permit', version }),
    portal: () => fetch(`${endpoints.apps.portal}/en/login/start`, { redirect: 'manual' }),
    residents: () => stand.move(),
  };
}

const order = (): object => ({
  ...{ topic: changeTopic('residents'), target: { kind: 'file' }, ratePerSecond: 9_000 },
  ...{ reason: 'A handler lost what it was told; see the ticket.', ticket: 'OPS-17' },
});

describe('where PostgreSQL has no room', () => {
  it('each service answers 503 and says why, reads on, and writes again when there is room', async () => {
    const full = said.of('The disk of PostgreSQL is full');
    const asked = await writes();
    await stand.moves(3);
    stand.disks.postgres.fill();
    const refused = ({ status }: Response): boolean => status >= 500;
    for (const [app, ask] of Object.entries(asked)) {
      const { status, headers } = await eventually(`${app} finds no room`, ask, refused);
      expect([app, status, headers.get('retry-after')]).toEqual([app, 503, expect.stringMatching(/^\d+$/)]);
      await stand.expectTold(app as keyof typeof stand.stack.endpoints.apps, full);
    }
    const login = async () => tokenOf(stand.stack.endpoints, 'parking-hannover').then(() => '', String);
    await eventually('identity finds no room', login, (answer) => answer.includes('temporarily_unavailable'));
    await stand.expectTold('identity', full);
    expect((await formOfToday()).status).toBe(200);
    stand.disks.postgres.makeRoom();
    await stand.moveAgain();
    for (const [app, ask] of Object.entries(asked))
      await eventually(`${app} writes again`, ask, ({ status }) => status < 500);
    expect(await login()).toBe('');
    await stand.moves(3);
  });

  it('a register outlasts that it has ended since its log found no room', async () => {
    stand.disks.postgres.fill();
    const { stack } = stand;
    const admin = new pg.Client({ connectionString: stack.adminUrl });
    admin.on('error', () => undefined);
    await admin.connect();
    await eventually('PostgreSQL ends', async () => {
      await admin
        .query('select pg_logical_emit_message(false, $1, $1, true)', ['x'.repeat(1_000)])
        .catch(() => undefined);
      await admin.query('select pg_switch_wal()').catch(() => undefined);
      return stack.postgres.hasExited();
    });
    await admin.end().catch(() => undefined);
    expect((await stand.move()).status).toBe(503);
    stand.disks.postgres.makeRoom();
    await startPostgres({ dir: stack.home.path('postgres'), port: Number(new URL(stack.adminUrl).port) });
    await stand.moveAgain();
  });
});

it('a replay whose folder has no room waits and says so, and its file is whole when there is room', async () => {
  const { stack, disks } = stand;
  const token = (name: string): Promise<string> => tokenOf(stack.endpoints, name);
  const [olga, paul] = [await token('olga'), await token('paul')];
  const call = async (method: string, path: string, body?: object, by = olga) => {
    const headers = { authorization: `Bearer ${by}`, ...(body && { 'content-type': 'application/json' }) };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(stack.endpoints.apps.operator + path, init);
    return { status: answer.status, body: await answer.json() };
  };
  const operators = new Operators(call, paul);
  const { id } = await operators.approved(order());
  // So much that a part of the first write fits.
  disks.replays.fill(4_096);
  await operators.post(`/${id}/start`);
  await stand.expectTold('operator', said.of('The disk of the folder for replays is full'));
  expect(await operators.find(id)).toMatchObject({ state: 'running' });
  disks.replays.makeRoom();
  const { evidence } = await operators.ended(id);
  const file = readFileSync(stack.home.path('replays', `${id}.ndjson`));
  expect(evidence).toMatchObject({ verified: true });
  expect(evidence?.detail).toMatchObject({ sha256: createHash('sha256').update(file).digest('hex') });
  expect(file.toString().trimEnd().split('\n')).toHaveLength(evidence!.source.events);
});

it('a register goes on where Kafka has no room, whose broker ends, and tells it all when it is back', async () => {
  const { stack, disks } = stand;
  await stand.stopAllBut('residents');
  const before = stand.logOf('residents').length;
  disks.kafka.fill();
  await eventually('the broker ends', async () => {
    await stand.moves(1);
    return stack.kafka.hasExited();
  });
  await stand.moves(3);
  await stand.expectTold('residents', said.of('The broker has ended'));
  // A broker may end before it has answered that its disk is full; if it has, that is what was said.
  said.of('The disk of Kafka is full');
  expect(stand.logOf('residents').slice(before)).not.toContain('the relay stopped and tries again');
  disks.kafka.makeRoom();
  const { kafkaAccounts, kafkaPasswords } = stack.facts.secrets;
  await startKafka({
    dir: stack.home.path('kafka'),
    port: Number(stack.facts.kafkaAdmin.bootstrapServers.split(':')[1]),
    accounts: { ...kafkaAccounts, plain: { observer: kafkaPasswords.observer } },
  });
  const events = await collectEvents(changeTopic('residents'), kafkaLogin(stack.facts, 'observer'));
  const told = (): ReadonlySet<unknown> => new Set(events.events.map(({ value }) => value['id']));
  await eventually(
    'every act is told',
    () => stand.acknowledged.filter((id) => !told().has(id)),
    ({ length }) => length === 0,
  );
  await events.stop();
});

it('has lost nothing that it acknowledged, and kept nothing that it refused', async () => {
  const history = await stand.rows<{ readonly event_id: string }>(
    'select event_id from resident_history where version > 1',
  );
  expect(new Set(history.map((row) => row.event_id))).toEqual(new Set(stand.acknowledged));
});

it('all of it stands in docs/operate.md, and nothing else does', () => said.expectAllMet());
