import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditStore, SYSTEM } from '../audit/audit.store.ts';
import { type Announcement, readAnnouncement } from './announcement.rules.ts';
import { foldAnnouncements, identityOf, type KnownLetter, type Outcome } from './projection.rules.ts';
import * as sql from './projection.sql.ts';

/** A fetched batch of one partition of a dead-letter topic. */
export interface AnnouncedBatch {
  readonly topic: string;
  readonly partition: number;
  /** First offset after the batch, control records included. */
  readonly nextOffset: bigint;
  readonly messages: readonly Parameters<typeof readAnnouncement>[1][];
}

interface Finished {
  readonly id: string;
  readonly kind: 'REDRIVE' | 'DISCARD';
  readonly outcomes: Readonly<Record<string, number>>;
}

interface EndedCorrection {
  readonly id: string;
  readonly state: string;
}

/** Brings announcements into the tables. Rows and position commit together: nothing is lost or counted twice. */
@Injectable()
export class ProjectionStore {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditStore,
  ) {}

  /** Where to read on; 0 for a partition that was never read. */
  async position(topic: string, partition: number): Promise<bigint> {
    const rows = await this.database.query<{ next: string }[]>(
      'select next_offset::text as next from stream_position where topic = $1 and partition = $2',
      [topic, partition],
    );
    return BigInt(rows[0]?.next ?? 0);
  }

  /** @returns how many messages could not be read as announcements */
  apply(batch: AnnouncedBatch): Promise<number> {
    return this.database.transaction(async (manager) => {
      const { topic, partition, nextOffset } = batch;
      await manager.query(sql.openPosition, [topic, partition]);
      const [position] = await manager.query<{ next: string }[]>(sql.lockPosition, [topic, partition]);
      const next = BigInt(position?.next ?? 0);
      if (nextOffset <= next) return 0;
      const fresh = batch.messages.filter(({ offset }) => BigInt(offset) >= next);
      const announcements = fresh.flatMap((message) => readAnnouncement(batch, message) ?? []);
      await this.write(manager, announcements);
      await manager.query(sql.savePosition, [topic, partition, nextOffset.toString()]);
      return fresh.length - announcements.length;
    });
  }

  private async write(manager: EntityManager, announcements: readonly Announcement[]): Promise<void> {
    if (announcements.length === 0) return;
    const column = (name: 'group' | 'eventId' | 'replayId'): string[] =>
      announcements.map((each) => each[name]);
    const rows = await manager.query<(KnownLetter & Parameters<typeof identityOf>[0])[]>(sql.lockKnown, [
      column('group'),
      column('eventId'),
      column('replayId'),
    ]);
    const known = new Map(rows.map((row) => [identityOf(row), row]));
    const outcome = foldAnnouncements(known, announcements, randomUUID);
    await writeLetters(manager, outcome);
    await this.settleRedrives(manager, outcome);
    await this.endCorrections(manager, outcome);
  }

  private async endCorrections(manager: EntityManager, { corrected, settled }: Outcome): Promise<void> {
    const told =
      corrected.length > 0
        ? await updated<EndedCorrection>(manager, sql.endCorrections, [
            corrected.map(({ id }) => id),
            corrected.map(({ outcome }) => outcome),
            corrected.map(({ at }) => at),
          ])
        : [];
    const over =
      settled.size > 0
        ? await updated<EndedCorrection>(manager, sql.endCorrectionsOfSettled, [[...settled]])
        : [];
    for (const { id, state } of [...told, ...over])
      await this.audit.append(manager, {
        actor: SYSTEM,
        action: `dead-letters.correction-${state}`,
        object: id,
      });
  }

  private async settleRedrives(manager: EntityManager, { settled, failedAgain }: Outcome): Promise<void> {
    const stillFailed = [...failedAgain].filter((id) => !settled.has(id));
    const failed = stillFailed.length > 0 ? await changed(manager, sql.itemsFailed, stillFailed) : [];
    const done = settled.size > 0 ? await changed(manager, sql.itemsDone, [...settled]) : [];
    const touched = [...new Set([...done, ...failed])];
    if (touched.length === 0) return;
    const [finished] = await manager.query<[Finished[], number]>(sql.finishRedrives, [touched]);
    for (const { id, kind, outcomes } of finished) {
      const action = `dead-letters.${kind.toLowerCase()}-finished`;
      await this.audit.append(manager, { actor: SYSTEM, action, object: id, detail: outcomes });
    }
  }
}

async function writeLetters(manager: EntityManager, { changes, steps }: Outcome): Promise<void> {
  const rowsOf = (isNew: boolean): string =>
    JSON.stringify(
      changes
        .filter((change) => change.isNew === isNew)
        .map(({ letter, announcement, parkedAt }) => ({ ...announcement, ...letter, parkedAt })),
    );
  await manager.query(sql.insertLetters, [rowsOf(true)]);
  await manager.query(sql.updateLetters, [rowsOf(false)]);
  const stepRows = steps.map(({ letterId, announcement: { at, state, causeCode, attempts } }) => ({
    id: letterId,
    at,
    state,
    causeCode,
    attempts,
  }));
  await manager.query(sql.insertSteps, [JSON.stringify(stepRows)]);
}

/** Ids of the redrives whose items a statement changed. */
async function changed(manager: EntityManager, statement: string, ids: readonly string[]): Promise<string[]> {
  const rows = await updated<{ redrive_id: string }>(manager, statement, [ids]);
  return rows.map((row) => row.redrive_id);
}

/** What a statement returned; TypeORM answers an UPDATE with rows and count. */
async function updated<T>(manager: EntityManager, statement: string, values: unknown[]): Promise<T[]> {
  const answer = await manager.query<unknown[]>(statement, values);
  return (Array.isArray(answer[0]) ? answer[0] : answer) as T[];
}
