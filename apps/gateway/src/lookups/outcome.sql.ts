import { arrayLiteral } from './array-literal.rules.ts';

export const outcomeStatuses = [
  'EVIDENCE',
  'NO_EVIDENCE',
  'REGISTER_UNAVAILABLE',
  'REGISTER_REFUSED',
  // Of a release: not what was previewed, or taken by another request in between. Nothing was handed over.
  'CHANGED',
  'NOT_HANDED_OVER',
] as const;
export type OutcomeStatus = (typeof outcomeStatuses)[number];

export interface Outcome {
  readonly decisionId: string;
  readonly status: OutcomeStatus;
  /** How many fields were released. */
  readonly released: number;
  /** Persons concerned whom the decision row does not name. */
  readonly concerns: readonly string[];
}

/**
 * Steps of a `with` that record outcomes. From parameter `first` on: three arrays with one element per outcome, two with one
 * per person concerned beyond the decision's own.
 */
export const outcomeSteps = (first: number): string => `persons as (
  insert into concern (decision_id, citizen)
  select * from unnest($${first + 3}::uuid[], $${first + 4}::text[]) on conflict do nothing
),
outcomes as (
  insert into outcome (decision_id, status, released)
  select * from unnest($${first}::uuid[], $${first + 1}::text[], $${first + 2}::smallint[])
)`;

export const outcomeStatement = { name: 'record-outcomes', text: `with ${outcomeSteps(1)} select` } as const;

export function toOutcomeParameters(outcomes: readonly Outcome[]): string[] {
  const persons = outcomes.flatMap(({ decisionId, concerns }) =>
    concerns.map((each) => [decisionId, each] as const),
  );
  return [
    arrayLiteral(outcomes.map((o) => o.decisionId)),
    arrayLiteral(outcomes.map((o) => o.status)),
    `{${outcomes.map((o) => o.released).join(',')}}`,
    arrayLiteral(persons.map(([id]) => id)),
    arrayLiteral(persons.map(([, citizen]) => citizen)),
  ];
}
