import { authorityTable, today } from '#libs/authorities';
import { type CaseDefinition, type Doubted, doubtOutcomes } from '#libs/cases';
import type { EntryOfHolder } from './holder-entry.ts';

/** VALUE_DOUBTED: a person says that what was told is wrong. All others: another register changed. */
export const caseKinds = [
  'HOLDER_ADDRESS_CHANGED',
  'HOLDER_NAME_CHANGED',
  'HOLDER_DECEASED',
  'HOLDER_SEAT_MOVED',
  'HOLDER_ORGANISATION_GONE',
  'VALUE_DOUBTED',
] as const;
export type CaseKind = (typeof caseKinds)[number];
/** Those that an office of another district settles with the move. */
export const moveKinds: readonly CaseKind[] = ['HOLDER_ADDRESS_CHANGED', 'HOLDER_SEAT_MOVED'];

/** NO_EVIDENCE says nothing about why: unknown, locked and mismatching persons look the same (BMG §34a(5), §51(2)). */
export const enquiryStates = ['NONE', 'PENDING', 'ANSWERED', 'NO_EVIDENCE'] as const;
export type EnquiryState = (typeof enquiryStates)[number];

/** Whether the office that keeps the vehicle is also that of the new address or seat. */
export type Office = 'SAME' | 'OTHER' | 'UNKNOWN';

/** What can be offered to the holder or the heirs. */
export const offerSteps = [
  'UPDATE_ADDRESS',
  'UPDATE_NAME',
  'KEEP_PLATE',
  'NEW_PLATE',
  'ASK_HOLDER',
  'TRANSFER',
  'DEREGISTER',
] as const;
export type OfferStep = (typeof offerSteps)[number];

export interface Offer {
  readonly steps: readonly OfferStep[];
  readonly legalBasis: string;
}

/**
 * OBSOLETE is the register's own: before anyone took the case, the vehicle got another holder or was deregistered, or
 * the same changed once more.
 */
export const caseOutcomes = [
  'ADDRESS_UPDATED',
  'NAME_UPDATED',
  'PLATE_KEPT',
  'PLATE_REPLACED',
  'TRANSFERRED',
  'DEREGISTERED',
  'NO_ACTION',
  'CONFIRMED',
  'NOT_CONFIRMED',
  'OBSOLETE',
] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

const always: readonly CaseOutcome[] = ['TRANSFERRED', 'DEREGISTERED', 'NO_ACTION'];
const address: readonly CaseOutcome[] = ['ADDRESS_UPDATED', 'PLATE_KEPT', 'PLATE_REPLACED', ...always];

/** Something an officer has to look at because another register changed, or a person doubts a value. */
export interface VehicleCase extends Doubted<CaseKind, CaseOutcome> {
  readonly vehicleId: string;
  /** Null of a doubted value, which is whatever becomes of the holder. */
  readonly holderVersion: number | null;
  readonly enquiry: EnquiryState;
  readonly office: Office | null;
}

export const vehicleCases: CaseDefinition<VehicleCase> = {
  /** The vehicle goes on after a death: nobody deregisters it by a case (FZV §16). */
  outcomesOf: {
    HOLDER_ADDRESS_CHANGED: address,
    HOLDER_SEAT_MOVED: address,
    HOLDER_NAME_CHANGED: ['NAME_UPDATED', ...always],
    HOLDER_DECEASED: always,
    HOLDER_ORGANISATION_GONE: always,
    VALUE_DOUBTED: doubtOutcomes,
  },
  own: ['vehicleId', 'holderVersion', 'enquiry', 'office', 'words', 'told'],
  enquiries: 'case_enquiries',
};

/** What fits: FZV §15 for holders that go on, heirs or liquidators otherwise. Absent while the answer is awaited, and of a doubt. */
export function offerOf(kind: CaseKind, office: Office | null): Offer | undefined {
  switch (kind) {
    case 'HOLDER_NAME_CHANGED':
      return { steps: ['UPDATE_NAME'], legalBasis: 'FZV §15(1) no. 1' };
    case 'HOLDER_DECEASED':
    case 'HOLDER_ORGANISATION_GONE':
      return { steps: ['TRANSFER', 'DEREGISTER'], legalBasis: 'FZV §15(5), §16' };
    case 'HOLDER_ADDRESS_CHANGED':
      return office === null ? undefined : addressOffer(office, 'FZV §15(1), (4)');
    case 'HOLDER_SEAT_MOVED':
      return office === null ? undefined : addressOffer(office, 'FZV §15(4), §75(2) no. 4');
    case 'VALUE_DOUBTED':
      return undefined;
  }
}

function addressOffer(office: Office, legalBasis: string): Offer {
  if (office === 'UNKNOWN') return { steps: ['ASK_HOLDER'], legalBasis };
  return { steps: office === 'SAME' ? ['UPDATE_ADDRESS'] : ['KEEP_PLATE', 'NEW_PLATE'], legalBasis };
}

/** Compares the offices that register vehicles of two municipalities; some towns keep one inside their county. */
export function compareOffices(vehicle: string | null, holder: string | null): Office {
  if (vehicle === null || holder === null) return 'UNKNOWN';
  const [kept, asked] = [vehicle, holder].map((ags) => authorityTable.competentFor('vehicles', ags, today()));
  // Of other states the table says nothing; only there may both be without one.
  if (!kept && !asked && vehicle !== holder) return 'UNKNOWN';
  return kept === asked ? 'SAME' : 'OTHER';
}

/**
 * Whether an event tells the office something: what was recorded before the holder was entered is older than what the
 * holder told then. Keeps a late or replayed event from leading to a lookup that nobody needs.
 */
export const isNews = (entry: Pick<EntryOfHolder, 'recordedAt'>, recordedAt: string): boolean =>
  Date.parse(entry.recordedAt) <= Date.parse(recordedAt);
