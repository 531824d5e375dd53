import { ofEachRegister } from '#libs/contracts';
import { createTopics } from '#libs/kafka';
import { RunningRegister } from '#libs/register-kit-testing';
import { testKafka } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { ResidentsModule } from '../residents.module.ts';
import { residents } from '../residents.register.ts';

/** Registers of other authorities that nobody answers at, and a client that nobody knows. */
export const withoutOthers = {
  client: { clientId: 'residents-register', clientJwk: '{}' },
  moves: {
    movesGroup: 'residents.moves',
    registers: ofEachRegister(() => [{ url: 'http://127.0.0.1:1' }]),
  },
};

/** The app as it is deployed but for the events of others, with the test run's PostgreSQL and Kafka. */
export async function startResidents(): Promise<RunningRegister> {
  const brokers = await testKafka();
  await createTopics(brokers, [{ topic: residents.topic }]);
  return RunningRegister.start({
    name: 'residents',
    scope: 'residents:officer',
    authority: 'meldebehoerde-hannover',
    module: (config) => ResidentsModule.for({ ...config, ...withoutOthers }),
    migrations,
    kafkaBrokers: brokers.split(','),
  });
}
