import { readFileSync } from 'node:fs';
import type { ManagedProcess } from '#libs/local-services';
import { ClientCredentials } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { KeycloakStack } from './keycloak-stack.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

const machine = 'parking-hannover';

describe('a realm or a setting that is not as it should be', () => {
  let stack: KeycloakStack;
  let gateway: ManagedProcess;

  beforeAll(async () => {
    stack = await KeycloakStack.start(['gateway']);
    ({ gateway } = stack.started);
  }, 900_000);
  afterAll(() => stack?.services.stop());

  /** @param port of a process that is not the first */
  async function asked(port?: number): Promise<number> {
    const { desk, services } = stack;
    const path = '/v1/subscriptions';
    const url = services.endpoints.apps.gateway + path;
    const reachedAt = port === undefined ? url : `http://127.0.0.1:${port}${path}`;
    const token = await desk.machineToken(machine);
    return (await desk.send(token, 'GET', url, undefined, {}, reachedAt)).status;
  }

  /** As its operator reads it. */
  const untilSaid = ({ logFile }: ManagedProcess, sentence: string): Promise<string> =>
    eventually(
      `the log says "${sentence}"`,
      () => readFileSync(logFile, 'utf8'),
      (log) => log.includes(sentence),
    );

  const clientPath = async (): Promise<string> => {
    const [client] = (await stack.keycloak.administer(
      'GET',
      `/einmal/clients?clientId=${machine}`,
    )) as Named[];
    return `/einmal/clients/${client!.id}`;
  };

  it('lets everybody in while nothing is wrong', async () => {
    expect(await asked()).toBe(200);
  });

  it.each([
    [
      'an issuer by another name',
      { ISSUER_URL: 'http://127.0.0.1:1/realms/einmal' },
      'ISSUER_URL: the issuer signs tokens',
    ],
    ['the hint of Keycloak not named', { IGNORED_CONFIRMATIONS: 'other' }, 'IGNORED_CONFIRMATIONS names'],
  ])('names the setting: %s', async (_story, wrong, sentence) => {
    const settings = { ...stack.settings, ...wrong };
    const { managed, port } = await stack.services.startReplica('gateway', settings);
    expect(await asked(port)).toBe(401);
    await untilSaid(managed, sentence);
    await managed.stop();
  });

  it.each(['openid citizen', 'openid citizen at-gateway at-procedures'])(
    'takes no token of a portal that names no service or two: %s',
    async (scope) => {
      const { desk, services } = stack;
      const { token } = await desk.logIn(desk.browser(), 'portal', 'anna', { scope });
      const url = `${services.endpoints.apps.gateway}/v1/consents`;
      expect((await desk.send(token, 'GET', url)).status).toBe(401);
    },
  );

  it('gives tokens to the client of the services themselves', async () => {
    const { clients, apps } = stack.services.endpoints;
    const client = new ClientCredentials({
      issuerUrl: stack.settings['ISSUER_URL']!,
      tokenUrl: stack.settings['TOKEN_URL']!,
      clientId: machine,
      clientJwk: JSON.stringify(clients[machine]!.privateJwk),
      audience: apps.gateway,
      scope: 'lookup',
    });
    const url = `${apps.gateway}/v1/subscriptions`;
    expect((await fetch(url, { headers: await client.headers('GET', url) })).status).toBe(200);
  });

  it('names the claim whose mapper is missing', async () => {
    const mappers = `${await clientPath()}/protocol-mappers/models`;
    const all = (await stack.keycloak.administer('GET', mappers)) as Named[];
    const mapper = all.find(({ name }) => name === 'client_id')!;
    await stack.keycloak.administer('DELETE', `${mappers}/${mapper.id}`);
    expect(await asked()).toBe(401);
    await untilSaid(gateway, 'The issuer has to write the claim client_id (one text)');
    await stack.keycloak.administer('POST', mappers, mapper);
    expect(await asked()).toBe(200);
  });

  it('names the audience where the scope of the service is missing', async () => {
    const scopes = (await stack.keycloak.administer('GET', '/einmal/client-scopes')) as Named[];
    const scope = scopes.find(({ name }) => name === 'at-gateway')!;
    await stack.keycloak.administer('DELETE', `${await clientPath()}/default-client-scopes/${scope.id}`);
    expect(await asked()).toBe(401);
    await untilSaid(gateway, 'The issuer has to write the claim aud');
  });
});
