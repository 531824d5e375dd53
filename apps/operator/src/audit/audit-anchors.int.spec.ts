import pg from 'pg';
import { DataSource } from 'typeorm';
import { kafkaClient } from '#libs/kafka';
import { Background } from '#libs/service-kit';
import { eventually, testDatabase, type TestDatabase, testKafka, uniqueTopic } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { AuditAnchors } from './audit-anchor.service.ts';
import { AuditPageStore } from './audit-page.store.ts';
import { AuditStore } from './audit.store.ts';

const ENTRIES = 5;

/** What somebody with every right in the database might do; each leaves a chain that verifies by itself. */
const writeAnew = `
  update audit set reason = 'another' where seq = 2;
  do $$ declare entry audit; last text := ''; begin
    for entry in select * from audit order by seq loop
      entry.previous := last;
      last := audit_hash(entry);
      update audit set previous = entry.previous, hash = last where seq = entry.seq;
    end loop;
  end $$;`;

describe('the anchors of the audit log', () => {
  let database: TestDatabase;
  let source: DataSource;
  let admin: pg.Client;
  const audit = new AuditStore();
  let anchors: (background?: Background, heard?: AuditStore) => AuditAnchors;
  beforeEach(async () => {
    database = await testDatabase({ app: 'operator', migrations });
    source = await new DataSource({ type: 'postgres', url: database.appUrl }).initialize();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const auditAnchorTopic = await uniqueTopic('operator.audit-anchors', 1);
    const kafka = kafkaClient(await testKafka(), 'audit-anchors');
    const settings = { operator: { auditAnchorTopic, projectionGroup: auditAnchorTopic } };
    anchors = (background = new Background(), heard = new AuditStore()) =>
      new AuditAnchors(kafka, settings, source, heard, background);
  });
  afterEach(async () => {
    await Promise.all([source.destroy(), admin.end()]);
    await database.drop();
  });

  const write = (object: string): Promise<void> =>
    audit.append(source, { actor: { client: 'p_olga' }, action: 'replay.approved', object });
  const verify = () => new AuditPageStore(source, anchors()).verify();

  async function writeAndAnchor(): Promise<void> {
    const background = new Background();
    anchors(background, audit);
    background.onApplicationBootstrap();
    await write('object-1');
    await eventually(
      'the first entry is anchored',
      () => verify(),
      (found) => found.anchors?.upToEntry === 1,
    );
    for (let entry = 2; entry <= ENTRIES; entry += 1) await write(`object-${entry}`);
    await background.onApplicationShutdown();
  }

  it('reach to the last step before the service ended, and agree with a log that nobody touched', async () => {
    await writeAndAnchor();
    await write('object-6');
    const found = await verify();
    expect(found).toMatchObject({ entries: 6, whole: true, anchors: { upToEntry: ENTRIES, agree: true } });
    expect(Date.parse(found.until ?? '')).toBeGreaterThan(0);
    expect(Date.parse(found.anchors?.upToTime ?? '')).toBeGreaterThan(0);
  });

  it.each([
    ['its tail was removed', 'delete from audit where seq > 3', ENTRIES],
    ['everything was removed', 'delete from audit', 1],
    ['it was written anew', writeAnew, ENTRIES],
  ])('disagree with a log when %s', async (_, sql, firstDisagreement) => {
    await writeAndAnchor();
    await admin.query(sql);
    const found = await verify();
    expect(found.whole).toBe(true);
    expect(found.anchors).toMatchObject({ agree: false, firstDisagreement });
  });
});
