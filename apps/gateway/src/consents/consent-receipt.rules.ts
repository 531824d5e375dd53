import type { ActingDto } from '../acting.dto.ts';
import type { Localised } from '../evidence-types/index.ts';
import type { Consent, ConsentEvent, Notice } from './consent.entity.ts';

/** What a receipt says beside the record itself. */
export interface ReceiptContext {
  readonly notice: Notice;
  readonly events: readonly ConsentEvent[];
  readonly acting: ActingDto;
  /** As the policy knows it. */
  readonly recipient: { readonly name: string; readonly address?: string; readonly contact?: string };
  /** Name and titles of the register; absent where the evidence type is gone. */
  readonly source: { readonly name: string; readonly title: Localised } | undefined;
  /** By field path; empty where the evidence type is gone. */
  readonly titles: Readonly<Record<string, Localised>>;
  readonly purposeTitle: Localised | undefined;
  /** The record is kept as long as the log of the transfers that it explains; absent where the evidence type is gone. */
  readonly retention: string | undefined;
  /** Base URL of this gateway. */
  readonly publicUrl: string;
}

/** A receipt with the names of ISO/IEC TS 27560:2023; what each holds, and what is left out, stands in docs/receipt.md. */
export type ConsentReceipt = ReturnType<typeof receiptFor>;

export const SCHEMA_VERSION = 'ISO/IEC TS 27560:2023';

export function receiptFor(consent: Consent, context: ReceiptContext) {
  const { notice, publicUrl, source, acting, recipient } = context;
  return {
    schema_version: SCHEMA_VERSION,
    receipt_id: consent.id,
    record_id: consent.id,
    pii_principal_id: consent.citizen,
    pii_processing: {
      privacy_notice: { version: notice.templateVersion, sha256: notice.sha256, text: notice.text },
      language: notice.locale,
      purposes: [purposeOf(consent, context)],
      jurisdiction: 'DE',
      withdrawal_method: { method: 'POST', url: `${publicUrl}/v1/consents/${consent.id}/withdrawal` },
      privacy_rights: ['access', 'rectification', 'withdrawal', 'complaint'],
    },
    party_identification: [
      {
        party_id: consent.authority,
        party_name: recipient.name,
        ...(recipient.address !== undefined && { party_address: recipient.address }),
        ...(recipient.contact !== undefined && { party_contact: recipient.contact }),
        party_type: 'public authority',
        party_role: 'PII controller',
      },
      ...(source
        ? [
            {
              party_id: source.name,
              party_name: textOf(source.title, notice),
              party_type: 'public register',
              party_role: 'source',
            },
          ]
        : []),
    ],
    events: context.events.map((event) => eventOf(event, consent, source?.name)),
    acting,
  };
}

function purposeOf(consent: Consent, { notice, titles, purposeTitle, source, retention }: ReceiptContext) {
  return {
    purpose: consent.purpose,
    ...(purposeTitle && { purpose_description: textOf(purposeTitle, notice) }),
    lawful_basis: { kind: consent.kind, norm: consent.legalBasis },
    pii_information: consent.fields.map((path) => ({
      pii_type: titles[path] === undefined ? path : textOf(titles[path], notice),
      pii_attribute_id: path,
    })),
    pii_controllers: [consent.authority],
    recipient_third_parties: [],
    ...(source && { collection_method: `retrieval from the register "${source.name}"` }),
    processing_method: methodOf(consent),
    storage_locations: ['DE'],
    ...(retention !== undefined && { retention_period: retention }),
  };
}

function methodOf({ maxUses, minIntervalS }: Consent): string {
  if (maxUses === 1) return 'one retrieval';
  return minIntervalS === null ? 'single retrievals' : `single retrievals, at least ${minIntervalS} s apart`;
}

/** From one state to the next; a state in which nothing may be retrieved lasts for no time that could be said. */
function eventOf({ at, actor, actedBy, type, toState }: ConsentEvent, consent: Consent, source?: string) {
  const isValid = toState === 'ACTIVE' && at < consent.validUntil;
  return {
    event_time: at.toISOString(),
    validity_duration: isValid ? `${at.toISOString()}/${consent.validUntil.toISOString()}` : 'PT0S',
    entity_id: actedBy ?? source ?? actor,
    event_type: type,
    event_state: toState,
  };
}

const textOf = (title: Localised, { locale }: Notice): string => (locale === 'en' ? title.en : title.de);
