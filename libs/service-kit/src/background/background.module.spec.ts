import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Background, BackgroundModule } from './background.module.ts';

describe('the background of an application', () => {
  it('begins with the application and ends before what it uses, whatever fails', async () => {
    const told: string[] = [];

    class Pool implements OnApplicationShutdown {
      onApplicationShutdown(): void {
        told.push('pool closed');
      }
    }

    @Module({ imports: [BackgroundModule] })
    class Feature {
      constructor(background: Background) {
        background.addLast({ stop: async () => void told.push('client closed') });
        background.add({
          start: () => told.push('started'),
          stop: async () => {
            await new Promise(setImmediate);
            told.push('stopped');
          },
        });
        background.add({ stop: () => Promise.reject(new Error('stuck')) });
        background.loop({
          name: 'last',
          everyMs: 60_000,
          work: async () => void told.push('ran'),
          hasLastRun: true,
        });
      }
    }

    @Module({})
    class Database {}
    const database = { module: Database, global: true, providers: [Pool] };

    const app = await Test.createTestingModule({ imports: [database, Feature] })
      .setLogger({ log: () => undefined, warn: () => undefined, error: () => told.push('fault told') })
      .compile();
    await app.init();
    expect(told).toEqual(['started', 'ran']);
    await app.close();
    expect(told).toEqual(['started', 'ran', 'stopped', 'fault told', 'client closed', 'ran', 'pool closed']);
  });
});
