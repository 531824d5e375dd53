import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import pg from 'pg';
import { kafkaClient, keyedProducer } from '#libs/kafka';
import type { ManagedProcess } from '#libs/local-services';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { moveResident } from '../deploy/local/move-resident.ts';
import { choose } from '../deploy/local/parking-choice.ts';
import { needlesOf, placesOf } from './canary-search.ts';
import { type Opened, ReleaseWay } from './release-way.ts';

const street = 'Zugvogelweg-7Q';
/** What the register keeps of its own records. */
const kept = ['einmal_residents resident_history', 'einmal_residents residents'];
/** What the office keeps of a release that it took. */
const copy = 'office/evidence.json';

/** That nothing of what was previewed stays anywhere but in the register, and in what was released. */
export function describeCanaries(given: () => { stack: IsolatedStack; gateway: ManagedProcess }): void {
  describe('what was previewed', () => {
    let stack: IsolatedStack;
    let gateway: ManagedProcess;
    let declined: Opened;
    let used: Opened;
    let taken: Opened;
    let needles: readonly string[];

    beforeAll(async () => {
      stack = given().stack;
      await given().gateway.kill9();
      // So that what a process puts aside is below the folder that is searched.
      mkdirSync(stack.home.path('tmp'));
      gateway = await stack.startApp('gateway', { TMPDIR: stack.home.path('tmp') });
      const { endpoints } = stack;
      const home = { ags: '03241001', postcode: '30159', place: 'Hannover', street, houseNumber: '7' };
      await moveResident(endpoints, 'anna', home);
      const way = await ReleaseWay.of(endpoints);
      const consentId = await choose(endpoints, 'anna');
      [declined, used, taken] = [
        await way.shown('anna', consentId),
        await way.shown('anna', consentId),
        await way.shown('anna', consentId),
      ];
      const secrets = [declined, used, taken].flatMap(({ key, releaseId }) => [key, releaseId]);
      needles = needlesOf([street], secrets);
      await way.use(used);
      await way.use(taken);
      await remembered(stack.databases.residents.migratorUrl);
    });

    afterAll(() => gateway?.kill9());

    it('is kept by the register alone while it can be decided on, and waits for the office', async () => {
      expect(declined.evidence).toMatchObject({ address: { street } });
      expect(await placesOf(stack, needles)).toEqual(kept);
    });

    it('is afterwards in the copy that was released besides, and nowhere where it was declined or waits', async () => {
      const way = await ReleaseWay.of(stack.endpoints);
      await way.decline(declined);
      const { evidence } = await way.take(taken);
      mkdirSync(dirname(stack.home.path(copy)));
      writeFileSync(stack.home.path(copy), JSON.stringify(evidence));
      expect(await placesOf(stack, needles)).toEqual([...kept, copy]);
    });

    it('would be found in a table, a log, a topic or a temporary file', async () => {
      const topic = 'gateway.subscriptions.dlq';
      const planted = [
        await inTable('planted_text', `'{"a": "${street}"}'::jsonb`),
        await inTable(
          'planted_bytes',
          `'\\x${Buffer.from(taken.releaseId, 'base64url').toString('hex')}'::bytea`,
        ),
        inFile('logs/gateway.log', `{"msg":"${used.key}"}`),
        inFile('tmp/upload', Buffer.from(`.${street}.`).toString('base64url')),
        inFile('postgres/data/base/pgsql_tmp/pgsql_tmp1.0', street),
        await inTopic(topic, street),
      ];
      expect(await placesOf(stack, needles)).toEqual([...kept, copy, ...planted].toSorted());
    });

    /** As PostgreSQL does by itself sooner or later: it keeps values of a table among its statistics. */
    async function remembered(url: string): Promise<void> {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('set default_statistics_target = 10000; analyze residents, resident_history');
      await client.end();
    }

    async function inTable(name: string, content: string): Promise<string> {
      const client = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
      await client.connect();
      await client.query(`create table ${name} as select ${content} as content`);
      await client.end();
      return `einmal_gateway ${name}`;
    }

    function inFile(path: string, text: string): string {
      mkdirSync(dirname(stack.home.path(path)), { recursive: true });
      appendFileSync(stack.home.path(path), text);
      return path;
    }

    async function inTopic(topic: string, value: string): Promise<string> {
      const producer = keyedProducer(kafkaClient(stack.facts.kafkaAdmin, 'canaries'));
      await producer.connect();
      await producer.send({ topic, messages: [{ key: 'k', value }] });
      await producer.disconnect();
      return `topic ${topic}`;
    }
  });
}
