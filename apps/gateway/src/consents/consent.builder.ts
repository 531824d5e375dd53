import { randomBytes } from 'node:crypto';
import type { NewConsent } from './consent.entity.ts';
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
  actedBy: change.citizen ?? 'pseudonym-of-a-person',
  actingAs: 'ONESELF',
  jointly: false,
  actedEntry: null,
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
  minIntervalS: null,
  renews: null,
  clientId: 'portal',
  acr: 'high',
  ...change,
});
