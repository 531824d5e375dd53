import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseKind, CaseOutcome, CaseState } from './case.rules.ts';

const text = (name: string) => Column({ type: 'text', nullable: true, name });
const instant = (name: string) => Column({ type: 'timestamptz', nullable: true, name });

/** Something an officer has to decide because a resident moved from or to another municipality. Holds no personal data. */
@Entity('cases')
export class ResidentCase {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'record_id' }) readonly recordId!: string;
  @Column('text') readonly authority!: string;
  @Column('text') readonly kind!: CaseKind;
  /** The registration that the case is about, here or at the other authority. */
  @Column('uuid', { name: 'event_id' }) readonly eventId!: string;
  /** Its record at the other authority, where the registration is there. */
  @Column('uuid', { nullable: true, name: 'registration_id' }) readonly registrationId!: string | null;
  @Column('text', { name: 'other_authority' }) readonly otherAuthority!: string;
  @Column('date', { name: 'effective_on' }) readonly effectiveOn!: string;
  @Column('timestamptz', { name: 'reported_at' }) readonly reportedAt!: Date;
  @Column('text') readonly state!: CaseState;
  @Column('timestamptz', { name: 'opened_at' }) readonly openedAt!: Date;
  /** The person is `takenBy` and `takenIssuer`. */
  @text('taken_by') readonly takenBy!: string | null;
  @text('taken_issuer') readonly takenIssuer!: string | null;
  @instant('taken_at') readonly takenAt!: Date | null;
  @text('outcome') readonly outcome!: CaseOutcome | null;
  @text('closed_by') readonly closedBy!: string | null;
  @text('closed_issuer') readonly closedIssuer!: string | null;
  @instant('closed_at') readonly closedAt!: Date | null;
}
