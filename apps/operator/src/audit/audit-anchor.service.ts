import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditAnchor } from '#libs/contracts';
import { type Kafka, keyedProducer, type Producer, readTopic } from '#libs/kafka';
import { KAFKA, SETTINGS } from '../injection-tokens.ts';
import type { OperatorConfig } from '../operator.config.ts';
import { type AnchorFindings, compareAnchors, type FoundAnchor, readAnchor } from './anchor.rules.ts';

export interface AnchorSettings {
  readonly operator: Pick<OperatorConfig, 'auditAnchorTopic' | 'projectionGroup'>;
}

const EVERY_MS = 1_000;
const RETRY_MS = 5_000;
/** How long the end of the service waits for Kafka. */
const LAST_MS = 5_000;
const READ_MS = 60_000;

const headSql = 'select seq::int as seq, hash from audit order by seq desc limit 1';
const hashesSql = 'select seq::int as seq, hash from audit where seq = any($1::bigint[])';

/** Brings the head of the audit chain to where this service can add, but neither change nor remove (ADR 0018). */
@Injectable()
export class AuditAnchors implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('AuditAnchors');
  private readonly ending = new AbortController();
  private readonly topic: string;
  private readonly producer: Producer;
  private running: Promise<void> | undefined;
  private anchored: string | undefined;
  private connected = false;

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    @Inject(SETTINGS) private readonly settings: AnchorSettings,
    private readonly database: DataSource,
  ) {
    this.topic = settings.operator.auditAnchorTopic;
    this.producer = keyedProducer(kafka, { retry: { retries: 2 } });
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await Promise.race([this.running, delay(LAST_MS, undefined, { ref: false })]);
    await this.producer.disconnect();
  }

  /** @returns nothing when Kafka could not be asked */
  async compare(): Promise<AnchorFindings | undefined> {
    try {
      const anchors = await this.read();
      const seqs = [...new Set(anchors.map(({ seq }) => seq))];
      const rows = await this.database.query<AuditAnchor[]>(hashesSql, [seqs]);
      return compareAnchors(anchors, new Map(rows.map(({ seq, hash }) => [seq, hash])));
    } catch (error) {
      this.log.warn(`The anchors could not be read: ${nameOf(error)}`);
      return undefined;
    }
  }

  /** A round that began after the stop is the last one, so that it has seen the last step. */
  private async run(): Promise<void> {
    for (;;) {
      const isLast = this.ending.signal.aborted;
      const pauseMs = await this.anchorHead().then(
        () => EVERY_MS,
        (error: unknown) => {
          this.connected = false;
          this.log.warn(`The audit log waits to be anchored: ${nameOf(error)}`);
          return RETRY_MS;
        },
      );
      if (isLast) return;
      await delay(pauseMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  private async anchorHead(): Promise<void> {
    const [head] = await this.database.query<AuditAnchor[]>(headSql);
    if (!head || head.hash === this.anchored) return;
    if (!this.connected) await this.producer.connect();
    this.connected = true;
    const { seq, hash } = head;
    await this.producer.send({
      topic: this.topic,
      acks: -1,
      messages: [{ key: 'audit', value: JSON.stringify({ seq, hash } satisfies AuditAnchor) }],
    });
    this.anchored = hash;
  }

  private async read(): Promise<readonly FoundAnchor[]> {
    const groupId = `${this.settings.operator.projectionGroup}.audit.${randomUUID()}`;
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(READ_MS)]);
    const messages = await readTopic(this.kafka, { topic: this.topic, groupId, signal });
    return messages.flatMap(({ value, timestamp }) => readAnchor(value, timestamp) ?? []);
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown fault');
