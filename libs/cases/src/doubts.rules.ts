import type { Case } from './case.rules.ts';

/** A person says that what was told is wrong. */
export const DOUBT = 'VALUE_DOUBTED';

/** How an officer may end a doubt, which the person sees; a correction is an act on the record. */
export const doubtOutcomes = ['CONFIRMED', 'NOT_CONFIRMED'] as const;

/** A case of a kind that may be a doubt. */
export interface Doubted<K extends string, O extends string> extends Case<K, O> {
  /** What the person says, until the case is closed, and the paths of the fields that were told. */
  readonly words: string | null;
  readonly told: string | null;
}

/** How a register shows what its doubts have beside other cases. */
export const doubtView = ({ words, told }: Pick<Doubted<string, string>, 'words' | 'told'>) => ({
  ...(words !== null && { words }),
  ...(told !== null && { fields: told.split(',') }),
});
