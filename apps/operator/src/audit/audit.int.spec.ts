import { Logger } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { JsonLogger } from '#libs/service-kit';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { AuditStore, SYSTEM } from './audit.store.ts';

describe('the audit of operators’ steps', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  const audit = new AuditStore();
  beforeAll(async () => {
    database = await testDatabase({ app: 'operator', migrations });
    pool = new pg.Pool({ connectionString: database.appUrl, max: 8 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const write = (object: string): Promise<void> =>
    audit.append(pool, {
      actor: { client: 'p_olga' },
      action: 'replay.approved',
      object,
      detail: { b: 1, a: 'ü' },
    });
  const breaks = async (): Promise<unknown[]> => (await pool.query('select seq from audit_break')).rows;

  it('numbers and chains the entries of writers that come together', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => write(`object-${index}`)));
    const { rows } = await pool.query<{ seq: string }>('select seq from audit order by seq');
    expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await breaks()).toEqual([]);
  });

  it('is told to the SIEM, by the names of step and client and by nobody’s name', async () => {
    const told: unknown[] = [];
    const write = (line: string): void => void told.push(JSON.parse(line));
    Logger.overrideLogger(new JsonLogger('operator', 'info', { write }));
    const actor = { client: 'operator-console', person: { iss: 'https://issuer', sub: 'olga' } };
    await audit.append(pool, { actor, action: 'replay.approved', object: 'replay-1' });
    await audit.append(pool, { actor: SYSTEM, action: 'replay.done', object: 'replay-1' });
    Logger.overrideLogger(false);
    expect(told).toEqual([
      expect.objectContaining({
        ...{ event: 'operator-step', action: 'replay.approved', client: 'operator-console' },
        who: expect.stringMatching(/^[\w-]{16}$/),
      }),
    ]);
    expect(JSON.stringify(told)).not.toContain('olga');
  });

  it('is told to the SIEM once it is committed, and not where nothing came of it', async () => {
    const source = await new DataSource({ type: 'postgres', url: database.appUrl }).initialize();
    const told: unknown[] = [];
    const write = (line: string): void => void told.push(line);
    Logger.overrideLogger(new JsonLogger('operator', 'info', { write }));
    const step = (object: string, ending: () => void): Promise<void> =>
      source.transaction(async (manager) => {
        await audit.append(manager, { actor: { client: 'c' }, action: 'replay.approved', object });
        ending();
      });
    const deadlock = (): never => {
      throw new Error('deadlock');
    };
    await expect(step('replay-2', deadlock)).rejects.toThrow('deadlock');
    expect(told).toEqual([]);
    await step('replay-2', () => expect(told).toEqual([]));
    expect(told).toHaveLength(1);
    await step('replay-3', () => undefined);
    expect(told).toHaveLength(2);
    Logger.overrideLogger(false);
    await source.destroy();
  });

  it('lets the service neither change, remove nor forge an entry', async () => {
    const refused = 'permission denied';
    await expect(pool.query(`update audit set actor = 'x'`)).rejects.toThrow(refused);
    await expect(pool.query('delete from audit')).rejects.toThrow(refused);
    await expect(pool.query('truncate audit')).rejects.toThrow(refused);
    const forged = `insert into audit (seq, at, actor, action, object, previous, hash)
      values (99, now(), 'x', 'a.b', 'c', '', '')`;
    await expect(pool.query(forged)).rejects.toThrow(refused);
  });

  it('shows the first entry that somebody with more rights changed or removed', async () => {
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const broken = async (): Promise<unknown> => (await admin.query('select seq::int from audit_break')).rows;
    try {
      await admin.query(`begin; update audit set reason = 'other' where seq = 7`);
      expect(await broken()).toEqual([{ seq: 7 }]);
      await admin.query('rollback; begin; delete from audit where seq = 5');
      expect(await broken()).toEqual([{ seq: 6 }]);
    } finally {
      await admin.end();
    }
  });
});
