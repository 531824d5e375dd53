import { randomBytes } from 'node:crypto';
import { type KeycloakServer, type ManagedProcess, startKeycloak } from '#libs/local-services';
import { DemoCredentials } from '../../deploy/keycloak/demo-credentials.ts';
import { REALM, realmOf } from '../../deploy/keycloak/realm.ts';
import type { AppName } from '../../deploy/local/apps.ts';
import { demoPeople } from '../../deploy/local/identity-files.ts';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { demoCitizens } from '../../deploy/sample/demo-citizens.ts';
import { KeycloakDesk } from './keycloak-desk.ts';

const say = (text: string): void => void process.stdout.write(`  ${text}\n`);

/** Real services, and Keycloak where apps/identity stands otherwise. */
export class KeycloakStack {
  readonly desk: KeycloakDesk;
  readonly started = {} as Record<AppName, ManagedProcess>;
  /** All that an installation tells its services of Keycloak. */
  readonly settings: Readonly<Record<string, string>>;

  private constructor(
    readonly services: IsolatedStack,
    readonly keycloak: KeycloakServer,
    credentials: DemoCredentials,
  ) {
    const issuer = `${keycloak.url}/realms/${REALM}`;
    const tokenUrl = `${issuer}/protocol/openid-connect/token`;
    this.settings = {
      ISSUER_URL: issuer,
      JWKS_URL: `${issuer}/protocol/openid-connect/certs`,
      TOKEN_URL: tokenUrl,
      TOKEN_BINDING: 'required',
      IGNORED_CONFIRMATIONS: 'kc-jkt-type',
    };
    this.desk = new KeycloakDesk(issuer, tokenUrl, services.endpoints.clients, credentials);
  }

  static async start(apps: readonly AppName[]): Promise<KeycloakStack> {
    const services = await IsolatedStack.start(apps);
    const { facts, home, adminUrl, endpoints } = services;
    const keycloak = await startKeycloak({
      dir: home.path('keycloak'),
      adminUrl,
      env: process.env,
      onProgress: say,
    });
    const credentials = new DemoCredentials(randomBytes(32));
    const realm = await realmOf({
      urlOf: (service) => endpoints.apps[service],
      clientJwks: facts.secrets.clientJwks,
      people: demoPeople(Object.values(demoCitizens)),
      citizenPseudonymKey: Buffer.from(facts.secrets.citizenPseudonymKey, 'base64url'),
      credentials,
    });
    await keycloak.importRealm(realm);
    const stack = new KeycloakStack(services, keycloak, credentials);
    await Promise.all(
      apps.map(async (app) => {
        stack.started[app] = await services.startApp(app, stack.settings);
      }),
    );
    return stack;
  }
}
