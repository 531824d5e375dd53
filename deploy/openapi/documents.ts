import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, InjectionToken, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { registerBlocks } from '#libs/register-kit';
import { describeApi, readConfig, type ServiceDescription } from '#libs/service-kit';
import { BusinessModule } from '../../apps/business/src/business.module.ts';
import { businessService } from '../../apps/business/src/service-description.ts';
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
import { ResidentsModule } from '../../apps/residents/src/residents.module.ts';
import { residentsService } from '../../apps/residents/src/service-description.ts';
import { configBlocks as vehicles } from '../../apps/vehicles/src/vehicles.config.ts';
import { VehiclesModule } from '../../apps/vehicles/src/vehicles.module.ts';
import { vehiclesService } from '../../apps/vehicles/src/service-description.ts';
import { type ProgramName, programNames } from '../description/app-names.ts';
import { appNames, defaultPorts, type AppName } from '../local/apps.ts';
import { appSettings, type StackFacts } from '../local/app-settings.ts';
import { LocalHome } from '../local/local-home.ts';
import { readSecrets } from '../local/secrets.ts';

interface Described {
  readonly service: ServiceDescription;
  readonly module: (env: NodeJS.ProcessEnv) => DynamicModule;
}

const apps: Readonly<Record<ProgramName, Described>> = {
  business: {
    service: businessService,
    module: (env) => BusinessModule.for(readConfig(registerBlocks, env)),
  },
  gateway: { service: gatewayService, module: (env) => GatewayModule.for(readConfig(gateway, env)) },
  identity: {
    service: identityService,
    module: () => ({
      module: IdentityModule,
      providers: [OIDC_PROVIDER, Accounts, ClientAccess].map(absent),
    }),
  },
  operator: { service: operatorService, module: (env) => OperatorModule.for(readConfig(operator, env)) },
  residents: {
    service: residentsService,
    module: (env) => ResidentsModule.for(readConfig(registerBlocks, env)),
  },
  vehicles: { service: vehiclesService, module: (env) => VehiclesModule.for(readConfig(vehicles, env)) },
};

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
    for (const app of programNames) documents[app] = await documentOf(app, facts);
    return documents;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function documentOf(app: ProgramName, facts: StackFacts): Promise<object> {
  const { service, module } = apps[app];
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
