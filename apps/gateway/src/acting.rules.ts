import type { AccessClaims } from '#libs/contracts';

/** Rows of table `acting_kind`. */
export const actingKinds = ['ONESELF', 'PARENT', 'OFFICER'] as const;
export type ActingKind = (typeof actingKinds)[number];

/** Who decides, and for whom: pseudonyms of domain `citizen`, and of a company that of its EUID. */
export interface Acting {
  readonly as: ActingKind;
  readonly by: string;
  /** Whose the record is, who sees it and is told. */
  readonly for: string;
  /** The second of two officers who represent a company together. */
  readonly with?: string | null;
}

/** Of somebody who has logged in and names nobody else. */
export const actingOf = ({ sub }: Pick<AccessClaims, 'sub'>): Acting => ({
  as: 'ONESELF',
  by: sub,
  for: sub,
});
