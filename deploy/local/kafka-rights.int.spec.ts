import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_ANCHOR_TOPIC } from '#libs/contracts';
import {
  aclsOf,
  type Admin,
  answersAsBroker,
  ConfigResourceTypes,
  type Kafka,
  kafkaClient,
  type KafkaLogin,
  PLAIN,
} from '#libs/kafka';
import { bringUpKafka, provisionStreams } from './backing-services.ts';
import { consumerGroups, eventTopics, type KafkaPrincipal, kafkaPrincipals } from './event-topics.ts';
import { provisionKafka } from './kafka-access.ts';
import { isAllowed, kafkaRights } from './kafka-rights.ts';
import { LocalHome } from './local-home.ts';
import type { Secrets } from './secrets.ts';
import { KafkaProbe } from './testing/kafka-probe.ts';
import { type KafkaWithRights, startKafkaWithRights } from './testing/kafka-with-rights.ts';

const topics = eventTopics.map(({ topic }) => topic);
/** One name below each prefix that somebody owns, and one that nobody owns. */
const groups = [...consumerGroups, 'operator.projection', 'einmal.replay.r1', 'observer.o1', 'stray.g1'];
const transactions = ['einmal.replay.r1', 'vehicles.t1', 'stray.t1'];

let kafka: KafkaWithRights;
let home: LocalHome;
let secrets: Secrets;
let kafkaAdmin: KafkaLogin;

beforeAll(async () => {
  kafka = await startKafkaWithRights();
  ({ home, secrets, admin: kafkaAdmin } = kafka);
});
afterAll(() => kafka?.stop());

const as = (principal: KafkaPrincipal): Kafka =>
  kafkaClient(kafka.loginOf(principal), 'rights', { retry: { retries: 0 } });

/** As somebody would who wants the broker to forget. */
const shortLived = (topic: string): Parameters<Admin['alterConfigs']>[0] => ({
  validateOnly: false,
  resources: [
    {
      type: ConfigResourceTypes.TOPIC,
      name: topic,
      configEntries: [{ name: 'retention.ms', value: '1' }],
    },
  ],
});

type Row = readonly [name: string, allowed: boolean];

/** What each name was answered, beside what the declaration says. */
async function tried(
  names: readonly string[],
  attempt: (name: string) => Promise<boolean>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of names) rows.push([name, await attempt(name)]);
  return rows;
}

describe.each(kafkaPrincipals)('%s', (principal) => {
  const declared = (
    names: readonly string[],
    resource: 'topic' | 'group' | 'transaction',
    operation: 'read' | 'write' | 'describe',
  ): readonly Row[] => names.map((name) => [name, isAllowed(principal, resource, name, operation)]);

  let probe: KafkaProbe;
  beforeAll(async () => {
    probe = await KafkaProbe.of(as(principal));
  });
  afterAll(() => probe?.close());

  it('writes to the topics it is declared to write to, and to no other', async () => {
    expect(await tried(topics, (topic) => probe.write(topic))).toEqual(declared(topics, 'topic', 'write'));
  });

  it('reads the topics it is declared to read, and no other', async () => {
    expect(await tried(topics, (topic) => probe.read(topic))).toEqual(declared(topics, 'topic', 'read'));
  });

  it('joins groups of its own name, and sees of others what it is declared to see', async () => {
    expect(await tried(groups, (group) => probe.join(group))).toEqual(declared(groups, 'group', 'read'));
    expect(await tried(groups, (group) => probe.look(group))).toEqual(declared(groups, 'group', 'describe'));
  });

  it('uses transactional ids of its own name', async () => {
    expect(await tried(transactions, (id) => probe.begin(id))).toEqual(
      declared(transactions, 'transaction', 'write'),
    );
  });

  it('makes, empties and deletes no topic of the exchange, and gives nobody rights', async () => {
    const admin = as(principal).admin();
    await admin.connect();
    const [topic = ''] = topics;
    const acts = [
      ...[topic, AUDIT_ANCHOR_TOPIC].flatMap((name) => [
        admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 0, offset: '-1' }] }),
        admin.deleteTopics({ topics: [name] }),
        admin.alterConfigs(shortLived(name)),
      ]),
      admin.createTopics({ topics: [{ topic: 'register.stray.changes.v1' }], waitForLeaders: false }),
      admin.createAcls({ acl: [...aclsOf(kafkaRights)] }),
    ];
    const outcomes = await Promise.allSettled(acts);
    await admin.disconnect();
    expect(outcomes.map(({ status }) => status)).toEqual(acts.map(() => 'rejected'));
  });
});

describe('the broker', () => {
  it.each([
    ['nobody', (at: KafkaLogin) => at.bootstrapServers],
    ['a name that it does not know', (at: KafkaLogin) => ({ ...at, username: 'stray' })],
    ['a principal with the password of another', (at: KafkaLogin) => ({ ...at, username: 'residents' })],
    ['who claims to be a node', (at: KafkaLogin) => ({ ...at, username: 'broker' })],
  ])('lets in not %s', async (_who, access) => {
    expect(await answersAsBroker(access(kafkaAdmin))).toBe(false);
  });

  it('takes a plain password of who only looks on, and of nobody else', async () => {
    const { bootstrapServers } = kafkaAdmin;
    const { observer, residents } = secrets.kafkaPasswords;
    const { broker, admin: administrator } = secrets.kafkaAccounts;
    const accounts = { observer, residents, broker, admin: administrator };
    const letIn: string[] = [];
    for (const [username, password] of Object.entries(accounts)) {
      const login = { bootstrapServers, username, password };
      const admin = kafkaClient(login, 'rights', { mechanism: PLAIN, retry: { retries: 0 } }).admin();
      await admin.connect().then(
        () => letIn.push(username),
        () => undefined,
      );
      await admin.disconnect();
    }
    expect(letIn).toEqual(['observer']);
  });

  it('lets an account in again with a new password, and takes away rights that are no longer declared', async () => {
    const observer = kafka.loginOf('observer');
    const without = { passwords: { observer: 'another' }, topics: [], rights: [] };
    await provisionKafka(kafkaAdmin, without);
    expect(await answersAsBroker(observer)).toBe(false);
    const probe = await KafkaProbe.of(kafkaClient({ ...observer, password: 'another' }, 'rights'));
    const rows = await tried(topics, (topic) => probe.read(topic));
    await probe.close();
    expect(rows).toEqual(topics.map((topic) => [topic, false]));
    await provisionStreams(kafkaAdmin, secrets);
    expect(await answersAsBroker(observer)).toBe(true);
  });

  it('has its passwords in files that only their owner reads', () => {
    expect(statSync(home.path('kafka')).mode & 0o777).toBe(0o700);
    const files = readdirSync(home.path('kafka'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      // Indexes are long and empty.
      .filter((file) => statSync(file).size < 1_000_000);
    const { broker, admin } = secrets.kafkaAccounts;
    const holding = files.filter((file) => {
      const text = readFileSync(file, 'latin1');
      return text.includes(broker) || text.includes(admin);
    });
    expect(holding.length).toBeGreaterThan(0);
    expect(holding.filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([]);
  });

  it('says what to do with data that were made before there were accounts', async () => {
    const old = new LocalHome('/', { EINMAL_HOME: join(home.folder, 'old') });
    mkdirSync(old.path('kafka', 'data'), { recursive: true });
    writeFileSync(old.path('kafka', 'data', 'meta.properties'), '');
    const start = bringUpKafka(old, secrets, process.env, () => undefined);
    await expect(start).rejects.toThrow('was made before there were accounts: remove the folder');
  });
});
