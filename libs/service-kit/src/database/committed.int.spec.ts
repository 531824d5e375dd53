import { DataSource } from 'typeorm';
import { testDatabase } from '#libs/test-kit';
import { Committed } from './committed.ts';

it('tells of what is committed, after the commit, and neither of what is undone nor of anything else', async () => {
  const database = await testDatabase({ app: 'committed', migrations: [] });
  const source = await new DataSource({ type: 'postgres', url: database.appUrl }).initialize();
  const done = new Committed();
  const told: string[] = [];
  done.hear(source, () => told.push('heard'));
  const undone = source.transaction(async (manager) => {
    done.note(manager);
    await manager.query('select 1');
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await source.transaction((manager) => manager.query('select 1'));
  done.note(source.manager);
  await source.query('select 1');
  expect(told).toEqual([]);
  await source.transaction(async (manager) => {
    done.note(manager);
    await manager.query('select 1');
    told.push('before the commit');
  });
  expect(told).toEqual(['before the commit', 'heard']);
  await source.destroy();
  await database.drop();
});
