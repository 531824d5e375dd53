import { appNames, type AppName, databaseOf, portVariable } from '../description/app-names.ts';
import { endpointClients } from '../local/endpoint-clients.ts';
import type { Endpoints } from '../local/endpoints.ts';
import type { Secrets } from '../local/secrets.ts';
import { demoCitizens } from '../sample/demo-citizens.ts';
import type { ComposeProject } from './compose-project.ts';

export type OutsideEndpoints = Pick<Endpoints, 'issuer' | 'apps' | 'databases' | 'clients' | 'citizens'>;

/** A compose project as the host sees it, with the demonstration's keys; databases as their administrator. */
export async function outsideEndpoints(project: ComposeProject): Promise<OutsideEndpoints> {
  const { ports } = project;
  const cat = ['run', '--rm', '-T', '--no-deps', '--entrypoint', 'cat', 'secrets'];
  const { clientJwks } = JSON.parse(await project.ask(...cat, '/var/lib/einmal/secrets.json')) as Secrets;
  const urlOf = (app: AppName): string => `http://127.0.0.1:${ports[portVariable(app)]}`;
  const server = `postgres://postgres:einmal@127.0.0.1:${ports['POSTGRES_PORT']}`;
  return {
    issuer: urlOf('identity'),
    apps: perApp(urlOf),
    databases: perApp((app) => `${server}/${databaseOf(app)}`),
    clients: endpointClients(clientJwks, urlOf),
    citizens: demoCitizens,
  };
}

const perApp = (text: (app: AppName) => string): Record<AppName, string> =>
  Object.fromEntries(appNames.map((app) => [app, text(app)])) as Record<AppName, string>;
