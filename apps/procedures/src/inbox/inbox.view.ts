import {
  fieldsOf,
  type MessageRow,
  type PaperRow,
  type SourceRow,
  type SubmissionContent,
  type SubmissionRow,
  toDecision,
  toMessages,
  toSource,
  toSummary,
} from '../submissions/index.ts';
import type {
  CheckedDto,
  InboxEntryDto,
  InboxSubmissionDto,
  ReleasedSourceDto,
  RuleDto,
  SeenPaperDto,
} from './inbox.dto.ts';

/** Counts alone: which rule it is tells what a register said, and stands where one submission is read. */
function checkedOf(row: SubmissionRow, content?: SubmissionContent): CheckedDto | undefined {
  const rules = content?.assessment(row)?.rules;
  if (rules === undefined || rules.length === 0) return undefined;
  const count = (met: RuleDto['met']): number => rules.filter((rule) => rule.met === met).length;
  return { met: count('YES'), notMet: count('NO'), unknown: count('UNKNOWN') };
}

/** @param content absent where it does not open: the entry is there all the same */
export function toEntry(row: SubmissionRow, content?: SubmissionContent) {
  const checked = checkedOf(row, content);
  return {
    ...toSummary(row),
    version: row.version,
    ...(row.takenBy !== null && row.isTaken && { takenBy: row.takenBy }),
    ...(row.takenUntil !== null && row.isTaken && { takenUntil: row.takenUntil.toISOString() }),
    ...(checked && { checked }),
  } satisfies InboxEntryDto;
}

function toReleased(
  source: SourceRow,
  papers: readonly PaperRow[],
  content: SubmissionContent,
): ReleasedSourceDto {
  const taken = content.evidence(source);
  const seen = papers.filter(({ evidenceType }) => evidenceType === source.evidenceType);
  const told = {
    ...toSource(source, papers, content, taken),
    ...(seen.length > 0 && { papers: seen.map((paper) => toSeen(paper, content)) }),
  };
  if (taken === undefined) return told;
  const { evidence, provenance, registerAuthority, asOf, lookupId } = taken;
  const { isForAnother = false, givenAs, isGivenJointly = false } = taken;
  return {
    ...told,
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

const toSeen = (row: PaperRow, content: SubmissionContent): SeenPaperDto => ({
  paper: content.paper(row),
  seenOn: row.seenOn,
  seenBy: row.clerk,
  notedAt: row.at.toISOString(),
});

export function toWhole(
  row: SubmissionRow,
  sources: readonly SourceRow[],
  papers: readonly PaperRow[],
  messages: readonly MessageRow[],
  content: SubmissionContent,
): InboxSubmissionDto {
  const decision = toDecision(row, content);
  const withoutPaper = content.withoutPaper(row);
  const { rules = [], preparedAct } = content.assessment(row) ?? {};
  return {
    ...toEntry(row, content),
    statements: content.statements(row),
    evidence: sources.map((source) => toReleased(source, papers, content)),
    rules,
    ...(preparedAct && { preparedAct }),
    messages: toMessages(messages, content),
    ...(decision && { decision }),
    ...(withoutPaper !== undefined && { withoutPaper }),
  };
}
