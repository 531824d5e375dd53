/** One-shot of docker-compose.yml: a database and two roles for each app. */
import { provisionDatabases } from '../local/backing-services.ts';
import { installation, once } from './inside.ts';
import { adminUrl } from './places.ts';

await once(async () => {
  const { secrets } = await installation();
  await provisionDatabases(adminUrl, secrets);
});
