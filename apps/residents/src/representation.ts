import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { PersonMarks, RepresentationAnswer, RepresentationAsked } from '#libs/contracts';
import { localDay, logRepresentation, type RepresentationLog } from '#libs/register-kit';
import { judgeParent, marksOf, refused, type RepresentationRecord } from './representation.rules.ts';

/** The newest of two, as lookups take it. */
const findSql = `
select id, family_name as "familyName", given_names as "givenNames", call_name as "callName", birth_date as "birthDate",
  spouse, minor_children as "minorChildren", legal_representatives as "legalRepresentatives",
  information_locked_until::text as "informationLockedUntil", conditional_lock as "conditionalLock",
  feedback_from as "feedbackFrom", death_date as "deathDate"
from residents r where r.idnr = $1 and r.closed_on is null and ($2::text[] is null or r.authority = any($2))
order by coalesce(r.origins -> 'addresses', r.origins -> '*') ->> 'effectiveOn' desc, r.recorded_at desc limit 1`;

const doubtSql = 'select doubt_representation($1)';

type Found = RepresentationRecord & { readonly id: string };
type Outcome = RepresentationLog['outcome'];

/** Nobody has this one; who asks next cannot tell it from that of a person. */
const nobody = (): PersonMarks => ({
  self: [randomBytes(32).toString('base64url')],
  children: [],
  locked: false,
});

/**
 * Who somebody is, in marks, and whether somebody with such marks represents a child. Two statements, whoever is asked about;
 * a third one hands a doubt to the office.
 */
export async function answerRepresentation(
  asked: RepresentationAsked,
  database: Pool,
  kept: readonly string[] | null,
): Promise<RepresentationAnswer | undefined> {
  if (asked.ask === 'COMPANY') return undefined;
  const { id, idnr, birthDate } = asked;
  const { rows } = await database.query<Found>(findSql, [idnr, kept]);
  const found = rows[0]?.birthDate === birthDate ? rows[0] : undefined;
  const outcome = rows[0] === undefined ? 'UNKNOWN' : 'MISMATCH';
  const [answer, said] = answerTo(asked, found) ?? [undefined, outcome];
  const logged = await logRepresentation(database, {
    id,
    evidenceType: 'residents.representation',
    subjectKind: 'idnr',
    fields: [
      'familyName',
      'givenNames',
      'birthDate',
      asked.ask === 'CHILD' ? 'legalRepresentatives' : 'minorChildren',
    ],
    outcome: said,
    recordId: rows[0]?.id ?? null,
  });
  if (!logged) return undefined;
  if (said === 'AMBIGUOUS') await database.query(doubtSql, [id]);
  return answer ?? (asked.ask === 'CHILD' ? refused : nobody());
}

function answerTo(
  asked: Exclude<RepresentationAsked, { readonly ask: 'COMPANY' }>,
  found: Found | undefined,
): readonly [RepresentationAnswer, Outcome] | undefined {
  if (found === undefined) return undefined;
  const today = localDay(new Date());
  if (asked.ask === 'PERSON') {
    const marks = marksOf(asked.key, found, today);
    return marks && [marks, 'EVIDENCE'];
  }
  const verdict = judgeParent(asked.key, found, asked.by, today);
  return [verdict, outcomes[verdict.answer]];
}

const outcomes = { ALONE: 'EVIDENCE', JOINTLY: 'EVIDENCE', NO: 'MISMATCH', DOUBT: 'AMBIGUOUS' } as const;
