import { type DecisionRequest, newDecisionId } from './decision.store.ts';

/** A request that `decide` has let pass on the grant `by-choice` of {@link aPolicy}. */
export const aDecisionRequest = (change: Partial<DecisionRequest> = {}): DecisionRequest => ({
  id: newDecisionId(),
  clientId: 'parking-hannover',
  authority: 'parking',
  purpose: 'permit',
  evidenceType: 'residents.address.v1',
  fieldList: 'address.street address.place',
  subject: 'pseudonym-of-a-person',
  citizen: 'pseudonym-of-a-person',
  grantId: 'by-choice',
  consentId: undefined,
  refusal: undefined,
  revision: 1,
  caseReference: undefined,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  ...change,
});
