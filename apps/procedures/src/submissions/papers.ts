import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { fieldsOf } from './evidence-fields.rules.ts';
import { type SubmissionContent, SubmissionContents } from './submission-contents.ts';
import type { PaperDto } from './submission.dto.ts';
import {
  insertPaperSql,
  type PaperRow,
  papersSql,
  sourceColumns,
  type SourceRow,
  type SubmissionRow,
} from './submission.sql.ts';

export type SeenPaper = Omit<PaperRow, 'number' | 'at' | 'content'> & { readonly paper: string };

/** What clerks had in hand instead of evidence: each of them is kept, the latest counts. */
@Injectable()
export class Papers {
  constructor(
    private readonly source: DataSource,
    private readonly contents: SubmissionContents,
  ) {}

  of(submission: string, manager: EntityManager = this.source.manager): Promise<readonly PaperRow[]> {
    return manager.query<PaperRow[]>(papersSql, [submission]);
  }

  async add(
    manager: EntityManager,
    row: SubmissionRow,
    { paper, evidenceType, seenOn, iss, clerk, client }: SeenPaper,
  ): Promise<void> {
    const number = (await this.of(row.id, manager)).length + 1;
    const content = (await this.contents.of(row)).sealPaper(number, paper);
    await manager.query(insertPaperSql, [row.id, number, evidenceType, seenOn, iss, clerk, client, content]);
  }

  /** Whether the very same was noted last: a repetition of a request whose answer was lost. */
  async isNoted(manager: EntityManager, row: SubmissionRow, given: SeenPaper): Promise<boolean> {
    const last = latest(await this.of(row.id, manager), given.evidenceType);
    if (last === undefined) return false;
    const isAlike = last.seenOn === given.seenOn && last.iss === given.iss && last.clerk === given.clerk;
    return isAlike && (await this.contents.of(row)).paper(last) === given.paper;
  }

  /** Whether the authority waits for one. */
  async areOpen(manager: EntityManager, row: SubmissionRow): Promise<boolean> {
    const sql = `select ${sourceColumns} from submission_source where submission = $1`;
    const sources = await manager.query<SourceRow[]>(sql, [row.id]);
    const [papers, content] = [await this.of(row.id, manager), await this.contents.of(row)];
    return sources.some((source) => paperOf(source, papers, content)?.state === 'OPEN');
  }
}

const latest = (papers: readonly PaperRow[], evidenceType: string): PaperRow | undefined =>
  papers.findLast((paper) => paper.evidenceType === evidenceType);

/** Why a register said nothing counts for nothing here: unknown, locked and limited want the same paper. */
export function paperOf(
  source: SourceRow,
  papers: readonly PaperRow[],
  content: SubmissionContent,
): PaperDto | undefined {
  const { seenOn } = latest(papers, source.evidenceType) ?? {};
  if (seenOn !== undefined) return { state: 'SEEN', seenOn };
  return isWanted(source, content) ? { state: 'OPEN' } : undefined;
}

function isWanted(source: SourceRow, content: SubmissionContent): boolean {
  if (source.state === 'LOST' || source.way === 'BRING_PAPER') return true;
  const taken = content.evidence(source);
  return taken !== undefined && Object.keys(fieldsOf(taken.evidence)).length === 0;
}
