import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { Einmal } from '#libs/client';
import { databaseModule, HttpConfig, traceparent, UpkeepModule } from '#libs/service-kit';
import { AboutModule } from './about/index.ts';
import { CitizenModule } from './citizen/citizen.module.ts';
import { ConsoleModule } from './console/console.module.ts';
import { EINMAL, Exchange } from './exchange/index.ts';
import { DeveloperModule } from './developer/index.ts';
import { AFTER_LOGIN, type AfterLogin } from './login/desks.ts';
import { Issuer } from './login/issuer.client.ts';
import { LoginController } from './login/login.controller.ts';
import { PortalConfig, type PortalSettings, type Visitors } from './portal.config.ts';
import { SessionStore, SessionUpkeep } from './sessions/index.ts';
import { StaffModule } from './staff/staff.module.ts';
import { RenderingModule } from './rendering/index.ts';

/** Somebody waits for the page: what does not answer by then is said to be away, and can be asked again. */
const PATIENCE = { timeoutMs: 10_000, patience: { attempts: 2, longestPauseMs: 1_000 } };

/** With TLS, tokens are bound to this portal's certificate (RFC 8705); without, it is a demonstration on loopback. */
function exchangeClient(
  { issuerUrl, clientId, clientJwk }: PortalConfig,
  { tlsCertFile, tlsKeyFile, tlsCaFile }: HttpConfig,
): Einmal {
  const privateJwk = JSON.parse(clientJwk) as JWK;
  const who = { issuer: issuerUrl, clientId, privateJwk, traceparent: () => traceparent(), ...PATIENCE };
  if (tlsCertFile === undefined || tlsKeyFile === undefined)
    return new Einmal({ ...who, binding: 'none-on-loopback' });
  const tls = {
    cert: readFileSync(tlsCertFile),
    key: readFileSync(tlsKeyFile),
    ...(tlsCaFile && { ca: readFileSync(tlsCaFile) }),
  };
  return new Einmal({ ...who, binding: 'certificate', tls });
}

const pagesOf: Readonly<Record<Visitors, readonly Type[]>> = {
  citizens: [CitizenModule],
  staff: [StaffModule],
  operators: [ConsoleModule, DeveloperModule],
};

@Module({})
class SettingsModule {}

@Module({})
export class PortalModule {
  static for({ http, database, portal }: PortalSettings): DynamicModule {
    const settings = [
      { provide: HttpConfig, useValue: http },
      { provide: PortalConfig, useValue: portal },
      { provide: EINMAL, useFactory: () => exchangeClient(portal, http) },
      SessionStore,
      Issuer,
      Exchange,
      {
        provide: AFTER_LOGIN,
        inject: [Exchange],
        useFactory:
          (exchange: Exchange): AfterLogin =>
          (open) =>
            exchange.askForRoles(open),
      },
    ];
    return {
      module: PortalModule,
      imports: [
        databaseModule(database, 'portal'),
        UpkeepModule,
        { module: SettingsModule, global: true, providers: settings, exports: settings },
        RenderingModule.for(),
        AboutModule,
        ...pagesOf[portal.visitors],
      ],
      controllers: [LoginController],
      providers: [SessionUpkeep],
    };
  }
}
