import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One change of a consent's state; append-only. */
@Entity('consent_event')
export class ConsentEvent {
  @PrimaryColumn('bigint', { generated: 'identity' }) readonly id!: number;
  @Column('text', { name: 'consent_id' }) readonly consentId!: string;
  @Column('text') readonly type!: 'GIVEN' | 'WITHDRAWN' | 'SUPERSEDED' | 'ENDED_BY_DEATH';
  @Column('text', { name: 'from_state', nullable: true }) readonly fromState!: string | null;
  @Column('text', { name: 'to_state' }) readonly toState!: string;
  /** Who changed it: the person concerned, or a change event of a register (domain §1.5). */
  @Column('text') readonly actor!: 'SUBJECT' | 'EVENT';
  @Column({ type: 'timestamptz', insert: false }) readonly at!: Date;
}
