import { keyStore } from '#libs/service-kit';
import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { type Kafka, withAdmin } from '#libs/kafka';
import { AuditStore } from '../../apps/operator/src/audit/audit.store.ts';
import { resolveNow } from '../../apps/operator/src/replays/dry-run.ts';
import { orderHash, type ReplayTarget } from '../../apps/operator/src/replays/replay-order.rules.ts';
import { ReportSigner } from '../../apps/operator/src/replays/report.signer.ts';
import { ReplayWork, type WorkOptions } from '../../apps/operator/src/replays/replay-work.ts';

export interface ReplayOutcome {
  /** From the start to the signed report, verification included. */
  readonly seconds: number;
  readonly events: number;
}

/** Replays without HTTP and people: rows in the state that approval and start leave them in. */
export class ReplayBench {
  private constructor(
    private readonly pool: pg.Pool,
    private readonly options: WorkOptions,
  ) {}

  static async open(databaseUrl: string, kafka: Kafka, folder: string): Promise<ReplayBench> {
    Logger.overrideLogger(false);
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    const signer = new ReportSigner(
      keyStore.signing({}, 'reportSigningJwk', JSON.stringify({ ...jwk, kid: 'bench' })),
    );
    const pool = new pg.Pool({ connectionString: databaseUrl });
    // The server may be ended first; what went wrong before must not be hidden by that.
    pool.on('error', () => undefined);
    return new ReplayBench(pool, { databaseUrl, kafka, folder, audit: new AuditStore(), signer });
  }

  async run(topic: string, target: ReplayTarget): Promise<ReplayOutcome> {
    const id = await this.approved(topic, target);
    const begun = performance.now();
    await this.perform(id);
    const seconds = (performance.now() - begun) / 1_000;
    const { rows } = await this.pool.query<{ state: string; events: number; verified: boolean }>(
      `select state, (evidence->'source'->>'events')::int as events, (evidence->>'verified')::bool as verified
       from replay where id = $1`,
      [id],
    );
    const [done] = rows;
    if (done?.state !== 'done' || !done.verified) throw new Error(`The replay ended as ${done?.state}.`);
    return { seconds, events: done.events };
  }

  /** Another attempt after a fault, as the service's runner does; what it costs counts. */
  private async perform(id: string, attempts = 5): Promise<void> {
    try {
      await new ReplayWork(this.options, id, new AbortController().signal).perform();
    } catch (error) {
      if (attempts <= 1) throw error;
      await this.perform(id, attempts - 1);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
    // Lets kafkajs end what it does after a disconnect.
    await delay(100);
  }

  private async approved(topic: string, target: ReplayTarget): Promise<string> {
    const order = { selection: { topic }, target, ratePerSecond: 100_000 };
    const hash = orderHash(order);
    const { ranges } = await withAdmin(this.options.kafka, (admin) => resolveNow(admin, order.selection));
    const { rows } = await this.pool.query<{ id: string }>(
      `insert into replay (selection, target, rate_per_second, order_hash, reason, ticket, requested_by, requested_issuer,
         expires_at)
       values ($1, $2, $3, $4, 'benchmark', 'BENCH', 'olga', 'issuer', now() + interval '1 day') returning id`,
      [JSON.stringify(order.selection), JSON.stringify(target), order.ratePerSecond, hash],
    );
    const id = rows[0]!.id;
    await this.pool.query(
      `update replay set state = 'dry-run', dry_run = '{}', dry_run_at = now() where id = $1`,
      [id],
    );
    await this.pool.query(
      `update replay set state = 'approved', approved_by = 'paul', approved_issuer = 'issuer', approved_at = now(),
         approved_hash = order_hash where id = $1`,
      [id],
    );
    await this.pool.query(
      `update replay set state = 'running', started_by = 'olga', started_at = now(), ranges = $2 where id = $1`,
      [id, JSON.stringify(ranges)],
    );
    return id;
  }
}
