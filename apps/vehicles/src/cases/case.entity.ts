import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseKind, CaseOutcome, CaseState, EnquiryState, Office } from './case.rules.ts';

const text = (name: string) => Column({ type: 'text', nullable: true, name });
const instant = (name: string) => Column({ type: 'timestamptz', nullable: true, name });

/** Something an officer has to look at because another register changed. Holds no personal data. */
@Entity('cases')
export class VehicleCase {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'vehicle_id' }) readonly vehicleId!: string;
  /** Whose case it is; null where the vehicle belongs to no authority that is known. */
  @text('authority') readonly authority!: string | null;
  @Column('text') readonly kind!: CaseKind;
  @Column('uuid', { name: 'event_id' }) readonly eventId!: string;
  /** Day since which the change holds. */
  @Column('date', { name: 'effective_on' }) readonly effectiveOn!: string;
  /** When the other register recorded it. */
  @Column('timestamptz', { name: 'reported_at' }) readonly reportedAt!: Date;
  @Column('int', { name: 'holder_version' }) readonly holderVersion!: number;
  @Column('text') readonly state!: CaseState;
  @Column('text') readonly enquiry!: EnquiryState;
  @text('office') readonly office!: Office | null;
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
