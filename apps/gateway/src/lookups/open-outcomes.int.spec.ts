import { generateKeyPairSync } from 'node:crypto';
import pg from 'pg';
import { ofEachRegister } from '#libs/contracts';
import { Background, createUpkeepPool, Upkeep } from '#libs/service-kit';
import { databaseConfig, type TestDatabase, testDatabase } from '#libs/test-kit';
import { gatewayMigrations } from '../migrations/index.ts';
import { permitKeys, RegisterDirectory } from '../registers/index.ts';
import { FakeRegister, startAll } from '../testing/fake-register.ts';
import { OpenOutcomes } from './open-outcomes.service.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const registers = ofEachRegister(() => new FakeRegister(publicKey));
/** A second process of the residents register. */
const goettingen = new FakeRegister(publicKey);
const background = new Background();
let database: TestDatabase;
let owner: pg.Pool;
let app: pg.Pool;
let upkeep: Upkeep;

beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  owner = new pg.Pool({ connectionString: database.migratorUrl });
  app = createUpkeepPool(databaseConfig(database.appUrl), 'upkeep');
  upkeep = new Upkeep(app, new Background());
  const config = {
    permitSigningJwk: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'p1' }),
    registers: await startAll(registers, goettingen),
    registerTimeoutMs: 1_000,
  };
  const http = { host: '127.0.0.1', port: 0, publicUrl: 'http://gateway.test' };
  new OpenOutcomes(upkeep, new RegisterDirectory(config, http, background, permitKeys(config)), config);
});

afterAll(async () => {
  await background.onApplicationShutdown();
  await Promise.all([
    owner.end(),
    app.end(),
    ...[...Object.values(registers), goettingen].map((each) => each.stop()),
  ]);
  await database.drop();
});

/** A permit of so long ago that nobody recorded an outcome of. */
async function permit(
  age: string,
  register = 'vehicles',
  refusal: string | null = null,
  stage = 'LOOKUP',
): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into decision (id, client_id, authority, purpose, evidence_type, fields, subject, citizen, refusal,
       policy_revision, trace_id, stage, preview)
     values (uuidv7(-$1::interval), 'c', 'a', 'p', $2 || '.x.v1', '{f,g}', 's', 'asked', $3, 1, 't', $4,
       case when $4 <> 'LOOKUP' then uuidv7() end) returning id`,
    [age, register, refusal, stage],
  );
  return rows[0]!.id;
}

async function outcomeOf(id: string): Promise<object | undefined> {
  const sql = `select status, released, (select array_agg(citizen) from concern where decision_id = $1) as persons
    from outcome where decision_id = $1`;
  return (await owner.query<object>(sql, [id])).rows[0];
}

const run = (): Promise<number> => upkeep.run('open-outcomes');

describe('a permit without an outcome', () => {
  it('gets the one that the register’s log tells, once nobody can be at work on it', async () => {
    const ids = {
      evidence: await permit('1 minute'),
      nothing: await permit('1 minute'),
      unanswered: await permit('1 minute'),
      young: await permit('30 seconds'),
      refused: await permit('1 minute', 'vehicles', 'grant-missing'),
    };
    registers.vehicles.log = [
      { decisionId: ids.evidence, status: 'EVIDENCE', concerns: ['asked', 'holder'] },
      { decisionId: ids.nothing, status: 'NO_EVIDENCE', concerns: [] },
      { decisionId: ids.young, status: 'EVIDENCE', concerns: [] },
    ];
    await run();
    expect(await outcomeOf(ids.evidence)).toEqual({ status: 'EVIDENCE', released: 2, persons: ['holder'] });
    expect(await outcomeOf(ids.nothing)).toEqual({ status: 'NO_EVIDENCE', released: 0, persons: null });
    expect(await outcomeOf(ids.unanswered)).toMatchObject({ status: 'REGISTER_UNAVAILABLE', released: 0 });
    expect(await outcomeOf(ids.young)).toBeUndefined();
    expect(await outcomeOf(ids.refused)).toBeUndefined();
  });

  it('waits for a register that is away, which holds up no other one', async () => {
    const [away, other] = [await permit('50 seconds', 'residents'), await permit('50 seconds', 'business')];
    registers.residents.isAway = true;
    await expect(run()).rejects.toThrow('residents');
    expect(await outcomeOf(away)).toBeUndefined();
    expect(await outcomeOf(other)).toMatchObject({ status: 'REGISTER_UNAVAILABLE' });
    registers.residents.isAway = false;
    registers.residents.log = [{ decisionId: away, status: 'EVIDENCE', concerns: [] }];
    await run();
    expect(await outcomeOf(away)).toMatchObject({ status: 'EVIDENCE', released: 2 });
  });

  it('gets the outcome from whichever process of a register knows it, and waits for one that is away', async () => {
    const [here, there, nowhere] = [
      await permit('48 seconds', 'residents'),
      await permit('48 seconds', 'residents'),
      await permit('48 seconds', 'residents'),
    ];
    registers.residents.log = [{ decisionId: here, status: 'NO_EVIDENCE', concerns: [] }];
    goettingen.log = [{ decisionId: there, status: 'EVIDENCE', concerns: ['holder'] }];
    registers.residents.isAway = true;
    await expect(run()).rejects.toThrow('residents');
    expect(await outcomeOf(there)).toEqual({ status: 'EVIDENCE', released: 2, persons: ['holder'] });
    expect([await outcomeOf(here), await outcomeOf(nowhere)]).toEqual([undefined, undefined]);
    registers.residents.isAway = false;
    await run();
    expect(await outcomeOf(here)).toMatchObject({ status: 'NO_EVIDENCE' });
    expect(await outcomeOf(nowhere)).toMatchObject({ status: 'REGISTER_UNAVAILABLE', released: 0 });
  });

  it('is not told as handed over where it is of a release, which is taken with its outcome alone', async () => {
    const [read, silent] = [
      await permit('47 seconds', 'vehicles', null, 'RELEASE'),
      await permit('47 seconds', 'vehicles', null, 'RELEASE'),
    ];
    registers.vehicles.log = [{ decisionId: read, status: 'EVIDENCE', concerns: ['holder'] }];
    await run();
    expect(await outcomeOf(read)).toEqual({ status: 'NOT_HANDED_OVER', released: 0, persons: ['holder'] });
    expect(await outcomeOf(silent)).toMatchObject({ status: 'REGISTER_UNAVAILABLE' });
  });

  it('keeps the outcome that a slow gateway wrote meanwhile', async () => {
    const id = await permit('45 seconds');
    registers.vehicles.log = [{ decisionId: id, status: 'NO_EVIDENCE', concerns: [] }];
    await owner.query('insert into open_outcome values ($1)', [id]);
    await owner.query(`insert into outcome (decision_id, status) values ($1, 'REGISTER_REFUSED')`, [id]);
    await run();
    expect(await outcomeOf(id)).toMatchObject({ status: 'REGISTER_REFUSED' });
    expect((await owner.query('select from open_outcome')).rowCount).toBe(0);
  });
});
