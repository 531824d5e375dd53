import { DatabaseConfig } from './database.config.ts';
import { HttpConfig } from './http.config.ts';
import { KafkaConfig } from './kafka.config.ts';
import { ConfigInvalid, readConfig } from './read-config.ts';

const blocks = { http: HttpConfig, database: DatabaseConfig, kafka: KafkaConfig };
const good = {
  PORT: '8081',
  PUBLIC_URL: 'http://127.0.0.1:8081',
  DATABASE_URL: 'postgres://app:pw@127.0.0.1:5432/db',
  KAFKA_BROKERS: '127.0.0.1:9092, 127.0.0.1:9093',
};

describe('readConfig', () => {
  it('reads every block, converts numbers and lists, and fills in what has a default', () => {
    const config = readConfig(blocks, good);
    expect(config.http).toMatchObject({ port: 8081, host: '127.0.0.1' });
    expect(config.database.databasePoolSize).toBe(10);
    expect(config.kafka.kafkaBrokers).toEqual(['127.0.0.1:9092', '127.0.0.1:9093']);
  });

  it('names every bad variable of every block and shows none of their values', () => {
    const bad = { ...good, PORT: 'eighty', DATABASE_URL: 's3cret', KAFKA_BROKERS: '' };
    const fault = catchFault(() => readConfig(blocks, bad));
    expect(fault.variables).toEqual(['PORT', 'DATABASE_URL', 'KAFKA_BROKERS']);
    expect(fault.message).not.toMatch(/eighty|s3cret/);
  });

  it.each([' ', '0x50', '1e3', '8081.0'])('takes %j for no number', (port) => {
    expect(catchFault(() => readConfig(blocks, { ...good, PORT: port })).variables).toEqual(['PORT']);
  });

  it('treats an empty variable as absent', () => {
    expect(catchFault(() => readConfig(blocks, { ...good, PUBLIC_URL: '' })).variables).toEqual([
      'PUBLIC_URL',
    ]);
  });
});

function catchFault(run: () => unknown): ConfigInvalid {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
