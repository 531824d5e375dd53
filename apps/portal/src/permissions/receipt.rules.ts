import type { WholePermission } from './permission-words.ts';

export interface ReceiptEvent {
  readonly type: string;
  readonly at: string;
}

/** Of a receipt (docs/receipt.md) what pages show. */
export interface Receipt {
  readonly notice: string;
  readonly language: 'de' | 'en';
  readonly fields: readonly string[];
  readonly legalBasis: string;
  readonly office?: { readonly name: string; readonly address?: string; readonly contact?: string };
  readonly register?: string;
  readonly events: readonly ReceiptEvent[];
}

interface Party {
  readonly party_name: string;
  readonly party_address?: string;
  readonly party_contact?: string;
  readonly party_role: string;
}

interface Document {
  readonly pii_processing: {
    readonly privacy_notice: { readonly text: string };
    readonly language: 'de' | 'en';
    readonly purposes: readonly {
      readonly lawful_basis: { readonly norm: string };
      readonly pii_information: readonly { readonly pii_type: string }[];
    }[];
  };
  readonly party_identification: readonly Party[];
  readonly events: readonly { readonly event_time: string; readonly event_type: string }[];
}

export function receiptOf({ receipt }: WholePermission): Receipt {
  const {
    pii_processing: processing,
    party_identification: parties,
    events,
  } = receipt as unknown as Document;
  const [purpose] = processing.purposes;
  const office = parties.find(({ party_role: role }) => role === 'PII controller');
  const register = parties.find(({ party_role: role }) => role === 'source');
  return {
    notice: processing.privacy_notice.text,
    language: processing.language,
    fields: purpose?.pii_information.map(({ pii_type: title }) => title) ?? [],
    legalBasis: purpose?.lawful_basis.norm ?? '',
    ...(office && {
      office: {
        name: office.party_name,
        ...(office.party_address !== undefined && { address: office.party_address }),
        ...(office.party_contact !== undefined && { contact: office.party_contact }),
      },
    }),
    ...(register && { register: register.party_name }),
    events: events.map(({ event_type: type, event_time: at }) => ({ type, at })),
  };
}

/** When it came to what it is now. */
export const lastChange = ({ events }: Receipt): string | undefined => events.at(-1)?.at;
