import { LocalFailure } from '#libs/local-services';
import { describeStartFailure } from '#libs/service-kit';
import { appNames, type AppName, portVariable } from '../description/app-names.ts';
import { demoCitizens } from '../sample/demo-citizens.ts';
import type { StackFacts } from '../local/app-settings.ts';
import { describeEndpoints, type Endpoints } from '../local/endpoints.ts';
import { LocalHome } from '../local/local-home.ts';
import { readSecrets, type Secrets } from '../local/secrets.ts';
import { ADMIN_PASSWORD, inside, INSTALLATION } from './addresses.ts';
import { insideUrl } from './places.ts';

interface Installation {
  readonly home: LocalHome;
  readonly secrets: Secrets;
}

/** The demonstration's home in its volume, with its secrets, which are made once. */
export async function installation(): Promise<Installation> {
  const home = new LocalHome('/', { EINMAL_HOME: INSTALLATION });
  return { home, secrets: await readSecrets(home) };
}

export const kafkaAdmin = {
  bootstrapServers: inside.kafka,
  username: 'admin',
  password: ADMIN_PASSWORD,
};

const perApp = <V>(value: (app: AppName) => V): Record<AppName, V> =>
  Object.fromEntries(appNames.map((app) => [app, value(app)])) as Record<AppName, V>;

/**
 * The addresses as a container sees them that shares the network of identity: the issuer is the one of its tokens, the
 * other apps go by their names, and audiences are what callers outside use.
 * @param env `<APP>_PORT` of every app
 */
export function insideEndpoints({ home, secrets }: Installation, env: NodeJS.ProcessEnv): Endpoints {
  const ports = perApp((app) => Number(env[portVariable(app)]));
  const databaseUrls = perApp((app) => insideUrl(app, 'app', secrets));
  const facts: StackFacts = { home, ports, secrets, databaseUrls, kafkaAdmin };
  const outside = describeEndpoints(facts, Object.values(demoCitizens));
  return { ...outside, apps: perApp((app) => `http://${app}:${ports[app]}`) };
}

/** Runs a one-shot of compose; a failure is told in one sentence where it can be. */
export async function once(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const text = error instanceof LocalFailure ? error.message : describeStartFailure(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
