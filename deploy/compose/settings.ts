/** One-shot of docker-compose.yml: refuses an .env that would not do what it says. Compose hands over nothing it does not know. */
import { LocalFailure } from '#libs/local-services';
import { envFaults } from './env-file.rules.ts';
import { once } from './inside.ts';

await once(() => {
  const faults = envFaults(process.env);
  if (faults.length === 0) return Promise.resolve();
  throw new LocalFailure(`.env is not usable:\n${faults.map((fault) => `  ${fault}\n`).join('')}`.trimEnd());
});
