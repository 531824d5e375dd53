import { createTopics } from '#libs/kafka';
import { RunningRegister } from '#libs/register-kit-testing';
import { testKafka } from '#libs/test-kit';
import { BusinessModule } from '../business.module.ts';
import { business } from '../business.register.ts';
import { migrations } from '../migrations/index.ts';

/** The app as it is deployed, with the test run's PostgreSQL and Kafka. */
export async function startBusiness(): Promise<RunningRegister> {
  const brokers = await testKafka();
  await createTopics(brokers, [{ topic: business.topic }]);
  return RunningRegister.start({
    name: 'business',
    scope: 'business:officer',
    authority: 'registergericht-goettingen',
    module: (config) => BusinessModule.for(config),
    migrations,
    kafkaBrokers: brokers.split(','),
  });
}
