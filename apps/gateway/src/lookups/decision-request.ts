import type { UnspentProof } from '#libs/service-kit';
import type { ActingKind } from '../acting.rules.ts';
import type { Refusal } from './decide.rules.ts';

/** What shows somebody evidence beside a lookup: first to the person, then to the authority. */
export interface Staged {
  readonly stage: 'PREVIEW' | 'RELEASE';
  /** Id of the preview, which is that of its decision. */
  readonly preview: string;
  /** Pseudonym of the person who asked to see it, or decided to release it. */
  readonly actedBy: string;
  readonly actingAs: ActingKind;
}

/** One request on its way to its decision row; pseudonyms and codes only. */
export interface DecisionRequest {
  readonly id: string;
  readonly clientId: string;
  readonly authority: string;
  /** Those it took over: what citizens gave them counts as given to it. */
  readonly predecessors?: readonly string[] | undefined;
  readonly purpose: string;
  readonly evidenceType: string;
  /** Field paths joined by blanks. */
  readonly fieldList: string;
  readonly subject: string;
  readonly citizen: string | undefined;
  readonly grantId: string | undefined;
  readonly consentId: string | undefined;
  /** Set when `decide` has refused already: the row records a denial, and no consent is touched. */
  readonly refusal: Refusal | undefined;
  /** Policy revision on which `decide` ruled. */
  readonly revision: number;
  readonly caseReference: string | undefined;
  readonly traceId: string;
  /** What the decision spends, so that it is one commit; absent where the guard did, or there is none. */
  readonly proof?: UnspentProof | undefined;
  /** Of a delivery: nobody is told of a refusal, so nothing that is counted says why. */
  readonly untold?: boolean | undefined;
  /** Absent: a lookup. The citizen is known then, and whoever gave the consent. */
  readonly staged?: Staged | undefined;
}
