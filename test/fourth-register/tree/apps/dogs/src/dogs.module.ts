import { type DynamicModule, Module } from '@nestjs/common';
import { OutboxModule } from '#libs/outbox';
import { actsFor, type RegisterBlocks, RegisterModule } from '#libs/register-kit';
import { AccessModule, createKafka, databaseModule } from '#libs/service-kit';
import { Dog } from './dog.entity.ts';
import { DogsController } from './dogs.controller.ts';
import { dogs } from './dogs.register.ts';
import { DogsService } from './dogs.service.ts';
import { ImportsController } from './imports.controller.ts';

@Module({})
export class DogsModule {
  static for({ http, database, kafka, token, register }: RegisterBlocks): DynamicModule {
    return {
      module: DogsModule,
      imports: [
        databaseModule(database, 'dogs', [Dog], actsFor(dogs, register.registerAuthorities)),
        AccessModule.for(token, { audience: http.publicUrl, http, standing: 'suspensions' }),
        RegisterModule.for(dogs, register),
        OutboxModule.for({
          topic: dogs.topic,
          databaseUrl: database.databaseUrl,
          kafka: createKafka(kafka, 'dogs-outbox'),
          keepDays: register.outboxKeepDays,
        }),
      ],
      controllers: [DogsController, ImportsController],
      providers: [DogsService],
    };
  }
}
