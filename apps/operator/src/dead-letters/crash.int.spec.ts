import { generateKeyPairSync, randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  eventually,
  freePort,
  spawnService,
  type SpawnedService,
  testDatabase,
  testKafka,
} from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { OPERATOR, Surroundings } from '../testing/test-operator.ts';
import { FakeGroup, type Parked } from '../testing/consumer-group.ts';
import { later } from '../testing/dead-letters-stand.ts';

const KEYS = 20;
const ROUNDS = 30;
const EVENTS = KEYS * ROUNDS;

/** The service as a process of its own, killed without warning while it works. */
describe('the operator service, killed again and again', () => {
  const surroundings = new Surroundings();
  let group: FakeGroup;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let pool: pg.Pool;
  let env: Record<string, string>;
  let service: SpawnedService | undefined;
  let rounds: readonly Parked[][];
  beforeAll(async () => {
    await surroundings.start();
    group = await FakeGroup.start();
    database = await testDatabase({ app: 'operator', migrations });
    pool = new pg.Pool({ connectionString: database.appUrl });
    const reportKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    env = {
      PORT: String(await freePort()),
      PUBLIC_URL: OPERATOR,
      DATABASE_URL: database.appUrl,
      KAFKA_BROKERS: await testKafka(),
      ISSUER_URL: surroundings.issuer.url,
      TOKEN_BINDING: 'loopback-optional',
      REPLAY_FOLDER: '/tmp',
      REPORT_SIGNING_JWK: JSON.stringify({ ...reportKey, kid: 'r1' }),
      REGISTERS: surroundings.registers,
      PROJECTION_GROUP: `operator.projection.${randomBytes(4).toString('hex')}`,
    };
    service = await spawnService('operator', env);
    rounds = Array.from({ length: ROUNDS }, () =>
      Array.from({ length: KEYS }, (_, key) => group.parked(`k-${key}`)),
    );
  });
  afterAll(async () => {
    await service?.stop();
    await Promise.all([group.stop(), pool.end(), surroundings.stop()]);
    await database.drop();
  });

  const count = async (sql: string): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`);
    return rows[0]?.n ?? 0;
  };
  /** Other suites' groups leave dead letters at the same broker. */
  const letters = (): string => `dead_letter where consumer_group = '${group.group}'`;
  const steps = (): string => `dead_letter_step where dead_letter_id in (select id from ${letters()})`;
  const killAndRevive = async (): Promise<void> => {
    await service?.kill9();
    service = await spawnService('operator', env);
  };
  /** Announces round after round; amid them, whatever was read by then, the service is killed. */
  const announceAll = async (state: 'parked' | 'redriven', at: Date): Promise<void> => {
    for (const [index, round] of rounds.entries()) {
      await group.announce(state, round, { at });
      if (index === ROUNDS / 2) await killAndRevive();
    }
  };

  it('neither loses nor doubles an announcement, and keeps the order of each key', async () => {
    await announceAll('parked', new Date());
    await eventually(
      'all letters are told',
      () => count(letters()),
      (told) => told >= EVENTS,
    );
    expect(await count(letters())).toBe(EVENTS);
    expect(await count(steps())).toBe(EVENTS);
    const { rows } = await pool.query<{ id: string }>(
      `select event_id as id from ${letters()} and event_key = 'k-7' order by number`,
    );
    expect(rows.map(({ id }) => id)).toEqual(rounds.map((round) => round[7]?.eventId));
  });

  it('sends every command that it accepted, and ends the redrive once', async () => {
    const response = await fetch(`http://127.0.0.1:${env['PORT']}/v1/dead-letters/redrives`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await surroundings.token('p_olga')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ group: group.group, reason: 'fixed' }),
    });
    expect(response.status).toBe(202);
    await killAndRevive();
    await eventually(
      'every key has its command',
      () => new Set(group.commands.events.map(({ key }) => key)).size,
      (keys) => keys === KEYS,
    );
    // A command may come twice, and is the same one then.
    expect(new Set(group.commands.events.map(({ value }) => value['id'])).size).toBe(KEYS);
    await announceAll('redriven', later());
    await eventually(
      'all events are redriven',
      () => count(`redrive_item where outcome = 'DONE'`),
      (done) => done === EVENTS,
    );
    expect(await count(steps())).toBe(2 * EVENTS);
    const { rows } = await pool.query('select action, actor from audit order by seq');
    expect(rows).toEqual([
      { action: 'dead-letters.redrive-requested', actor: 'p_olga' },
      { action: 'dead-letters.redrive-finished', actor: 'system' },
    ]);
  });
});
