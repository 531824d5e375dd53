import type { AccessClaims } from '#libs/contracts';

/** Who decides, and for whom: pseudonyms of domain `citizen`. Nobody can act for another yet, so the two are one. */
export interface Acting {
  readonly by: string;
  /** Whose the record is, who sees it and is told. */
  readonly for: string;
}

/** The one place that says for whom somebody acts who has logged in. */
export const actingOf = ({ sub }: Pick<AccessClaims, 'sub'>): Acting => ({ by: sub, for: sub });
