import type { Consent, ConsentEvent, Notice } from './consent.entity.ts';

/** Names as in domain §6.4, after ISO/IEC TS 27560:2023. */
export type ConsentReceipt = Readonly<Record<string, unknown>>;

export interface ReceiptContext {
  readonly notice: Notice;
  readonly events: readonly ConsentEvent[];
  readonly recipientName: string;
  readonly sourceRegister: string;
  /** The record is kept as long as the log of the transfers that it explains; absent where the evidence type is gone. */
  readonly retention: string | undefined;
  /** Base URL of this gateway. */
  readonly publicUrl: string;
}

export function receiptFor(consent: Consent, context: ReceiptContext): ConsentReceipt {
  const { notice, recipientName, sourceRegister, retention, publicUrl } = context;
  return {
    schemaVersion: 'ISO/IEC TS 27560:2023',
    recordId: consent.id,
    subjectRef: consent.citizen,
    noticeRef: { version: notice.templateVersion, sha256: notice.sha256 },
    language: notice.locale,
    purposeCode: consent.purpose,
    authorisationKind: consent.kind,
    legalBasis: consent.legalBasis,
    fieldSet: consent.fields,
    controller: consent.authority,
    recipients: [consent.authority],
    sourceRegister,
    processing: 'single retrieval per case',
    storage: 'DE',
    ...(retention !== undefined && { retention }),
    jurisdiction: 'DE',
    withdrawal: { method: 'POST', url: `${publicUrl}/v1/consents/${consent.id}/withdrawal` },
    rights: ['access', 'rectification', 'withdrawal', 'complaint'],
    parties: [{ id: consent.authority, name: recipientName, type: 'public authority', role: 'controller' }],
    events: context.events.map((event) => ({
      at: event.at.toISOString(),
      validUntil: consent.validUntil.toISOString(),
      by: event.actor,
      type: event.type,
      state: event.toState,
    })),
  };
}
