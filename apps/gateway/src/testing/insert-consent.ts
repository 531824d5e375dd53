import type { Pool } from 'pg';
import { aConsent, aNotice } from '../consents/consent.builder.ts';
import type { NewConsent } from '../consents/consent.entity.ts';

/** Puts a record straight into the table, past the service's own checks. Returns its id. */
export async function insertConsent(pool: Pool, change: Partial<NewConsent> = {}): Promise<string> {
  const notice = aNotice();
  const c = aConsent(change);
  await pool.query(
    'insert into notice (sha256, template_version, locale, text) values ($1, $2, $3, $4) on conflict do nothing',
    [notice.sha256, notice.templateVersion, notice.locale, notice.text],
  );
  await pool.query(
    `insert into consent (id, citizen, subject, subject_kind, kind, authority, purpose, evidence_type, fields,
       legal_basis, grant_id, notice_sha256, valid_until, max_uses, client_id, acr, event_subject, acted_by, min_interval_s, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       $13::timestamptz - interval '2 days')`,
    [
      c.id,
      c.citizen,
      c.subject,
      c.subjectKind,
      c.kind,
      c.authority,
      c.purpose,
      c.evidenceType,
      c.fields,
      c.legalBasis,
      c.grantId,
      c.noticeSha256,
      c.validUntil,
      c.maxUses,
      c.clientId,
      c.acr,
      c.eventSubject,
      c.actedBy,
      c.minIntervalS,
    ],
  );
  return c.id;
}
