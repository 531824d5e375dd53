import type { Both } from '../layout/index.ts';

export interface HardWord {
  /** In a name or sentence, in either language. */
  readonly found: RegExp;
  readonly word: Both;
  readonly means: Both;
}
