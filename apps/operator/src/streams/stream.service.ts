import { Injectable } from '@nestjs/common';
import { register } from 'prom-client';
import { TimeLimitPassed, withTimeLimit } from '#libs/service-kit';
import { DeadLetterStore } from '../dead-letters/dead-letter.store.ts';
import { BrokerClient, type BrokerState } from './broker.client.ts';
import { RelayClient } from './relay.client.ts';
import type { LastOfKafkaDto, MissingPartDto, StreamsDto, UpkeepDto } from './stream.dto.ts';
import { upkeepMetrics, upkeepOf } from './upkeep.rules.ts';

const FRESH_MS = 1_000;
const PATIENCE_MS = 2_500;

/** One picture of all streams, not older than a second; callers that come together share the work of one. */
@Injectable()
export class StreamService {
  private picture: { readonly taken: number; readonly streams: StreamsDto } | undefined;
  private under: Promise<StreamsDto> | undefined;
  private broker: Promise<BrokerState> | undefined;
  private lastOfKafka: LastOfKafkaDto | undefined;

  constructor(
    private readonly brokerClient: BrokerClient,
    private readonly relays: RelayClient,
    private readonly letters: DeadLetterStore,
  ) {}

  /** Never rejects and never waits longer than a few seconds: what did not answer is named in `missing`. */
  current(): Promise<StreamsDto> {
    if (this.picture && performance.now() - this.picture.taken < FRESH_MS)
      return Promise.resolve(this.picture.streams);
    return (this.under ??= this.take().finally(() => (this.under = undefined)));
  }

  private async take(): Promise<StreamsDto> {
    const missing: MissingPartDto[] = [];
    const tried = async <T>(part: string, work: () => Promise<T>): Promise<T | undefined> => {
      try {
        // Gives up waiting; what was begun ends by its own time limits.
        return await withTimeLimit(PATIENCE_MS, part, work);
      } catch (error) {
        missing.push({ part, reason: reasonOf(error) });
        return undefined;
      }
    };
    const [broker, deadLetters, own, ...registers] = await Promise.all([
      tried('kafka', () => this.readBroker()),
      tried('dead-letters', () => this.letters.summary()),
      tried('upkeep', ownUpkeep),
      ...this.relays.registers.map((register) =>
        tried(`relay:${register}`, () => this.relays.read(register)),
      ),
    ]);
    const asOf = new Date().toISOString();
    if (broker) this.lastOfKafka = { asOf, topics: broker.topics, groups: broker.groups };
    const streams: StreamsDto = {
      asOf,
      complete: missing.length === 0,
      missing,
      topics: broker?.topics ?? [],
      groups: broker?.groups ?? [],
      ...(!broker && this.lastOfKafka && { lastOfKafka: this.lastOfKafka }),
      relays: registers.flatMap((each) => each?.relay ?? []),
      upkeep: [...registers.flatMap((each) => each?.upkeep ?? []), ...(own ?? [])],
      deadLetters: (deadLetters?.groups ?? []).map(({ group, parked, keysBlocked, oldestParkedAt }) => ({
        ...{ group, parked, keysBlocked },
        ...(oldestParkedAt !== undefined && { oldestParkedAt }),
      })),
    };
    this.picture = { taken: performance.now(), streams };
    return streams;
  }

  /** A broker that hangs is asked once, however many pictures are taken meanwhile. */
  private readBroker(): Promise<BrokerState> {
    return (this.broker ??= this.brokerClient.read().finally(() => (this.broker = undefined)));
  }
}

/** From the registry of this process, without what would take a picture in its turn. */
async function ownUpkeep(): Promise<readonly UpkeepDto[]> {
  const known = Object.values(upkeepMetrics).filter((name) => register.getSingleMetric(name) !== undefined);
  const texts = await Promise.all(known.map((name) => register.getSingleMetricAsString(name)));
  return upkeepOf('operator', [texts.join('\n')]);
}

/** For the operator, without addresses: a fault's own text may name hosts and users. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && /^(answers|does not know) /.test(error.message)) return error.message;
  return error instanceof TimeLimitPassed ? 'does not answer in time' : 'cannot be reached';
}
