import type { RegisterName, SubjectKind } from '#libs/contracts';

export interface Subscription {
  readonly id: string;
  readonly clientId: string;
  readonly authority: string;
  readonly purpose: string;
  readonly register: RegisterName;
  readonly eventTypes: readonly string[];
  readonly byWill: boolean;
  readonly callback: string | null;
  readonly lastDay: string;
  /** The end of the last day, exclusive. */
  readonly validUntil: Date;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly prunedPosition: number;
}

export interface DescribedSubscription extends Subscription {
  /** How many are on its list. */
  readonly subjectCount: number;
}

export type NewSubscription = Pick<
  Subscription,
  'id' | 'clientId' | 'authority' | 'purpose' | 'register' | 'eventTypes' | 'byWill' | 'callback' | 'lastDay'
>;

/** A subject under its pseudonyms; the identifier is gone by now. */
export interface ListedSubject {
  readonly id: string;
  readonly reference: string;
  readonly subjectKind: SubjectKind;
  readonly subject: string;
  readonly eventSubject: string;
  readonly consentId: string | undefined;
  /** The authority that keeps the record, where that is known. */
  readonly keeper: string | undefined;
}
