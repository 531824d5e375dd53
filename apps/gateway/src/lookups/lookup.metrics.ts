import { Counter, register } from 'prom-client';
import { type RegisterName, registerNames } from '#libs/contracts';
import { type OutcomeStatus, outcomeStatuses } from './outcome.sql.ts';

/**
 * What the gateway decided and what came of it, lookups and deliveries alike. Counted per batch, after its commit, and no
 * more than the caller learns: a refusal by the code of its problem, one of which nobody is told without; of outcomes,
 * locked and unknown are both NO_EVIDENCE.
 */
export function countDecisions<D extends { readonly refusal: string | null }>(
  decisions: readonly D[],
  isUntold: (of: D) => boolean,
): void {
  for (const decision of decisions) {
    if (decision.refusal === null) decisionCount.inc({ effect: 'PERMIT', refusal: '' });
    else decisionCount.inc({ effect: 'DENIAL', refusal: isUntold(decision) ? 'untold' : decision.refusal });
  }
}

export function countOutcomes(outcomes: readonly { readonly status: OutcomeStatus }[]): void {
  for (const { status } of outcomes) outcomeCount.inc({ status });
}

const answerStatuses = ['answered', 'refused', 'unavailable'] as const;
type AnswerStatus = (typeof answerStatuses)[number];

/** Whether a register answered what it was asked, with evidence or without. */
export const countAnswer = (register: RegisterName, status: AnswerStatus): void =>
  answerCount.inc({ register, status });

function counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
  register.removeSingleMetric(name);
  return new Counter({ name, help, labelNames });
}

const decisionCount = counter('einmal_decisions_total', 'Decisions committed', ['effect', 'refusal']);
const outcomeCount = counter('einmal_outcomes_total', 'Outcomes of permits recorded', ['status']);
const answerCount = counter('einmal_register_answers_total', 'What registers made of questions to them', [
  'register',
  'status',
]);
// Known at 0 from the start, so that the first one is seen to be more.
for (const status of outcomeStatuses) outcomeCount.inc({ status }, 0);
for (const name of registerNames)
  for (const status of answerStatuses) answerCount.inc({ register: name, status }, 0);
