import { toActing } from '../acting.dto.ts';
import { type EvidenceTypes, ownDataType } from '../evidence-types/index.ts';
import type { DisclosureDto, DisclosureOutcome, DisclosureReportDto } from './disclosure.dto.ts';
import type { DisclosureRow, ReportRow } from './disclosure.store.ts';

/** A decision as the person concerned sees it. Pure. */
export function toDisclosure(row: DisclosureRow, types: EvidenceTypes): DisclosureDto {
  const type = types.get(row.evidence_type) ?? ownDataType(types, row.evidence_type);
  const asIs = (text: string) => ({ de: text, en: text });
  return {
    lookupId: row.id,
    at: row.decided_at.toISOString(),
    ...(row.authority !== '' && {
      authority: { id: row.authority, name: row.authority_name ?? row.authority },
    }),
    purpose: {
      id: row.purpose,
      title:
        // Also where a person looked again at what was shown to them.
        row.authority === ''
          ? { de: 'Auskunft an mich', en: 'Asked for myself' }
          : { de: row.title_de ?? row.purpose, en: row.title_en ?? row.purpose },
    },
    evidenceType: { id: row.evidence_type, title: type?.title ?? asIs(row.evidence_type) },
    fields: row.fields.map((path) => ({ path, title: type?.fields[path] ?? asIs(path) })),
    ...(row.basis_kind !== null && {
      basis: {
        kind: row.basis_kind,
        legalBasis: row.legal_basis ?? '',
        ...(row.own_consent !== null && { consentId: row.own_consent }),
      },
    }),
    outcome: outcomeOf(row),
    ...(row.refusal !== null && { refusal: row.refusal }),
    stage: row.stage,
    recipient: row.stage === 'LOOKUP' || row.stage === 'RELEASE' ? 'AUTHORITY' : 'PERSON',
    startedBy: row.stage === 'LOOKUP' ? 'AUTHORITY' : 'PERSON',
    ...(row.recalls !== null && { recalls: row.recalls }),
    ...(row.preview !== null && { previewId: row.preview }),
    ...(row.acted_by !== null &&
      row.acted_for !== null && {
        acting: toActing({
          as: row.acting_as ?? 'ONESELF',
          by: row.acted_by,
          for: row.acted_for,
          with: row.acted_with,
        }),
      }),
    ...(row.case_reference !== null && { caseReference: row.case_reference }),
    ...(row.report !== null && { report: toReport(row.report) }),
  };
}

/** As a representative sees what they did not do themselves: not for whom, and nothing that tells a place. */
export function toForeignDisclosure(row: DisclosureRow, types: EvidenceTypes): DisclosureDto {
  const told = toDisclosure(row, types);
  const { lookupId, at, purpose, evidenceType, fields, outcome, stage, recipient, startedBy, acting } = told;
  const shown = { lookupId, at, purpose, evidenceType, fields, outcome, stage, recipient, startedBy };
  return acting === undefined ? shown : { ...shown, acting };
}

export const toReport = ({ about, state, madeAt, stateAt, outcome }: ReportRow): DisclosureReportDto => ({
  about,
  state,
  madeAt: new Date(madeAt).toISOString(),
  stateAt: new Date(stateAt).toISOString(),
  ...(outcome !== null && { outcome }),
});

function outcomeOf({ refusal, status }: DisclosureRow): DisclosureOutcome {
  if (refusal !== null) return 'REFUSED';
  switch (status) {
    case 'EVIDENCE':
      return 'DISCLOSED';
    case 'CHANGED':
      return 'CHANGED';
    case 'NO_EVIDENCE':
    case 'NOT_HANDED_OVER':
      return 'NOTHING_DISCLOSED';
    case 'REGISTER_UNAVAILABLE':
    case 'REGISTER_REFUSED':
      return 'REGISTER_SILENT';
    case null:
      return 'PENDING';
  }
}
