import { Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { DeadLettersModule } from '../dead-letters/dead-letters.module.ts';
import { BrokerClient } from './broker.client.ts';
import { RelayClient } from './relay.client.ts';
import { StreamController } from './stream.controller.ts';
import { StreamHistory } from './stream-history.service.ts';
import { StreamMetrics } from './stream.metrics.ts';
import { StreamService } from './stream.service.ts';

@Module({
  imports: [BackgroundModule, DeadLettersModule],
  controllers: [StreamController],
  providers: [BrokerClient, RelayClient, StreamService, StreamHistory, StreamMetrics],
})
export class StreamsModule {}
