/** One-shot of docker-compose.yml: topics, an account at Kafka for each service, and what each may do. */
import { provisionStreams } from '../local/backing-services.ts';
import { installation, kafkaAdmin, once } from './inside.ts';

await once(async () => {
  const { secrets } = await installation();
  await provisionStreams(kafkaAdmin, secrets);
});
