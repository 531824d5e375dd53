import { Injectable } from '@nestjs/common';
import { SubmissionContents } from './submission-contents.ts';
import { type SourceRow, submissionColumns, type SubmissionRow } from './submission.sql.ts';
import { SubmissionStore } from './submission.store.ts';

const ofEntrySql = `
select ${submissionColumns} from submission
where id in (select submission from submission_source where lookup_id = $1) and person = $2`;

/** With evidence beside which no entry is kept, among so many of the newest that nobody has more. */
const untoldSql = `
with newest as (select id from submission where person = $1 order by id desc limit 200)
select ${submissionColumns} from submission where id in (
  select submission from submission_source join newest on newest.id = submission
  where state = 'EVIDENCE' and lookup_id is null)
order by id desc`;

const keepSql = `
update submission_source set lookup_id = $4
where submission = $1 and evidence_type = $2 and round = $3 and state = 'EVIDENCE'`;

/** To which application an entry of a data trail belongs. */
@Injectable()
export class TrailEntries {
  constructor(
    private readonly contents: SubmissionContents,
    private readonly submissions: SubmissionStore,
  ) {}

  /** Evidence that was taken before entries were kept beside it has its own within its seal; it is kept once it was looked for. */
  async submissionOf(lookup: string, person: string): Promise<SubmissionRow | undefined> {
    const [found] = await this.submissions.source.query<SubmissionRow[]>(ofEntrySql, [lookup, person]);
    if (found !== undefined) return found;
    for (const row of await this.submissions.source.query<SubmissionRow[]>(untoldSql, [person])) {
      const source = await this.sourceOf(lookup, row);
      if (source === undefined) continue;
      await this.submissions.source.query(keepSql, [row.id, source.evidenceType, source.round, lookup]);
      return row;
    }
    return undefined;
  }

  /** Of the applicant's own data: an entry of somebody else is in no trail of theirs. */
  private async sourceOf(lookup: string, row: SubmissionRow): Promise<SourceRow | undefined> {
    const [content, sources] = await Promise.all([this.contents.of(row), this.submissions.sources(row.id)]);
    return sources.find((source) => {
      const taken = content.evidence(source);
      return taken?.lookupId === lookup && taken.isForAnother !== true;
    });
  }
}
