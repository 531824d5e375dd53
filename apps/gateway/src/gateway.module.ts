import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule, databaseModule, HttpConfig } from '#libs/service-kit';
import { WebhookConfig } from '#libs/webhooks';
import { consentEntities, ConsentsModule } from './consents/index.ts';
import { ContentsModule } from './contents/index.ts';
import { DisclosuresModule } from './disclosures/index.ts';
import { DeathsModule } from './deaths/index.ts';
import { DevelopmentModule } from './development/index.ts';
import { EvidenceTypesModule } from './evidence-types/index.ts';
import { FollowingConfig, FollowingModule } from './following/index.ts';
import type { GatewayConfig } from './gateway.config.ts';
import { hotPoolSettings, LookupsModule } from './lookups/index.ts';
import { ActiveClients, PolicyModule } from './policy/index.ts';
import { EncryptionKeysModule } from './encryption-keys/index.ts';
import { FormsConfig, PrefillModule } from './prefill/index.ts';
import { PreviewsModule } from './previews/index.ts';
import { PurposesModule } from './purposes/index.ts';
import { RegistersConfig } from './registers/index.ts';
import { ReportsModule } from './reports/index.ts';
import { RequestsModule } from './requests/index.ts';
import { demandRoutable } from './routing/index.ts';
import { SubjectsConfig } from './subjects/index.ts';
import { WebhooksModule } from './webhooks/index.ts';

type GatewaySettings = Omit<GatewayConfig, 'log' | 'tracing' | 'kafka' | 'authorities'>;

@Module({})
class SettingsModule {}

@Module({})
export class GatewayModule {
  static for(settings: GatewaySettings): DynamicModule {
    const { http, database, token } = settings;
    demandRoutable(settings.registers.registers);
    return {
      module: GatewayModule,
      imports: [
        settingsModule(settings),
        databaseModule(database, 'gateway', consentEntities, { hot: hotPoolSettings }),
        AccessModule.for(token, {
          audience: http.publicUrl,
          http,
          standing: { module: PolicyModule, provider: ActiveClients },
        }),
        EvidenceTypesModule,
        PolicyModule,
        LookupsModule,
        EncryptionKeysModule,
        PreviewsModule,
        PrefillModule,
        PurposesModule,
        ConsentsModule,
        RequestsModule,
        DeathsModule,
        DisclosuresModule,
        ReportsModule,
        ContentsModule,
        FollowingModule,
        WebhooksModule,
        DevelopmentModule,
      ],
    };
  }
}

/** Every block of settings under its class, for whichever module asks for it. */
function settingsModule({
  http,
  subjects,
  registers,
  following,
  webhooks,
  forms,
}: GatewaySettings): DynamicModule {
  const providers = [
    { provide: HttpConfig, useValue: http },
    { provide: SubjectsConfig, useValue: subjects },
    { provide: RegistersConfig, useValue: registers },
    { provide: FollowingConfig, useValue: following },
    { provide: WebhookConfig, useValue: webhooks },
    { provide: FormsConfig, useValue: forms },
  ];
  return { module: SettingsModule, global: true, providers, exports: providers };
}
