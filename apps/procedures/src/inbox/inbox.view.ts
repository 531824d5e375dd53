import {
  fieldsOf,
  type MessageRow,
  type SourceRow,
  type SubmissionContent,
  type SubmissionRow,
  toDecision,
  toMessages,
  toSource,
  toSummary,
} from '../submissions/index.ts';
import type { InboxEntryDto, InboxSubmissionDto, ReleasedSourceDto } from './inbox.dto.ts';

export const toEntry = (row: SubmissionRow) =>
  ({
    ...toSummary(row),
    version: row.version,
    ...(row.takenBy !== null && row.isTaken && { takenBy: row.takenBy }),
    ...(row.takenUntil !== null && row.isTaken && { takenUntil: row.takenUntil.toISOString() }),
  }) satisfies InboxEntryDto;

function toReleased(source: SourceRow, content: SubmissionContent): ReleasedSourceDto {
  const taken = content.evidence(source);
  if (taken === undefined) return toSource(source);
  const { evidence, provenance, registerAuthority, asOf, lookupId } = taken;
  const { isForAnother = false, givenAs, isGivenJointly = false } = taken;
  return {
    ...toSource(source),
    ...(registerAuthority !== undefined && { registerAuthority }),
    ...(asOf !== undefined && { asOf }),
    lookupId,
    values: fieldsOf(evidence),
    provenance,
    isForAnother,
    ...(givenAs !== undefined && { givenAs }),
    ...(givenAs === 'OFFICER' && { isGivenJointly }),
  };
}

export function toWhole(
  row: SubmissionRow,
  sources: readonly SourceRow[],
  messages: readonly MessageRow[],
  content: SubmissionContent,
): InboxSubmissionDto {
  const decision = toDecision(row, content);
  const { rules = [], preparedAct } = content.assessment(row) ?? {};
  return {
    ...toEntry(row),
    statements: content.statements(row),
    evidence: sources.map((source) => toReleased(source, content)),
    rules,
    ...(preparedAct && { preparedAct }),
    messages: toMessages(messages, content),
    ...(decision && { decision }),
  };
}
