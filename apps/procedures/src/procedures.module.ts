import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule, databaseModule, HttpConfig, TokenConfig } from '#libs/service-kit';
import { WebhookConfig } from '#libs/webhooks';
import { AuthoritiesModule, AuthorityClientsConfig } from './authorities/index.ts';
import type { ProceduresConfig } from './procedures.config.ts';
import { SealingConfig } from './sealing/index.ts';

/** The settings, for whichever part of this app needs them. */
@Module({})
class SettingsModule {}

@Module({})
export class ProceduresModule {
  static for({ http, database, token, clients, sealing, webhooks }: ProceduresConfig): DynamicModule {
    const settings = [
      { provide: HttpConfig, useValue: http },
      { provide: TokenConfig, useValue: token },
      { provide: AuthorityClientsConfig, useValue: clients },
      { provide: SealingConfig, useValue: sealing },
      { provide: WebhookConfig, useValue: webhooks },
    ];
    return {
      module: ProceduresModule,
      imports: [
        databaseModule(database, 'procedures'),
        AccessModule.for(token, { audience: http.publicUrl, http, standing: 'suspensions' }),
        {
          module: SettingsModule,
          global: true,
          providers: settings,
          exports: settings.map(({ provide }) => provide),
        },
        AuthoritiesModule,
      ],
    };
  }
}
