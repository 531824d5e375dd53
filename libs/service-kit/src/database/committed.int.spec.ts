import { AbstractLogger, DataSource, type LogLevel, type LogMessage } from 'typeorm';
import { testDatabase } from '#libs/test-kit';
import { Committed } from './committed.ts';

it('tells of what is committed, after the commit, and neither of what is undone nor of anything else', async () => {
  const database = await testDatabase({ app: 'committed', migrations: [] });
  const told: string[] = [];
  const source = await new DataSource({
    type: 'postgres',
    url: database.appUrl,
    logging: ['query'],
    logger: new Statements((sql) => sql === 'COMMIT' && told.push(sql)),
  }).initialize();
  const done = new Committed();
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
  expect(told).toEqual(['COMMIT']);
  await source.transaction(async (manager) => {
    done.note(manager);
    await manager.query('select 1');
  });
  expect(told).toEqual(['COMMIT', 'COMMIT', 'heard']);
  await source.destroy();
  await database.drop();
});

class Statements extends AbstractLogger {
  constructor(private readonly hear: (sql: string) => void) {
    super('all');
  }

  protected override writeLog(_: LogLevel, messages: LogMessage | LogMessage[]): void {
    for (const { message } of this.prepareLogMessages(messages, {
      highlightSql: false,
      appendParameterAsComment: false,
      addColonToPrefix: false,
    })) {
      this.hear(`${message}`);
    }
  }
}
