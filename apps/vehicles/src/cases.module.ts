import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OfficerCases } from '#libs/cases';
import {
  Background,
  BackgroundModule,
  ClientCredentials,
  FittingKeysModule,
  keyStore,
  Upkeep,
  UpkeepModule,
} from '#libs/service-kit';
import { keepInbox } from '#libs/inbox';
import { CaseMetrics } from './cases/case.metrics.ts';
import { VehicleCaseStore } from './cases/case.store.ts';
import { vehicleCases } from './cases/case.rules.ts';
import { CaseUpkeep } from './cases/case-upkeep.service.ts';
import { CasesController } from './cases/cases.controller.ts';
import { CaseEnquiries } from './enquiries/case-enquiries.service.ts';
import { EnquiryWorker } from './enquiries/enquiry-worker.service.ts';
import { FleetEnquiries } from './enquiries/fleet-enquiries.service.ts';
import { GatewayClient } from './gateway.client.ts';
import { HolderAddresses } from './cases/holder-addresses.service.ts';
import { HolderSubjectsKeeper } from './reactions/holder-subjects.service.ts';
import { HolderSubjects } from './reactions/holder-subjects.store.ts';
import { ShownAddresses } from './cases/shown-addresses.service.ts';
import { Reactions } from './reactions/reactions.service.ts';
import { VehicleReactionsController } from './reactions/vehicle-reactions.controller.ts';
import type { VehiclesConfig } from './vehicles.config.ts';

/** Longer than a lookup may take, so that an enquiry is asked twice only when its process ended. */
const LEASE_MS = 20_000;
/** Of an enquiry that is to be repeated. A new one is heard of. */
const LOOK_MS = 2_000;

type CasesConfig = Pick<VehiclesConfig, 'token' | 'client' | 'reactions'>;

/** Reactions to other registers' events, and the cases they lead to. */
@Module({})
export class CasesModule {
  constructor(upkeep: Upkeep) {
    keepInbox(upkeep);
  }

  /** @param records the module of the register */
  static for({ token, client, reactions }: CasesConfig, records: DynamicModule): DynamicModule {
    const { gatewayUrl, gatewayAudience, residentsEventKey } = reactions;
    const gateway = (background: Background) => {
      const credentials = new ClientCredentials({
        issuerUrl: token.issuerUrl,
        audience: gatewayAudience,
        scope: 'lookup',
        clientId: client.clientId,
        clientJwk: client.clientJwk,
        ...(client.tokenUrl !== undefined && { tokenUrl: client.tokenUrl }),
        ...(client.tokenCallUrl !== undefined && { tokenCallUrl: client.tokenCallUrl }),
      });
      const asked = new GatewayClient(gatewayUrl, credentials);
      background.addLast({ stop: () => asked.close() });
      return asked;
    };
    const residentsKey = keyStore.pseudonyms('RESIDENTS_EVENT_KEY', residentsEventKey);
    const holders = (source: DataSource) => new HolderSubjects(source, residentsKey);
    return {
      module: CasesModule,
      imports: [BackgroundModule, UpkeepModule, records, FittingKeysModule.for([residentsKey])],
      controllers: [CasesController, VehicleReactionsController],
      providers: [
        { provide: GatewayClient, useFactory: gateway, inject: [Background] },
        { provide: HolderSubjects, useFactory: holders, inject: [DataSource] },
        HolderSubjectsKeeper,
        VehicleCaseStore,
        OfficerCases.of(vehicleCases),
        ShownAddresses,
        HolderAddresses,
        {
          provide: CaseEnquiries,
          useFactory: (source: DataSource, cases: VehicleCaseStore, addresses: HolderAddresses) =>
            new CaseEnquiries(source, cases, addresses, LEASE_MS),
          inject: [DataSource, VehicleCaseStore, HolderAddresses],
        },
        {
          provide: FleetEnquiries,
          useFactory: (source: DataSource, cases: VehicleCaseStore, asked: GatewayClient) =>
            new FleetEnquiries(source, cases, asked, LEASE_MS),
          inject: [DataSource, VehicleCaseStore, GatewayClient],
        },
        {
          provide: EnquiryWorker,
          useFactory: (
            cases: VehicleCaseStore,
            ofCases: CaseEnquiries,
            ofFleets: FleetEnquiries,
            source: DataSource,
            background: Background,
          ) => new EnquiryWorker(cases, ofCases, ofFleets, source, background, LOOK_MS),
          inject: [VehicleCaseStore, CaseEnquiries, FleetEnquiries, DataSource, Background],
        },
        Reactions,
        CaseUpkeep,
        CaseMetrics,
      ],
      exports: [OfficerCases, VehicleCaseStore],
    };
  }
}
