import { type DynamicModule, Module } from '@nestjs/common';
import { InboxController } from './inbox.controller.ts';
import { InboxService } from './inbox.service.ts';
import { InboxStore } from './inbox.store.ts';

/** Where clerks work on what was handed in. */
@Module({})
export class InboxModule {
  /** @param submissions the module of the submissions */
  static of(submissions: DynamicModule): DynamicModule {
    return {
      module: InboxModule,
      imports: [submissions],
      controllers: [InboxController],
      providers: [InboxStore, InboxService],
    };
  }
}
