import { createTopics } from '#libs/kafka';
import { RunningRegister } from '#libs/register-kit-testing';
import { testKafka } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { ResidentsModule } from '../residents.module.ts';
import { residents } from '../residents.register.ts';

/** The app as it is deployed, with the test run's PostgreSQL and Kafka. */
export async function startResidents(): Promise<RunningRegister> {
  const brokers = await testKafka();
  await createTopics(brokers, [{ topic: residents.topic }]);
  return RunningRegister.start({
    name: 'residents',
    scope: 'residents:officer',
    authority: 'meldebehoerde-hannover',
    module: (config) => ResidentsModule.for(config),
    migrations,
    kafkaBrokers: brokers.split(','),
  });
}
