/**
 * FORMER_RESIDENT: another authority has registered somebody who lives here by this register. PROTECTED_FEEDBACK: the
 * former authority has sent locks. FEEDBACK_OVERDUE: it has sent nothing in three working days (BMG §33).
 */
export const caseKinds = ['FORMER_RESIDENT', 'PROTECTED_FEEDBACK', 'FEEDBACK_OVERDUE'] as const;
export type CaseKind = (typeof caseKinds)[number];

export const caseStates = ['OPEN', 'TAKEN', 'CLOSED'] as const;
export type CaseState = (typeof caseStates)[number];

/** OBSOLETE is the register's own: what the case waited for has come. */
export const caseOutcomes = ['MOVED_AWAY', 'STAYS', 'LOCKS_HOLD', 'RELEASED', 'OBSOLETE'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** How an officer may end a case of the kind. Only STAYS changes no record. */
const outcomesOf: Readonly<Record<CaseKind, readonly CaseOutcome[]>> = {
  FORMER_RESIDENT: ['MOVED_AWAY', 'STAYS'],
  PROTECTED_FEEDBACK: ['LOCKS_HOLD'],
  FEEDBACK_OVERDUE: ['RELEASED'],
};

export const suits = (kind: CaseKind, outcome: CaseOutcome): boolean => outcomesOf[kind].includes(outcome);
