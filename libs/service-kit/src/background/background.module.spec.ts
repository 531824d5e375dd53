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
        background.atLast(async () => void told.push('client closed'));
        background.add({
          start: () => told.push('started'),
          stop: async () => {
            await new Promise(setImmediate);
            told.push('stopped');
          },
        });
        background.add({ start: () => undefined, stop: () => Promise.reject(new Error('stuck')) });
      }
    }

    @Module({})
    class Database {}
    const database = { module: Database, global: true, providers: [Pool] };

    const app = await Test.createTestingModule({ imports: [database, Feature] })
      .setLogger({ log: () => undefined, warn: () => undefined, error: () => told.push('fault told') })
      .compile();
    await app.init();
    expect(told).toEqual(['started']);
    await app.close();
    expect(told).toEqual(['started', 'stopped', 'fault told', 'client closed', 'pool closed']);
  });
});
