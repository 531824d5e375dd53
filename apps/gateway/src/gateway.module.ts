import { type DynamicModule, Module } from '@nestjs/common';
import {
  AccessModule,
  type DatabaseConfig,
  databaseModule,
  type HttpConfig,
  type TokenConfig,
} from '#libs/service-kit';
import { ConsentController } from './consents/consent.controller.ts';
import { ConsentEvent } from './consents/consent-event.entity.ts';
import { Consent } from './consents/consent.entity.ts';
import { ConsentService } from './consents/consent.service.ts';
import { ConsentStore } from './consents/consent.store.ts';
import { Notice } from './consents/notice.entity.ts';
import { DisclosureController } from './disclosures/disclosure.controller.ts';
import { DisclosureStore } from './disclosures/disclosure.store.ts';
import { type EvidenceTypes, loadEvidenceTypes } from './evidence-types/evidence-type.catalogue.ts';
import { EvidenceTypeController } from './evidence-types/evidence-type.controller.ts';
import type { GatewayConfig } from './gateway.config.ts';
import { EVIDENCE_TYPES, PUBLIC_URL } from './injection-tokens.ts';
import { IdempotentRequests } from './idempotency/idempotent-requests.service.ts';
import { Quotas } from './limits/quotas.service.ts';
import { UsageStore } from './limits/usage.store.ts';
import { DecisionStore } from './lookups/decision.store.ts';
import { DisclosureClient } from './lookups/disclosure.client.ts';
import { LookupBodyReader } from './lookups/lookup-body.request.ts';
import { LookupController } from './lookups/lookup.controller.ts';
import { LookupService } from './lookups/lookup.service.ts';
import { OutcomeStore } from './lookups/outcome.store.ts';
import { SubjectPseudonyms } from './lookups/subject-pseudonyms.service.ts';
import { GrantController } from './policy/grant.controller.ts';
import { ActiveClients } from './policy/active-clients.service.ts';
import { PolicyModule } from './policy/policy.module.ts';
import { RegisterDirectory } from './registers/register.directory.ts';
import { followingControllers, followingProviders } from './following/subscription-parts.ts';
import type { WebhookConfig } from './webhooks/webhook.config.ts';
import { webhookControllers, webhookProviders } from './webhooks/webhook-parts.ts';

export interface GatewayOptions {
  readonly http: HttpConfig;
  readonly database: DatabaseConfig;
  readonly token: TokenConfig;
  readonly gateway: GatewayConfig;
  readonly webhooks: WebhookConfig;
}

@Module({})
export class GatewayModule {
  /** Throws EvidenceTypesUnusable when the catalogue is broken. */
  static for(options: GatewayOptions): DynamicModule {
    const { http, database, token } = options;
    const types = loadEvidenceTypes();
    return {
      module: GatewayModule,
      imports: [
        databaseModule(database, 'gateway', [Consent, ConsentEvent, Notice]),
        PolicyModule,
        AccessModule.for(token, {
          audience: http.publicUrl,
          host: http.host,
          standing: { module: PolicyModule, provider: ActiveClients },
        }),
      ],
      controllers: [
        LookupController,
        EvidenceTypeController,
        GrantController,
        ConsentController,
        DisclosureController,
        ...followingControllers,
        ...webhookControllers,
      ],
      providers: [
        ...values(options, types),
        DecisionStore,
        OutcomeStore,
        DisclosureClient,
        LookupBodyReader,
        LookupService,
        UsageStore,
        Quotas,
        IdempotentRequests,
        ConsentStore,
        ConsentService,
        DisclosureStore,
        ...followingProviders(options.gateway),
        ...webhookProviders(options.webhooks, http.host),
      ],
      exports: [PolicyModule],
    };
  }
}

function values({ http, gateway }: GatewayOptions, types: EvidenceTypes) {
  const keyOf = (text: string): Buffer => Buffer.from(text, 'base64url');
  const pseudonyms = new SubjectPseudonyms(
    keyOf(gateway.citizenPseudonymKey),
    keyOf(gateway.subjectPseudonymKey),
  );
  const registers = new RegisterDirectory({
    signingJwk: gateway.permitSigningJwk,
    issuer: http.publicUrl,
    timeoutMs: gateway.registerTimeoutMs,
    urls: { residents: gateway.residentsUrl, vehicles: gateway.vehiclesUrl, business: gateway.businessUrl },
  });
  return [
    { provide: EVIDENCE_TYPES, useValue: types },
    { provide: PUBLIC_URL, useValue: http.publicUrl },
    { provide: SubjectPseudonyms, useValue: pseudonyms },
    { provide: RegisterDirectory, useValue: registers },
  ];
}
