import type { Audience } from './demo-clients.ts';
import { describeFailure, LocalFailure } from '#libs/local-services';
import type { Endpoints } from './endpoints.ts';
import { endpointsFile, LocalHome } from './local-home.ts';
import { root } from './repository.ts';
import { tokenOf } from './token-of.ts';

try {
  const [name = '', service] = process.argv.slice(2);
  const endpoints = new LocalHome(root, process.env).readJson<Endpoints>(endpointsFile);
  if (!endpoints) throw new LocalFailure('The local stack has not been started here: run npm start first.');
  process.stdout.write(`${await tokenOf(endpoints, name, undefined, service as Audience | undefined)}\n`);
} catch (error) {
  const refused = error instanceof TypeError && 'cause' in error;
  const text = refused
    ? 'The identity provider does not answer: run npm start first.'
    : describeFailure(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
