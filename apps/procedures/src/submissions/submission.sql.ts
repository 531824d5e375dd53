import type { WrappedKey } from '../sealing/index.ts';
import type { Outcome, SourceState, SubmissionState } from './submission.dto.ts';

/** A submission as it is stored: what somebody typed, wrote or a register said is sealed. */
export interface SubmissionRow extends WrappedKey {
  readonly id: string;
  readonly draft: string;
  readonly person: string;
  readonly form: string;
  readonly formVersion: number;
  readonly authority: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly statements: Buffer;
  readonly state: SubmissionState;
  readonly version: number;
  readonly assessment: Buffer | null;
  readonly takenIss: string | null;
  readonly takenBy: string | null;
  readonly takenAt: Date | null;
  /** Until when nobody else can take it. */
  readonly takenUntil: Date | null;
  /** Whether that is still to come. */
  readonly isTaken: boolean;
  readonly outcome: Outcome | null;
  readonly isAutomatic: boolean | null;
  readonly reason: Buffer | null;
  readonly withoutPaper: Buffer | null;
  readonly decidedAt: Date | null;
  readonly receivedAt: Date;
  /** `YYYY-MM-DD`; of what is decided nothing. */
  readonly endsOn: string | null;
}

export interface SourceRow {
  readonly evidenceType: string;
  readonly round: number;
  readonly state: SourceState;
  readonly way: string | null;
  readonly problem: string | null;
  readonly release: Buffer | null;
  readonly evidence: Buffer | null;
}

export interface MessageRow {
  readonly number: number;
  readonly kind: 'QUESTION' | 'ANSWER';
  readonly at: Date;
  readonly content: Buffer;
}

export interface PaperRow {
  readonly number: number;
  readonly evidenceType: string;
  readonly at: Date;
  /** `YYYY-MM-DD` */
  readonly seenOn: string;
  readonly iss: string;
  readonly clerk: string;
  readonly client: string;
  readonly content: Buffer;
}

export const keepOf = (kind: string): string => `(select keep from retention_period where kind = '${kind}')`;
const inBerlin = (instant: string): string => `(${instant} at time zone 'Europe/Berlin')`;
/** The last day of what nobody decides: no sooner than its authority was told in time, or can be. */
export const lastDay = (now = 'now()'): string => `greatest(
  (date_trunc('year', ${inBerlin('changed_at')}) + interval '1 year' - interval '1 day'
    + ${keepOf('undecided-submission')})::date,
  (${inBerlin(`coalesce(ends_told_at, ${now})`)} + ${keepOf('undecided-notice')})::date)`;
/** It stays until that day is over. */
export const isOver = (now = 'now()'): string =>
  `ends_told_at is not null and ${lastDay(now)} < ${inBerlin(now)}::date`;
const endsOn = `case when state <> 'DECIDED' then to_char(${lastDay()}, 'YYYY-MM-DD') end`;
const takenUntil = `taken_at + ${keepOf('taken-submission')}`;

export const submissionColumns = `id, draft, person, form, form_version as "formVersion", authority,
  idempotency_key as "idempotencyKey", fingerprint, key_version as "keyVersion", wrapped_key as "wrappedKey", statements,
  state, version, assessment, taken_iss as "takenIss", taken_by as "takenBy", taken_at as "takenAt",
  ${takenUntil} as "takenUntil", coalesce(${takenUntil} > now(), false) as "isTaken",
  outcome, is_automatic as "isAutomatic", reason, without_paper as "withoutPaper", decided_at as "decidedAt", received_at as "receivedAt",
  ${endsOn} as "endsOn"`;

export const sourceColumns = `evidence_type as "evidenceType", round, state, way, problem, release, evidence`;

export const insertSql = `
insert into submission (id, draft, person, form, form_version, authority, idempotency_key, fingerprint, key_version,
  wrapped_key, statements)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

export const insertSourceSql = `
insert into submission_source (submission, evidence_type, state, way, release) values ($1, $2, $3, $4, $5)`;

/** One that was given again is worked on anew; who worked on it before settles nothing. */
export const insertWorkSql = `
insert into submission_work as w (submission) values ($1)
on conflict (submission) do update set attempts = w.attempts + 1, due_at = '-infinity'`;

/** $2 type, $3 authority: its own system, where it has one, is told after the commit. */
export const tellSql = `
with next as (
  insert into submission_event (submission, position, type)
  select $1, coalesce(max(position), 0) + 1, $2 from submission_event where submission = $1
  returning position)
insert into webhook_cursor as c (stream, receiver, head)
select $1, $3, next.position from next
on conflict (stream, redelivery) do update set head = excluded.head, receiver = excluded.receiver`;

/** Once for a source and round: what a repetition brings is the same, and finds it stored. */
export const settleSourceSql = `
update submission_source set state = $4, evidence = $5, problem = $6, lookup_id = $7, release = null
where submission = $1 and evidence_type = $2 and round = $3 and state = 'WAITING'`;

export const releaseAgainSql = `
update submission_source set round = round + 1, state = 'WAITING', release = $3, evidence = null, problem = null, way = null,
  lookup_id = null
where submission = $1 and evidence_type = $2 and state in ('LOST', 'NOT_RELEASED')`;

export const papersSql = `
select number, evidence_type as "evidenceType", at, to_char(seen_on, 'YYYY-MM-DD') as "seenOn", iss, clerk, client, content
from submission_paper where submission = $1 order by number`;

export const insertPaperSql = `
insert into submission_paper (submission, number, evidence_type, seen_on, iss, clerk, client, content)
values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export const insertMessageSql = `
insert into submission_message (submission, number, kind, content) values ($1, $2, $3, $4)`;

const changeable = {
  state: 'state',
  assessment: 'assessment',
  takenIss: 'taken_iss',
  takenBy: 'taken_by',
  takenClient: 'taken_client',
  takenAt: 'taken_at',
  outcome: 'outcome',
  isAutomatic: 'is_automatic',
  reason: 'reason',
  withoutPaper: 'without_paper',
  decidedAt: 'decided_at',
} as const;
export type Changes = Partial<
  Pick<SubmissionRow, Exclude<keyof typeof changeable, 'takenClient'>> & { readonly takenClient: string }
>;

/** $1 id, then the value of each name. */
export function changeSql(names: readonly (keyof Changes)[]): string {
  const sets = names.map((name, index) => `, ${changeable[name]} = $${index + 2}`);
  return `
update submission set version = version + 1, changed_at = clock_timestamp(), ends_told_at = null${sets.join('')}
where id = $1`;
}
