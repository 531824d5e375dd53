import { Logger } from '@nestjs/common';
import { forgetGroup, type Kafka, OffsetsGone, withAdmin } from '#libs/kafka';
import { type AuditStore, SYSTEM } from '../audit/audit.store.ts';
import { countReplay } from './dry-run.ts';
import { FileSink, removePartialFile } from './file-sink.ts';
import { destinationOf } from './replay-order.rules.ts';
import type { ReplaySink, RunSurroundings } from './replay-sink.ts';
import { ReplayFault, ReplayTakenOver } from './replay.errors.ts';
import { dryRunHash } from './replay-approval.rules.ts';
import type { KeptDryRun, Replay } from './replay.ts';
import { reportOf, type ReportSigner } from './report.signer.ts';
import { checkpointGroup, KafkaSink } from './kafka-sink.ts';
import { ProjectionSink } from './projection-sink.ts';
import { ReplayLease } from './replay-lease.ts';
import { ReplayRun } from './replay-run.ts';

export interface WorkOptions {
  readonly databaseUrl: string;
  readonly kafka: Kafka;
  readonly folder: string;
  readonly audit: AuditStore;
  readonly signer: ReportSigner;
}

/** What one runner does for one replay, from taking it over to its end or to the first fault. */
export class ReplayWork {
  private readonly logger = new Logger('ReplayWork');

  constructor(
    private readonly options: WorkOptions,
    private readonly id: string,
    private readonly signal: AbortSignal,
  ) {}

  /** @returns false when another runner has it; rejects with a fault that another attempt may mend */
  async perform(): Promise<boolean> {
    const lease = new ReplayLease(this.options.databaseUrl, this.id);
    try {
      if (!(await lease.open())) return false;
      const replay = await lease.takeOver();
      await this.guarded(lease, replay);
      return true;
    } catch (error) {
      if (error instanceof ReplayTakenOver || this.signal.aborted) return true;
      throw error;
    } finally {
      await lease.close();
    }
  }

  private async guarded(lease: ReplayLease, replay: Replay): Promise<void> {
    try {
      await (replay.state === 'dry-run' ? this.count(lease, replay) : this.replay(lease, replay));
    } catch (error) {
      if (error instanceof ReplayFault) return this.fail(lease, replay, error);
      if (error instanceof OffsetsGone)
        return this.fail(lease, replay, new ReplayFault('retention-hole', error.message));
      if (error instanceof ReplayTakenOver || this.signal.aborted) throw error;
      const retrying = error instanceof Error ? error.name : 'unknown';
      await lease.set({ progress: { retrying } }, replay.state).catch(() => undefined);
      throw error;
    }
  }

  private async count(lease: ReplayLease, replay: Replay): Promise<void> {
    const { kafka, audit } = this.options;
    const groupId = `einmal.replay.${replay.id}.count.${replay.epoch}`;
    const dryRun = await withAdmin(kafka, (admin) =>
      countReplay(replay, { kafka, admin, groupId, signal: this.signal }),
    );
    await lease.client.query('begin');
    const at = new Date();
    const kept: KeptDryRun = { ...dryRun, hash: dryRunHash(dryRun, at) };
    await lease.set({ dry_run: kept, dry_run_at: at, progress: {} }, 'dry-run');
    const { read, selected, retention } = dryRun;
    const detail = { orderHash: dryRun.orderHash, read, selected, retention };
    await audit.append(lease.client, { actor: SYSTEM, action: 'replay.counted', object: replay.id, detail });
    await lease.client.query('commit');
  }

  private async replay(lease: ReplayLease, replay: Replay): Promise<void> {
    const { kafka, folder } = this.options;
    if (replay.ranges === null) throw new Error('A running replay has ranges.');
    const known = { ...replay, ranges: replay.ranges };
    await withAdmin(kafka, async (admin) => {
      const run = { replay: known, lease, kafka, admin, folder, signal: this.signal };
      const evidence = await new ReplayRun(run, sinkOf(run)).finish();
      await this.end(lease, { ...known, evidence }, 'done');
      // Its offsets have become the report's ranges.
      await forgetGroup(admin, checkpointGroup(replay.id));
      this.logger.log(`Replay ${replay.id} is done: ${evidence.source.events} events.`);
    });
    if (replay.target.kind === 'file') await removePartialFile(folder, replay.id);
  }

  private async fail(lease: ReplayLease, replay: Replay, { code, message }: ReplayFault): Promise<void> {
    if (replay.state === 'dry-run') throw new Error('A dry run met a fault of the log; it is counted again.');
    await lease.client.query('rollback');
    const { rows } = await lease.client.query<Pick<Replay, 'evidence'>>(
      'select evidence from replay where id = $1',
      [replay.id],
    );
    const failure = { code, detail: message };
    await this.end(lease, { ...replay, ...rows[0], failure }, 'failed');
    this.logger.warn(`Replay ${replay.id} failed: ${code}.`);
  }

  private async end(lease: ReplayLease, replay: Replay, state: 'done' | 'failed'): Promise<void> {
    const endedAt = new Date();
    const report = await this.options.signer.sign(reportOf(replay, state, endedAt));
    const failure = replay.failure;
    await lease.client.query('begin');
    await lease.set({ state, report, ended_at: endedAt, progress: {}, ...(failure && { failure }) });
    await this.options.audit.append(lease.client, {
      actor: SYSTEM,
      action: `replay.${state}`,
      object: replay.id,
      detail: { events: replay.evidence?.source.events, hash: replay.evidence?.source.hash, failure },
    });
    await lease.client.query('commit');
  }
}

function sinkOf(run: RunSurroundings): ReplaySink {
  const { target } = run.replay;
  if (target.kind === 'file') return new FileSink(run);
  if (target.kind === 'projection') return new ProjectionSink(run);
  const destination = destinationOf(target);
  if (!destination) throw new Error('A target is a topic, a file or a projection.');
  return new KafkaSink(run, destination);
}
