import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  addFormParser,
  createPool,
  databaseCheck,
  type DatabaseConfig,
  demandFittingKeys,
  type HttpConfig,
  isForThisMachine,
  keyStore,
  type LogConfig,
  serve,
  StartRefused,
  type TracingConfig,
} from '#libs/service-kit';
import type { FastifyInstance } from 'fastify';

import { Accounts } from './accounts.ts';
import { CitizenSubjects } from './citizen-subjects.ts';
import { CitizensFile } from './citizens-file.ts';
import { ClientAccess } from './client-access.rules.ts';
import { ClientsFile } from './clients-file.ts';
import { createProvider } from './create-provider.ts';
import type { IdentityConfig } from './identity.config.ts';
import { IdentityModule } from './identity.module.ts';
import { KeptPseudonyms } from './kept-pseudonyms.store.ts';
import { NumberOffice } from './number-office.ts';
import { NumbersFile } from './numbers-file.ts';
import { addProviderRoutes } from './provider-routes.ts';
import { readJsonFile, readSecretJsonFile } from './read-json-file.ts';
import { identityService } from './service-description.ts';
import { SigningKeysFile } from './signing-keys-file.ts';
import { StaffFile } from './staff-file.ts';
import { UserInfo } from './user-info.ts';

export interface IdentitySettings {
  readonly http: HttpConfig;
  readonly log: LogConfig;
  readonly tracing?: TracingConfig;
  readonly database: DatabaseConfig;
  readonly identity: IdentityConfig;
}

/** @throws StartRefused when HOST can be reached from elsewhere: logins need no password here */
export async function startIdentity({
  http,
  log,
  tracing,
  database,
  identity,
}: IdentitySettings): Promise<NestFastifyApplication> {
  if (!isForThisMachine(http)) {
    throw new StartRefused(
      'identity is for local use and tests: HOST must be a loopback address, such as 127.0.0.1.',
    );
  }
  const { clients } = await readJsonFile('CLIENTS_FILE', identity.clientsFile, ClientsFile);
  const demo = await readJsonFile('CITIZENS_FILE', identity.citizensFile, CitizensFile);
  const { staff } = identity.staffFile
    ? await readJsonFile('STAFF_FILE', identity.staffFile, StaffFile)
    : { staff: [] };
  const { numbers } = await readSecretJsonFile('NUMBERS_FILE', identity.numbersFile, NumbersFile);
  const { keys } = await readSecretJsonFile('SIGNING_JWKS_FILE', identity.signingJwksFile, SigningKeysFile);
  const key = keyStore.pseudonyms('CITIZEN_PSEUDONYM_KEY', identity.citizenPseudonymKey);
  const access = new ClientAccess(clients, identity.serviceUrls);
  const pool = createPool(database, 'identity');
  await demandFittingKeys(pool, [key]).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const office = new NumberOffice(numbers);
  const subjects = new CitizenSubjects(office, new KeptPseudonyms(pool), key);
  const accounts = new Accounts(demo.citizens, staff, subjects);
  const provider = createProvider({
    issuer: http.publicUrl,
    clients,
    accounts,
    userInfo: new UserInfo(access, subjects),
    access,
    signingKeys: keys,
    cookieKeys: identity.cookieKeys,
    pool,
    nonceSecret: identity.dpopNonceSecret ? Buffer.from(identity.dpopNonceSecret, 'base64url') : undefined,
  });
  return serve({
    ...identityService,
    module: IdentityModule.for(provider, accounts, access),
    http,
    log,
    tracing,
    configure: async (app, readiness) => {
      const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
      fastify.addHook('onClose', () => pool.end());
      addFormParser(fastify);
      await addProviderRoutes(fastify, provider);
      readiness.add(databaseCheck(pool));
    },
  });
}
