import { fieldsOf } from './evidence-fields.rules.ts';
import type { SubmissionContent, TakenEvidence } from './submission-contents.ts';
import type { PaperDto } from './submission.dto.ts';
import type { PaperRow, SourceRow } from './submission.sql.ts';

type SeenPaper = Pick<PaperRow, 'evidenceType' | 'seenOn' | 'iss' | 'clerk'> & { readonly paper: string };

/** Every paper that clerks had in hand instead of evidence is kept; the latest counts. */
const latest = (papers: readonly PaperRow[], evidenceType: string): PaperRow | undefined =>
  papers.findLast((paper) => paper.evidenceType === evidenceType);

/** Whether the very same was noted last: a repetition of a request whose answer was lost. */
export function isNoted(papers: readonly PaperRow[], content: SubmissionContent, seen: SeenPaper): boolean {
  const last = latest(papers, seen.evidenceType);
  if (last === undefined) return false;
  const isAlike = last.seenOn === seen.seenOn && last.iss === seen.iss && last.clerk === seen.clerk;
  return isAlike && content.paper(last) === seen.paper;
}

/** Whether the authority waits for one. */
export const areOpen = (
  sources: readonly SourceRow[],
  papers: readonly PaperRow[],
  content: SubmissionContent,
): boolean => sources.some((source) => paperOf(source, papers, content.evidence(source))?.state === 'OPEN');

/** Why a register said nothing counts for nothing here: unknown, locked and limited want the same paper. */
export function paperOf(
  source: SourceRow,
  papers: readonly PaperRow[],
  taken: TakenEvidence | undefined,
): PaperDto | undefined {
  const { seenOn } = latest(papers, source.evidenceType) ?? {};
  if (seenOn !== undefined) return { state: 'SEEN', seenOn };
  return isWanted(source, taken) ? { state: 'OPEN' } : undefined;
}

function isWanted({ state, way }: SourceRow, taken: TakenEvidence | undefined): boolean {
  if (state === 'LOST' || way === 'BRING_PAPER') return true;
  return taken !== undefined && Object.keys(fieldsOf(taken.evidence)).length === 0;
}
