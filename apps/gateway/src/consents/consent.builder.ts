import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { NewConsent } from './consent.store.ts';
import type { NoticeText } from './notice.catalogue.ts';

const TOMORROW_MS = 86_400_000;

export const aNotice = (): NoticeText => ({
  text: 'What the citizen was shown.',
  sha256: 'a'.repeat(64),
  locale: 'en',
  templateVersion: '1',
});

/** A choice that covers {@link aDecisionRequest}. */
export const aConsent = (change: Partial<NewConsent> = {}): NewConsent => ({
  id: randomBytes(24).toString('base64url'),
  citizen: 'pseudonym-of-a-person',
  eventSubject: 'event-subject-of-a-person',
  subject: 'pseudonym-of-a-person',
  subjectKind: 'idnr',
  kind: 'CHOICE',
  authority: 'parking',
  purpose: 'permit',
  evidenceType: 'residents.address.v1',
  fields: ['address.street', 'address.place'],
  legalBasis: 'EGovG §5',
  grantId: 'by-choice',
  noticeSha256: aNotice().sha256,
  validUntil: new Date(Date.now() + TOMORROW_MS),
  maxUses: null,
  clientId: 'portal',
  acr: 'high',
  ...change,
});

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
       legal_basis, grant_id, notice_sha256, valid_until, max_uses, client_id, acr, event_subject, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
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
    ],
  );
  return c.id;
}
