import { type CaseDefinition, type Doubted, doubtOutcomes } from '#libs/cases';

/**
 * FORMER_RESIDENT: another authority has registered somebody who lives here by this register. PROTECTED_FEEDBACK: the
 * former authority has sent locks. FEEDBACK_OVERDUE: it has sent nothing in three working days (BMG §33). VALUE_DOUBTED: the
 * person says that what was told is wrong. REPRESENTATION_DOUBTED: who represents the child two records say differently.
 */
export const caseKinds = [
  'FORMER_RESIDENT',
  'PROTECTED_FEEDBACK',
  'FEEDBACK_OVERDUE',
  'VALUE_DOUBTED',
  'REPRESENTATION_DOUBTED',
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** OBSOLETE is the register's own: what the case waited for has come. */
export const caseOutcomes = [
  'MOVED_AWAY',
  'STAYS',
  'LOCKS_HOLD',
  'RELEASED',
  'CONFIRMED',
  'NOT_CONFIRMED',
  'OBSOLETE',
] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** Something an officer has to decide because a resident moved from or to another municipality. */
export interface ResidentCase extends Doubted<CaseKind, CaseOutcome> {
  readonly recordId: string;
  readonly authority: string;
  /** Record of the registration at the other authority, where it is there. */
  readonly registrationId: string | null;
  /** Null of a doubt. */
  readonly otherAuthority: string | null;
}

export const residentCases: CaseDefinition<ResidentCase> = {
  /** STAYS changes no record, nor does the end of a doubt: what corrects the record is an act there. */
  outcomesOf: {
    FORMER_RESIDENT: ['MOVED_AWAY', 'STAYS'],
    PROTECTED_FEEDBACK: ['LOCKS_HOLD'],
    FEEDBACK_OVERDUE: ['RELEASED'],
    VALUE_DOUBTED: doubtOutcomes,
    REPRESENTATION_DOUBTED: doubtOutcomes,
  },
  own: ['recordId', 'registrationId', 'otherAuthority', 'words', 'told'],
};
