import { type DynamicModule, Module } from '@nestjs/common';
import { forgetOldCases, OfficerCases } from '#libs/cases';
import { OutboxModule } from '#libs/outbox';
import { actsFor, type RegisterBlocks, RegisterModule } from '#libs/register-kit';
import { AccessModule, createKafka, databaseModule, Upkeep, UpkeepModule } from '#libs/service-kit';
import { CaseMetrics } from './cases/case.metrics.ts';
import { companyCases } from './cases/case.rules.ts';
import { CasesController } from './cases/cases.controller.ts';
import { ImportsController } from './imports.controller.ts';
import { Company } from './company.entity.ts';
import { CompaniesController } from './companies.controller.ts';
import { business } from './business.register.ts';
import { CompaniesService } from './companies.service.ts';

@Module({})
export class BusinessModule {
  constructor(upkeep: Upkeep) {
    forgetOldCases(upkeep);
  }

  static for(config: RegisterBlocks): DynamicModule {
    const { http, database, kafka, token, register } = config;
    return {
      module: BusinessModule,
      imports: [
        UpkeepModule,
        databaseModule(database, 'business', [Company], actsFor(business, register.registerAuthorities)),
        AccessModule.for(token, { audience: http.publicUrl, http, standing: 'suspensions' }),
        RegisterModule.for(business, register),
        OutboxModule.for({
          topic: business.topic,
          databaseUrl: database.databaseUrl,
          kafka: createKafka(kafka, 'business-outbox'),
          keepDays: register.outboxKeepDays,
        }),
      ],
      controllers: [CasesController, CompaniesController, ImportsController],
      providers: [CompaniesService, OfficerCases.of(companyCases), CaseMetrics],
    };
  }
}
