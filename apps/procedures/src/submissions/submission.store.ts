import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { alongIndex, Committed } from '#libs/service-kit';
import { keeperOf } from '../authorities/index.ts';
import type { SourceState } from './submission.dto.ts';
import {
  type Changes,
  changeSql,
  insertMessageSql,
  insertPaperSql,
  insertSourceSql,
  insertSql,
  insertWorkSql,
  type MessageRow,
  type PaperRow,
  papersSql,
  releaseAgainSql,
  settleSourceSql,
  sourceColumns,
  type SourceRow,
  submissionColumns,
  type SubmissionRow,
  tellSql,
} from './submission.sql.ts';

export type NewSubmission = Pick<
  SubmissionRow,
  | 'id'
  | 'draft'
  | 'person'
  | 'form'
  | 'formVersion'
  | 'authority'
  | 'idempotencyKey'
  | 'fingerprint'
  | 'keyVersion'
  | 'wrappedKey'
  | 'statements'
>;
type NewSource = Pick<SourceRow, 'evidenceType' | 'state' | 'way' | 'release'>;
/** What came of taking a release. */
export interface SettledSource {
  readonly submission: string;
  readonly evidenceType: string;
  readonly round: number;
  readonly state: Extract<SourceState, 'EVIDENCE' | 'LOST'>;
  readonly evidence: Buffer | null;
  /** Entry of the applicant's own data trail. */
  readonly lookupId?: string;
  readonly problem: string | null;
}

export const submissionEvents = {
  received: 'submission.received.v1',
  decided: 'submission.decided.v1',
} as const;
type EventType = (typeof submissionEvents)[keyof typeof submissionEvents];

export interface PageOf {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Reads and writes submissions as their rows are. */
@Injectable()
export class SubmissionStore {
  /** Transactions with which there is something to work on. */
  readonly given = new Committed();
  /** Those with which there is something to tell. */
  readonly told = new Committed();

  constructor(readonly source: DataSource) {}

  async insert(manager: EntityManager, given: NewSubmission, sources: readonly NewSource[]): Promise<void> {
    const { id, draft, person, form, formVersion, authority, idempotencyKey, fingerprint } = given;
    const { keyVersion, wrappedKey, statements } = given;
    const names = [id, draft, person, form, formVersion, authority];
    const rest = [idempotencyKey, fingerprint, keyVersion, wrappedKey, statements];
    await manager.query(insertSql, [...names, ...rest]);
    for (const { evidenceType, state, way, release } of sources)
      await manager.query(insertSourceSql, [id, evidenceType, state, way, release]);
  }

  /** Evidence is to be taken, and the rules are to be looked at. */
  async give(manager: EntityManager, id: string): Promise<void> {
    await manager.query(insertWorkSql, [id]);
    this.given.note(manager);
  }

  /** Who keeps it today is told. */
  async tell(
    manager: EntityManager,
    { id, authority }: Pick<SubmissionRow, 'id' | 'authority'>,
    type: EventType,
  ): Promise<void> {
    await manager.query(tellSql, [id, type, keeperOf(authority) ?? authority]);
    this.told.note(manager);
  }

  async ofDraft(draft: string, person: string): Promise<SubmissionRow | undefined> {
    const sql = `select ${submissionColumns} from submission where draft = $1 and person = $2`;
    const [row] = await this.source.query<SubmissionRow[]>(sql, [draft, person]);
    return row;
  }

  async ofPerson(id: string, person: string): Promise<SubmissionRow | undefined> {
    const sql = `select ${submissionColumns} from submission where id = $1 and person = $2`;
    const [row] = await this.source.query<SubmissionRow[]>(sql, [id, person]);
    return row;
  }

  listOfPerson(person: string, { limit, after }: PageOf): Promise<readonly SubmissionRow[]> {
    const { where, orderBy } = alongIndex({
      fixed: { person: '$1' },
      by: 'id',
      descending: true,
      after: after === undefined ? undefined : '$3::uuid',
    });
    return this.source.query<SubmissionRow[]>(
      `select ${submissionColumns} from submission where ${where} order by ${orderBy} limit $2`,
      [person, limit, ...(after === undefined ? [] : [after])],
    );
  }

  /** With which this decision of the gateway came. */
  ofLookup(lookup: string, person: string): Promise<readonly SubmissionRow[]> {
    const its = 'select submission from submission_source where lookup_id = $1';
    const sql = `select ${submissionColumns} from submission where id in (${its}) and person = $2`;
    return this.source.query<SubmissionRow[]>(sql, [lookup, person]);
  }

  async any(id: string, manager: EntityManager = this.source.manager): Promise<SubmissionRow | undefined> {
    const sql = `select ${submissionColumns} from submission where id = $1`;
    const [row] = await manager.query<SubmissionRow[]>(sql, [id]);
    return row;
  }

  /** Held until the end of the transaction. */
  async hold(manager: EntityManager, id: string): Promise<SubmissionRow | undefined> {
    await manager.query('select from submission where id = $1 for update', [id]);
    return this.any(id, manager);
  }

  sources(id: string, manager: EntityManager = this.source.manager): Promise<readonly SourceRow[]> {
    const sql = `select ${sourceColumns} from submission_source where submission = $1 order by evidence_type`;
    return manager.query<SourceRow[]>(sql, [id]);
  }

  messages(id: string, manager: EntityManager = this.source.manager): Promise<readonly MessageRow[]> {
    const sql = `select number, kind, at, content from submission_message where submission = $1 order by number`;
    return manager.query<MessageRow[]>(sql, [id]);
  }

  async write(
    manager: EntityManager,
    id: string,
    { number, kind, content }: Omit<MessageRow, 'at'>,
  ): Promise<void> {
    await manager.query(insertMessageSql, [id, number, kind, content]);
  }

  papers(id: string, manager: EntityManager = this.source.manager): Promise<readonly PaperRow[]> {
    return manager.query<PaperRow[]>(papersSql, [id]);
  }

  async addPaper(manager: EntityManager, id: string, paper: Omit<PaperRow, 'at'>): Promise<void> {
    const { number, evidenceType, seenOn, iss, clerk, client, content } = paper;
    await manager.query(insertPaperSql, [id, number, evidenceType, seenOn, iss, clerk, client, content]);
  }

  async settleSource(settled: SettledSource): Promise<void> {
    const { submission, evidenceType, round, state, evidence, problem, lookupId } = settled;
    const result = [state, evidence, problem, lookupId ?? null];
    await this.source.query(settleSourceSql, [submission, evidenceType, round, ...result]);
  }

  /** False where it is not missing. */
  async releaseAgain(
    manager: EntityManager,
    id: string,
    evidenceType: string,
    release: Buffer,
  ): Promise<boolean> {
    const [, changed] = await manager.query<[unknown, number]>(releaseAgainSql, [id, evidenceType, release]);
    return changed === 1;
  }

  async change(manager: EntityManager, id: string, changes: Changes): Promise<void> {
    const names = Object.keys(changes) as (keyof Changes)[];
    await manager.query(changeSql(names), [id, ...names.map((name) => changes[name])]);
  }
}
