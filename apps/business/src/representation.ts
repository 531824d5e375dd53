import type { Pool } from 'pg';
import type { DigestKey, RepresentationAsked, RepresentationVerdict } from '#libs/contracts';
import { logRepresentation } from '#libs/register-kit';
import {
  judgeOfficer,
  refused,
  representationProperties,
  type RepresentedCompany,
} from './representation.rules.ts';

const findSql = `
select id, officers, status, successor, ended_on::text as "endedOn"
from companies where euid = $1 and ($2::text[] is null or authority = any($2))`;

/** Whether somebody represents a company: one starts from its number (HRV §52). Two statements, whoever is asked about. */
export async function answerRepresentation(
  asked: RepresentationAsked,
  database: Pool,
  kept: readonly string[] | null,
  entryKey: DigestKey,
): Promise<RepresentationVerdict | undefined> {
  if (asked.ask !== 'COMPANY' || asked.subjectKind !== 'euid') return undefined;
  const { id, subject } = asked;
  const { rows } = await database.query<RepresentedCompany>(findSql, [subject, kept]);
  const found = rows[0];
  const verdict = found === undefined ? refused : judgeOfficer(asked, found, entryKey);
  const logged = await logRepresentation(database, {
    id,
    evidenceType: 'business.representation',
    subjectKind: asked.subjectKind,
    fields: representationProperties,
    outcome: found === undefined ? 'UNKNOWN' : outcomes[verdict.answer],
    recordId: found?.id ?? null,
  });
  return logged ? verdict : undefined;
}

const outcomes = { ALONE: 'EVIDENCE', JOINTLY: 'EVIDENCE', NO: 'MISMATCH', DOUBT: 'AMBIGUOUS' } as const;
