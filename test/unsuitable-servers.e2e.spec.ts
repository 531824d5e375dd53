import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import pg from 'pg';
import { changeTopic } from '#libs/contracts';
import { createTopics, kafkaClient, setAccessLists, topicExists, withAdmin } from '#libs/kafka';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { type AppName, type ProgramName, programNames } from '../deploy/description/app-names.ts';
import { apps } from '../deploy/description/apps.ts';
import { secretsOf } from '../deploy/description/description.ts';
import { appSettings } from '../deploy/local/app-settings.ts';
import { databaseNames } from '../deploy/local/backing-services.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { startAppProgram } from '../deploy/local/program.ts';
import { refusedStart } from '../deploy/local/testing/refused-start.ts';
import { SaidSentences } from '../deploy/local/testing/said-sentences.ts';

type Env = Readonly<Record<string, string>>;

const said = new SaidSentences('Servers');
const NEWER = 'Later1999999999999';
const ENDING = 'ContractNames1999999999999';
const doors = ['', 'SYSTEM_', 'INTERNAL_'];

let stack: IsolatedStack;
beforeAll(async () => {
  // One of each program: apps of one program have databases of one kind.
  stack = await IsolatedStack.start(programNames);
});
afterAll(() => stack?.stop());

const envOf = (app: AppName, changed: Env = {}): Env => ({ ...appSettings(app, stack.facts), ...changed });

async function query<T extends object>(url: string, sql: string, values: string[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const asOwner = <T extends object>(app: AppName, sql: string, values?: string[]): Promise<T[]> =>
  query<T>(stack.databases[app].migratorUrl, sql, values);

const note = (app: AppName, name: string): Promise<object[]> =>
  asOwner(app, 'insert into migrations (timestamp, name) values (1999999999999, $1)', [name]);
const forget = (app: AppName, name: string): Promise<object[]> =>
  asOwner(app, 'delete from migrations where name = $1', [name]);

interface Told {
  readonly status: number;
  readonly reasons?: readonly string[];
  readonly notes?: readonly string[];
}

/** What its system door says of whether it is ready. */
async function readiness(app: AppName): Promise<Told> {
  const response = await fetch(`${stack.endpoints.system[app]}/health/ready`);
  return { ...((await response.json()) as object), status: response.status };
}

const untilTold = (app: AppName, what: string, is: (told: Told) => boolean): Promise<Told> =>
  eventually(`${app} says: ${what}`, () => readiness(app), is);

const has = (told: readonly string[] | undefined, sentence: RegExp): boolean =>
  told?.some((each) => sentence.test(each)) === true;

/** In its log each once, as a line of JSON like all others, without a trace and with no secret. */
function expectLogged(service: ManagedProcess, app: AppName, sentences: readonly RegExp[]): void {
  const text = readFileSync(service.logFile, 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly msg?: string; readonly err?: object });
  for (const sentence of sentences) {
    const found = lines.filter(({ msg = '' }) => sentence.test(msg));
    // Of rights each that is missing.
    const msgs = new Set(found.map(({ msg }) => msg));
    expect([sentence.source, found.length]).toEqual([sentence.source, Math.max(1, msgs.size)]);
    expect(found.filter((line) => 'err' in line)).toEqual([]);
  }
  const env = envOf(app);
  const secrets = secretsOf(apps[app]).flatMap((name) => env[name] ?? []);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

/** From now on, for every session of the app. */
async function setReadOnly(app: AppName, is: boolean): Promise<void> {
  const { database } = databaseNames(app);
  const change = is ? 'set default_transaction_read_only = on' : 'reset default_transaction_read_only';
  await query(stack.adminUrl, `alter database "${database}" ${change}`);
  const end = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1';
  await query(stack.adminUrl, end, [database]);
}

/** Side by side, as most of a start is waiting; each to its end, so that one that fails holds up no other one. */
async function eachProgram(does: (app: ProgramName) => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(programNames.map(does));
  const failed = ends.flatMap((end, n) =>
    end.status === 'rejected' ? [`${programNames[n]}: ${end.reason}`] : [],
  );
  expect(failed).toEqual([]);
}

const refused = async (app: AppName, sentence: RegExp): Promise<void> =>
  expect(await refusedStart(stack.home, app, envOf(app))).toEqual([expect.stringMatching(sentence)]);

it('no program starts while its database has an older schema', () =>
  eachProgram(async (app) => {
    const [last] = await asOwner<{ readonly id: string; readonly name: string; readonly timestamp: string }>(
      app,
      'delete from migrations where id = (select max(id) from migrations) returning id, name, timestamp',
    );
    const { id, name, timestamp } = last!;
    await refused(app, said.of('The database has an older schema'));
    expect(readFileSync(stack.home.path('logs', `${app}.log`), 'utf8')).toContain(name);
    const back = 'insert into migrations (id, name, timestamp) values ($1, $2, $3)';
    await asOwner(app, back, [id, name, timestamp]);
  }));

it('no program starts while one of its doors is taken', () =>
  eachProgram(async (app) => {
    const door = programNames.indexOf(app) % doors.length;
    const port = stack.facts.ports[app] + 1_000 * door;
    const holder = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(holder, 'listening');
    const sentence = said.of('A port is taken', { DOOR: doors[door]!, PORT: `${port}` });
    await refused(app, sentence).finally(() => holder.close());
  }));

// That the schema is looked at by each is shown above.
it('the gateway does not start on a newer schema that ends its version', async () => {
  await note('gateway', ENDING);
  await refused('gateway', said.of('The database has a newer schema that ends this version'));
  await forget('gateway', ENDING);
});

it('each outlasts a newer schema, a Kafka that refuses it and a read-only database, and says so', () =>
  eachProgram(async (app) => {
    const newer = said.of('The database has a newer schema');
    const readOnly = said.of('The database is read-only');
    const login = said.of('Kafka refuses user or password');
    const isAtKafka = 'KAFKA_PASSWORD' in envOf(app);
    await note(app, NEWER);
    const env = envOf(app, isAtKafka ? { KAFKA_PASSWORD: 'wrong' } : {});
    const service = startAppProgram(stack.home, app, env);
    try {
      await untilTold(app, 'a newer schema', ({ notes }) => has(notes, newer));
      const isRefused = ({ status, reasons }: Told): boolean => status === 503 && has(reasons, login);
      if (isAtKafka) await untilTold(app, 'Kafka refuses it', isRefused);
      await setReadOnly(app, true);
      await untilTold(app, 'read-only', ({ status, reasons }) => status === 503 && has(reasons, readOnly));
      const open = await fetch(`${stack.endpoints.apps[app]}/health/ready`);
      expect([open.status, await open.text()]).toEqual([503, expect.not.stringContaining('DATABASE_URL')]);
      await setReadOnly(app, false);
      await untilTold(app, 'no longer read-only', ({ reasons }) => !has(reasons, readOnly));
      expectLogged(service, app, [newer, readOnly, ...(isAtKafka ? [login] : [])]);
    } finally {
      await service.stop();
      await forget(app, NEWER);
    }
  }));

it('a register leads on a topic of too few partitions, and one without its rights is not ready', async () => {
  const [few, lacking] = [
    said.of('A change topic has too few partitions'),
    said.of('Kafka refuses the account a right'),
  ];
  const topic = changeTopic('business');
  const admin = stack.facts.kafkaAdmin;
  await withAdmin(kafkaClient(admin, 'few-partitions'), async (client) => {
    await client.deleteTopics({ topics: [topic] });
    await eventually(
      'it is gone',
      () => topicExists(client, topic),
      (is) => !is,
    );
  });
  await createTopics(admin, [{ topic, partitions: 3 }]);
  await setAccessLists(admin, ['residents'], []);
  const started = (['business', 'residents'] as const).map((app) =>
    startAppProgram(stack.home, app, envOf(app)),
  );
  const [business, residents] = started as [ManagedProcess, ManagedProcess];
  await untilTold('business', 'too few partitions', ({ notes }) => has(notes, few));
  await untilTold(
    'residents',
    'a right is missing',
    ({ status, reasons }) => status === 503 && has(reasons, lacking),
  );
  expectLogged(business, 'business', [few]);
  expectLogged(residents, 'residents', [lacking]);
  await Promise.all(started.map((service) => service.stop()));
});

it('all of it stands in docs/operate.md, and nothing else does', () => said.expectAllMet());
