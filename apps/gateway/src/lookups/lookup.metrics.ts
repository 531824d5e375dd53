import { Counter, register } from 'prom-client';

/**
 * What the gateway decided and what came of it, lookups and deliveries alike. Counted per batch, after its commit; by
 * code only, and the outcome says no more than the caller learns: locked and unknown are both NO_EVIDENCE.
 */
export function countDecisions(decisions: readonly { readonly refusal: string | null }[]): void {
  for (const { refusal } of decisions) {
    decisionCount.inc({ effect: refusal === null ? 'PERMIT' : 'DENIAL', refusal: refusal ?? '' });
  }
}

export function countOutcomes(outcomes: readonly { readonly status: string }[]): void {
  for (const { status } of outcomes) outcomeCount.inc({ status });
}

function counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
  register.removeSingleMetric(name);
  return new Counter({ name, help, labelNames });
}

const decisionCount = counter('einmal_decisions_total', 'Decisions committed', ['effect', 'refusal']);
const outcomeCount = counter('einmal_outcomes_total', 'Outcomes of permits recorded', ['status']);
