import { keeperOf } from '../authorities/index.ts';
import type { MySubmissionDto } from './my-submission.dto.ts';
import type { SubmissionContent } from './submission-contents.ts';
import {
  type DecisionDto,
  type MessageDto,
  type SourceDto,
  type SubmissionSummaryDto,
  waysOn,
} from './submission.dto.ts';
import { paperOf } from './papers.ts';
import type { MessageRow, PaperRow, SourceRow, SubmissionRow } from './submission.sql.ts';

export const toSummary = (row: SubmissionRow) =>
  ({
    id: row.id,
    form: row.form,
    formVersion: row.formVersion,
    authority: keeperOf(row.authority) ?? row.authority,
    state: row.state,
    receivedAt: row.receivedAt.toISOString(),
    ...(row.endsOn !== null && { endsOn: row.endsOn }),
  }) satisfies SubmissionSummaryDto;

export function toSource(
  source: SourceRow,
  papers: readonly PaperRow[],
  content: SubmissionContent,
  taken = content.evidence(source),
) {
  const { evidenceType, state, way, problem } = source;
  const paper = paperOf(source, papers, taken);
  return {
    evidenceType,
    state,
    ...(way !== null && { way }),
    ...(problem !== null && { problem }),
    ...(state === 'LOST' && { waysOn }),
    ...(paper && { paper }),
    ...(taken && taken.isForAnother !== true && { lookupId: taken.lookupId }),
  } satisfies SourceDto;
}

export const toMessages = (
  messages: readonly MessageRow[],
  content: SubmissionContent,
): readonly MessageDto[] =>
  messages.map((message) => ({
    kind: message.kind,
    at: message.at.toISOString(),
    text: content.message(message),
  }));

export function toDecision(row: SubmissionRow, content: SubmissionContent): DecisionDto | undefined {
  const { outcome, isAutomatic, decidedAt } = row;
  if (outcome === null || isAutomatic === null || decidedAt === null) return undefined;
  const reason = content.reason(row);
  return {
    outcome,
    isAutomatic,
    ...(reason !== undefined && { reason }),
    decidedAt: decidedAt.toISOString(),
  };
}

export function toMine(
  row: SubmissionRow,
  sources: readonly SourceRow[],
  papers: readonly PaperRow[],
  messages: readonly MessageRow[],
  content: SubmissionContent,
): MySubmissionDto {
  const decision = toDecision(row, content);
  return {
    ...toSummary(row),
    statements: content.statements(row),
    sources: sources.map((source) => toSource(source, papers, content)),
    messages: toMessages(messages, content),
    ...(decision && { decision }),
  };
}
