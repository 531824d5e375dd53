/** `docker compose run --rm -T token <name>`: an access token of a demo client, citizen or member of staff. */
import type { Audience } from '../local/demo-clients.ts';
import { LocalFailure } from '#libs/local-services';
import { tokenOf } from '../local/token-of.ts';
import { insideEndpoints, installation, once } from './inside.ts';

await once(async () => {
  const [name, service] = process.argv.slice(2);
  if (name === undefined)
    throw new LocalFailure('Name a demo client, citizen or member of staff, for instance anna.');
  const endpoints = insideEndpoints(await installation(), process.env);
  process.stdout.write(`${await tokenOf(endpoints, name, undefined, service as Audience | undefined)}\n`);
});
