import type { ReleasedEvidence } from '../procedures/index.ts';
import type { SubmissionContent } from './submission-contents.ts';
import type { SourceRow } from './submission.sql.ts';

type Values = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nested evidence by field path, as grants and provenance name fields; a list is one value. */
export function fieldsOf(evidence: Values, parent = ''): Values {
  const entries = Object.entries(evidence).flatMap(
    ([name, value]): readonly (readonly [string, unknown])[] => {
      const path = parent === '' ? name : `${parent}.${name}`;
      return isObject(value) ? Object.entries(fieldsOf(value, path)) : [[path, value] as const];
    },
  );
  return Object.fromEntries(entries);
}

/** As rules see one source. */
export function toReleased(source: SourceRow, content: SubmissionContent): ReleasedEvidence {
  const { evidenceType, state, way, problem } = source;
  const taken = content.evidence(source);
  return {
    evidenceType,
    state: state === 'WAITING' ? 'LOST' : state,
    ...(taken && {
      evidence: taken.evidence,
      values: fieldsOf(taken.evidence),
      provenance: taken.provenance,
      ...(taken.registerAuthority !== undefined && { registerAuthority: taken.registerAuthority }),
      ...(taken.asOf !== undefined && { asOf: taken.asOf }),
      ...(taken.givenAs !== undefined && { givenAs: taken.givenAs }),
      ...(taken.isGivenJointly && { isGivenJointly: taken.isGivenJointly }),
    }),
    ...(way !== null && { way }),
    ...(problem !== null && { problem }),
  };
}
