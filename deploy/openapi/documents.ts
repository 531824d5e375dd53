import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, InjectionToken, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type RegisterName, registerNames } from '#libs/contracts';
import { describeApi, readConfig, type ServiceDescription } from '#libs/service-kit';
import { configBlocks as gateway } from '../../apps/gateway/src/gateway.config.ts';
import { GatewayModule } from '../../apps/gateway/src/gateway.module.ts';
import { gatewayService } from '../../apps/gateway/src/service-description.ts';
import { Accounts } from '../../apps/identity/src/accounts.ts';
import { ClientAccess } from '../../apps/identity/src/client-access.rules.ts';
import { IdentityModule } from '../../apps/identity/src/identity.module.ts';
import { OIDC_PROVIDER } from '../../apps/identity/src/injection-tokens.ts';
import { identityService } from '../../apps/identity/src/service-description.ts';
import { configBlocks as operator } from '../../apps/operator/src/operator.config.ts';
import { OperatorModule } from '../../apps/operator/src/operator.module.ts';
import { operatorService } from '../../apps/operator/src/service-description.ts';
import { configBlocks as procedures } from '../../apps/procedures/src/procedures.config.ts';
import { ProceduresModule } from '../../apps/procedures/src/procedures.module.ts';
import { proceduresService } from '../../apps/procedures/src/service-description.ts';
import { type ApiName, apiNames } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { appNames, defaultPorts, type AppName } from '../local/apps.ts';
import { appSettings, type StackFacts } from '../local/app-settings.ts';
import { LocalHome } from '../local/local-home.ts';
import { readSecrets } from '../local/secrets.ts';

interface Described {
  readonly service: ServiceDescription;
  readonly module: (env: NodeJS.ProcessEnv) => DynamicModule;
}

const others: Readonly<Record<Exclude<ApiName, RegisterName>, Described>> = {
  gateway: { service: gatewayService, module: (env) => GatewayModule.for(readConfig(gateway, env)) },
  identity: {
    service: identityService,
    module: () => ({
      module: IdentityModule,
      providers: [OIDC_PROVIDER, Accounts, ClientAccess].map(absent),
    }),
  },
  operator: { service: operatorService, module: (env) => OperatorModule.for(readConfig(operator, env)) },
  procedures: {
    service: proceduresService,
    module: (env) => ProceduresModule.for(readConfig(procedures, env)),
  },
};

async function describedRegister(name: RegisterName): Promise<Described> {
  const { service, blocks, module } = apps[name];
  const [made, known] = [await module!(), await blocks()];
  return { service, module: (env) => made.for(readConfig(known, env) as never) };
}

/** A preview makes nothing, and asks only whether everything is there. */
function absent(provide: InjectionToken): Provider {
  return { provide, useValue: {} };
}

/** The API description of every app, as it would serve it; nothing is started or connected to. */
export async function apiDocuments(): Promise<Record<string, object>> {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-openapi-'));
  try {
    const facts = await exampleFacts(folder);
    const documents: Record<string, object> = {};
    for (const app of apiNames) documents[app] = await documentOf(app, facts);
    return documents;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function documentOf(app: ApiName, facts: StackFacts): Promise<object> {
  const register = registerNames.find((name) => name === app);
  const { service, module } = register
    ? await describedRegister(register)
    : others[app as keyof typeof others];
  const preview = await NestFactory.create<NestFastifyApplication>(
    module(appSettings(app, facts)),
    new FastifyAdapter(),
    { preview: true, logger: ['error'], abortOnError: false },
  );
  const publicUrl = `https://${app}.einmal.example`;
  return describeApi(preview, service, { publicUrl, problemBaseUrl: `${publicUrl}/problems/` });
}

/** Settings that read well and lead nowhere. */
async function exampleFacts(folder: string): Promise<StackFacts> {
  const home = new LocalHome(folder, { EINMAL_HOME: folder });
  const databaseUrls = Object.fromEntries(
    appNames.map((app) => [app, 'postgres://app@127.0.0.1:1/none'] as const),
  ) as Record<AppName, string>;
  return {
    home,
    ports: defaultPorts,
    secrets: await readSecrets(home),
    databaseUrls,
    kafkaAdmin: { bootstrapServers: '127.0.0.1:1', username: 'admin', password: 'none' },
  };
}
