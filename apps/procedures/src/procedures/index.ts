import type { Procedure } from './procedure.ts';

export {
  type Application,
  type AssessedRule,
  type Assessment,
  type Procedure,
  Procedures,
  type ReleasedEvidence,
} from './procedure.ts';

/** How the forms of this release are decided. */
export const procedures: readonly Procedure[] = [];
