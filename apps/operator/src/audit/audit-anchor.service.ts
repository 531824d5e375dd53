import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditAnchor } from '#libs/contracts';
import { type Kafka, keyedProducer, type Producer, readTopic } from '#libs/kafka';
import { Background, Loop, withTimeLimit } from '#libs/service-kit';
import { KAFKA, SETTINGS } from '../injection-tokens.ts';
import type { OperatorConfig } from '../operator.config.ts';
import { type AnchorFindings, compareAnchors, type FoundAnchor, readAnchor } from './anchor.rules.ts';
import { AuditStore } from './audit.store.ts';

export interface AnchorSettings {
  readonly operator: Pick<OperatorConfig, 'auditAnchorTopic' | 'projectionGroup'>;
}

/** How soon a step of this process is anchored, and how long after it was entered its transaction is waited for. */
const SOON_MS = 1_000;
const COMMITTED_MS = 10_000;
/** How late one whose process died before it anchored it. */
const REST_MS = 5_000;
/** How long the end of the service waits for Kafka. */
const STOP_MS = 5_000;
const READ_MS = 60_000;

const headSql = 'select seq::int as seq, hash from audit a order by a.seq desc limit 1';
const hashesSql = 'select seq::int as seq, hash from audit where seq = any($1::bigint[])';

/** Brings the head of the audit chain to where this service can add, but neither change nor remove (ADR 0018). */
@Injectable()
export class AuditAnchors {
  private readonly log = new Logger('AuditAnchors');
  private readonly ending = new AbortController();
  private readonly topic: string;
  private readonly producer: Producer;
  private anchored: string | undefined;
  private lookSoonUntil = 0;

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    @Inject(SETTINGS) private readonly settings: AnchorSettings,
    private readonly database: DataSource,
    audit: AuditStore,
    background: Background,
  ) {
    this.topic = settings.operator.auditAnchorTopic;
    this.producer = keyedProducer(kafka, { retry: { retries: 2 } });
    const anchoring = new Loop({
      name: 'AuditAnchors',
      everyMs: REST_MS,
      work: async () => {
        await this.anchorHead();
        return performance.now() < this.lookSoonUntil ? SOON_MS : REST_MS;
      },
      hasLastRun: true,
      stopMs: STOP_MS,
    });
    audit.hear(() => {
      const isAtRest = performance.now() >= this.lookSoonUntil;
      this.lookSoonUntil = performance.now() + COMMITTED_MS;
      if (isAtRest) anchoring.nudge();
    });
    background.addLast({
      start: () => anchoring.start(),
      stop: async () => {
        this.ending.abort();
        await anchoring.stop();
        await this.producer.disconnect();
      },
    });
  }

  /** @returns nothing when Kafka could not be asked */
  async compare(): Promise<AnchorFindings | undefined> {
    try {
      const anchors = await this.read();
      const seqs = [...new Set(anchors.map(({ seq }) => seq))];
      const rows = await this.database.query<AuditAnchor[]>(hashesSql, [seqs]);
      return compareAnchors(anchors, new Map(rows.map(({ seq, hash }) => [seq, hash])));
    } catch (error) {
      this.log.warn({ msg: 'the anchors could not be read', err: error });
      return undefined;
    }
  }

  private async anchorHead(): Promise<void> {
    const [head] = await this.database.query<AuditAnchor[]>(headSql);
    if (!head || head.hash === this.anchored) return;
    await this.producer.connect();
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
    const messages = await withTimeLimit(READ_MS, 'Reading the anchors', (over) => {
      const signal = AbortSignal.any([this.ending.signal, over]);
      return readTopic(this.kafka, { topic: this.topic, groupId, signal });
    });
    return messages.flatMap(({ value, timestamp }) => readAnchor(value, timestamp) ?? []);
  }
}
