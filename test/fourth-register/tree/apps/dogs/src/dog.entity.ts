import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Origins, RegisterRecord } from '#libs/register-kit';

export interface Owner {
  readonly familyName: string;
  readonly givenNames: string;
  /** Municipality of the main home, which levies the tax (NKAG §3). */
  readonly ags: string;
}

export const taxClasses = ['ORDINARY', 'DANGEROUS', 'EXEMPT'] as const;
export type TaxClass = (typeof taxClasses)[number];

/** One dog: what its owner reports (NHundG §6), and the class by which it is taxed. */
@Entity('dogs')
export class Dog implements RegisterRecord {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('int') readonly version!: number;
  @Column('jsonb') readonly origins!: Origins;
  @Column('text', { array: true }) readonly concerns!: readonly string[];
  @Column('text', { nullable: true }) readonly authority!: string | null;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
  @Column('date', { name: 'effective_on' }) readonly effectiveOn!: string;

  /** Of the transponder under its skin (NHundG §4), which it keeps for life. */
  @Column('text') readonly chip!: string;
  @Column('text') readonly race!: string;
  @Column('text', { name: 'tax_class' }) readonly taxClass!: TaxClass;
  @Column('jsonb') readonly owner!: Owner;
  @Column('date', { nullable: true, name: 'deregistered_on' }) readonly deregisteredOn!: string | null;
}
