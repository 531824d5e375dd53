import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One change of a consent's state; append-only. */
@Entity('consent_event')
export class ConsentEvent {
  @PrimaryColumn('bigint', { generated: 'identity' }) readonly id!: number;
  @Column('text', { name: 'consent_id' }) readonly consentId!: string;
  @Column('text') readonly type!: 'GIVEN' | 'WITHDRAWN' | 'SUPERSEDED';
  @Column('text', { name: 'from_state', nullable: true }) readonly fromState!: string | null;
  @Column('text', { name: 'to_state' }) readonly toState!: string;
  /** `SUBJECT`: the person concerned. */
  @Column('text') readonly actor!: string;
  @Column({ type: 'timestamptz', insert: false }) readonly at!: Date;
}
