import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule, databaseModule, HttpConfig, TokenConfig } from '#libs/service-kit';
import { WebhookConfig } from '#libs/webhooks';
import { AuthoritiesModule, AuthorityClientsConfig, keeperOf } from './authorities/index.ts';
import type { ProceduresConfig } from './procedures.config.ts';
import { DraftsModule } from './drafts/index.ts';
import { FormsModule, formsOf, type ProcedureForm } from './forms/index.ts';
import { InboxModule } from './inbox/index.ts';
import { type Procedure, procedures } from './procedures/index.ts';
import { SealingConfig } from './sealing/index.ts';
import { SubmissionsModule } from './submissions/index.ts';
import { WebhooksModule } from './webhooks/index.ts';

/** What is applied for here, and how it is decided. */
export interface Served {
  readonly forms: readonly ProcedureForm[];
  readonly procedures: readonly Procedure[];
}

/** By the client of the authority, or by that of who succeeded it. */
function isKeptHere({ authorityClients }: AuthorityClientsConfig, authority: string): boolean {
  const keeper = keeperOf(authority);
  return keeper !== undefined && [authority, keeper].some((each) => authorityClients.has(each));
}

/** The settings, for whichever part of this app needs them. */
@Module({})
class SettingsModule {}

@Module({})
export class ProceduresModule {
  /** @param served its forms and procedures unless given */
  static for(
    { http, database, token, clients, forms, sealing, webhooks }: ProceduresConfig,
    served: Served = { forms: formsOf(forms), procedures },
  ): DynamicModule {
    const submissions = SubmissionsModule.for(served.procedures);
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
        // What is decided elsewhere cannot be handed in here.
        FormsModule.for(served.forms, (authority) => isKeptHere(clients, authority)),
        DraftsModule,
        submissions,
        InboxModule.of(submissions),
        WebhooksModule.of(submissions),
      ],
    };
  }
}
