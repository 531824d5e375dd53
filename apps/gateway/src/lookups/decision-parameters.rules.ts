import { toClaimParameters } from '#libs/service-kit';
import { arrayLiteral } from './array-literal.rules.ts';
import type { DecisionRequest } from './decision-request.ts';

/** Values of the decision statement; of a batch either all requests are staged or none. */
export function toParameters(requests: readonly DecisionRequest[]): string[] {
  const column = (read: (request: DecisionRequest) => string | undefined): string =>
    arrayLiteral(requests.map(read));
  const consents = requests.flatMap((r) => (r.refusal === undefined && r.consentId ? [r.consentId] : []));
  const heirs = new Map(
    requests.flatMap((r) => (r.predecessors ? [[r.authority, r.predecessors] as const] : [])),
  );
  const successions = [...heirs].flatMap(([heir, all]) => all.map((each) => [heir, each] as const));
  return [
    column((r) => r.id),
    column((r) => r.clientId),
    column((r) => r.authority),
    column((r) => r.purpose),
    column((r) => r.evidenceType),
    column((r) => r.fieldList),
    column((r) => r.subject),
    column((r) => r.citizen),
    column((r) => r.grantId),
    column((r) => r.consentId),
    column((r) => r.refusal),
    `{${requests.map((r) => r.revision).join(',')}}`,
    column((r) => r.caseReference),
    column((r) => r.traceId),
    arrayLiteral(consents),
    arrayLiteral(successions.map(([heir]) => heir)),
    arrayLiteral(successions.map(([, predecessor]) => predecessor)),
    ...(requests[0]?.staged === undefined
      ? []
      : [
          column((r) => r.staged?.stage),
          column((r) => r.staged?.preview),
          column((r) => r.staged?.actedBy),
          column((r) => r.staged?.actingAs),
        ]),
  ];
}

/** Values with which the statement spends the proofs that are unspent so far: they come last. */
export function toProofParameters(requests: readonly DecisionRequest[]): unknown[] {
  const shown = requests.flatMap(({ id, proof }) => {
    const claim = proof?.take();
    return claim ? [{ id, claim }] : [];
  });
  return [arrayLiteral(shown.map(({ id }) => id)), ...toClaimParameters(shown.map(({ claim }) => claim))];
}
