import type { Kafka } from './client.ts';
import { withBrokers } from './cluster.ts';

interface Broker {
  fetch(request: { readonly maxWaitTime: number }): Promise<object>;
  syncGroup(request: {
    readonly groupId: string;
    readonly memberId: string;
    readonly generationId: number;
  }): Promise<unknown>;
  heartbeat(request: {
    readonly groupId: string;
    readonly memberId: string;
    readonly groupGenerationId: number;
  }): Promise<unknown>;
  readonly connectionPool: { readonly pool: readonly Connection[] };
}

interface Connection {
  readonly socket: { destroy(fault?: Error): void };
  /** Of a login under way. */
  readonly authHandlers: { onError(): void } | null;
  isConnected(): boolean;
  rejectRequests(fault: Error): void;
  disconnect(): Promise<unknown>;
}

/** kafkajs sends fetches over this one of a broker's connections, and nothing else. */
const OF_FETCHES = 1;
/** A rebalance is to be noticed within 3 s. */
const BEAT_MS = 2_000;
/** A fetch that was put together before something changed has begun by then. */
const SETTLED_MS = 1_000;
/** Of the number that begins each answer and says how long it is. */
const LENGTH_BYTES = 4;
const NOTHING = { responses: [] };

/**
 * Fetches of one consumer that brokers hold for long while there is nothing to read. kafkajs looks after its group between
 * two fetches only, and waits for the one under way when it stops; Kafka cannot be asked to give one up. So while one is
 * held its member's heartbeats are sent from here, and to call it back its connection is closed.
 */
export class HeldFetches {
  private readonly held = new Set<() => void>();
  private beat: (() => Promise<unknown>) | undefined;
  private readonly waitMs: () => number;
  private briefUntil = 0;

  /** @param waitMs how long the next fetch may be held */
  constructor(waitMs: () => number) {
    this.waitMs = waitMs;
  }

  /** The client, for the consumer whose fetches these are. */
  clientOf(kafka: Kafka): Kafka {
    return withBrokers<Broker>(kafka, (broker) => this.prepare(broker));
  }

  /** Something changed that a fetch which is put together at this moment may not know of. */
  beBrief(): void {
    this.briefUntil = performance.now() + SETTLED_MS;
  }

  /** kafkajs goes on as after a fetch that found nothing. */
  callBack(): void {
    this.beBrief();
    for (const end of this.held) end();
  }

  private prepare(broker: Broker): void {
    const fetch = broker.fetch.bind(broker);
    const syncGroup = broker.syncGroup.bind(broker);
    const heartbeat = broker.heartbeat.bind(broker);
    broker.fetch = (request) => {
      const maxWaitTime = performance.now() < this.briefUntil ? 0 : this.waitMs();
      const answered =
        maxWaitTime <= request.maxWaitTime
          ? fetch(request)
          : this.hold(broker, () => fetch({ ...request, maxWaitTime }));
      // Partitions may have moved to a broker whose fetch knows nothing of them.
      return this.orCallBack(answered);
    };
    broker.syncGroup = async (request) => {
      const answer = await syncGroup(request);
      // What is held asks for the partitions of before.
      this.callBack();
      const { groupId, memberId, generationId: groupGenerationId } = request;
      this.beat = () => broker.heartbeat({ groupId, memberId, groupGenerationId });
      return answer;
    };
    // Whatever is wrong, kafkajs finds out by its own heartbeat, which follows each fetch.
    broker.heartbeat = (request) => this.orCallBack(heartbeat(request));
  }

  private async orCallBack<T>(answered: Promise<T>): Promise<T> {
    try {
      return await answered;
    } catch (fault) {
      this.callBack();
      throw fault;
    }
  }

  private async hold(broker: Broker, fetch: () => Promise<object>): Promise<object> {
    let closed: Promise<unknown> | undefined;
    const end = (): void => {
      closed ??= closeConnection(broker);
    };
    this.held.add(end);
    // by hand: lives as long as one request
    const beats = setInterval(() => void this.beat?.().catch(() => undefined), BEAT_MS);
    try {
      return await fetch();
    } catch (fault) {
      if (!closed) throw fault;
      return NOTHING;
    } finally {
      clearInterval(beats);
      this.held.delete(end);
      await closed;
    }
  }
}

/** It is opened again by the next fetch. */
async function closeConnection({ connectionPool }: Broker): Promise<void> {
  const connection = connectionPool.pool[OF_FETCHES];
  if (!connection) return;
  const fault = new Error('The fetch was called back.');
  // What still comes would be taken for part of what the next connection brings, as would half an answer.
  connection.socket.destroy(connection.isConnected() ? undefined : fault);
  Object.assign(connection, { chunks: [], bytesBuffered: 0, bytesNeeded: LENGTH_BYTES });
  connection.authHandlers?.onError();
  connection.rejectRequests(fault);
  await connection.disconnect();
}
