import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Origins, RegisterRecord } from '#libs/register-kit';
import type { FormerHolder, Holder, Insurance, PlateKind, TransmissionLock } from './vehicle-parts.ts';

const text = (name: string) => Column({ type: 'text', nullable: true, name });
const day = (name: string) => Column({ type: 'date', nullable: true, name });
const count = (name: string) => Column({ type: 'int', nullable: true, name });
const json = (name: string) => Column({ type: 'jsonb', name });
/** Kept by a trigger, see the migration: not part of the record, only a way to find it. */
const search = (name: string) => Column({ type: 'text', nullable: true, name, insert: false, update: false });

/** One registration of a vehicle: the fields of StVG §33 and FZV §57 that domain.md §4.2 lists, and the transmission lock. */
@Entity('vehicles')
export class Vehicle implements RegisterRecord {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('int') readonly version!: number;
  @Column('jsonb') readonly origins!: Origins;
  @Column('text', { array: true }) readonly concerns!: readonly string[];
  @Column('text', { nullable: true }) readonly authority!: string | null;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
  @Column('date', { name: 'effective_on' }) readonly effectiveOn!: string;

  /** VIN and day of registration: a VIN alone may occur twice, by error or after a deregistration (FZV §65(4)). */
  @Column('text', { name: 'registration_key' }) readonly registrationKey!: string;

  @Column('text') readonly plate!: string;
  @Column('text', { name: 'plate_kind' }) readonly plateKind!: PlateKind;
  @Column('date', { name: 'plate_assigned_on' }) readonly plateAssignedOn!: string;
  /** First and last month, `03-10`. */
  @text('season') readonly season!: string | null;
  @Column('text') readonly vin!: string;

  @json('holder') readonly holder!: Holder;
  @json('previous_holders') readonly previousHolders!: readonly FormerHolder[];

  @Column('date', { name: 'first_registered_on' }) readonly firstRegisteredOn!: string;
  @Column('date', { name: 'registered_on' }) readonly registeredOn!: string;
  @day('deregistered_on') readonly deregisteredOn!: string | null;

  @Column('text', { name: 'vehicle_class' }) readonly vehicleClass!: string;
  @text('body_type') readonly bodyType!: string | null;
  @Column('text') readonly make!: string;
  @text('trade_name') readonly tradeName!: string | null;
  @text('type_variant_version') readonly typeVariantVersion!: string | null;
  @text('hsn') readonly hsn!: string | null;
  @text('tsn') readonly tsn!: string | null;
  @text('fuel_type') readonly fuelType!: string | null;
  @count('displacement_ccm') readonly displacementCcm!: number | null;
  @count('power_kw') readonly powerKw!: number | null;
  @count('max_speed_kmh') readonly maxSpeedKmh!: number | null;
  @count('mass_kg') readonly massKg!: number | null;
  @count('gross_mass_kg') readonly grossMassKg!: number | null;
  @count('axles') readonly axles!: number | null;
  @count('seats') readonly seats!: number | null;
  @text('colour') readonly colour!: string | null;
  @count('co2_gram_per_km') readonly co2GramPerKm!: number | null;
  @text('emission_class') readonly emissionClass!: string | null;
  /** `YYYY-MM` */
  @text('next_inspection_month') readonly nextInspectionMonth!: string | null;

  @json('insurance') readonly insurance!: Insurance | null;
  @Column('text', { name: 'registration_office' }) readonly registrationOffice!: string;
  @text('ags') readonly ags!: string | null;
  @text('certificate_part1_number') readonly certificatePart1Number!: string | null;
  @text('certificate_part2_number') readonly certificatePart2Number!: string | null;

  /** P4: not in the catalogue and never in an event. */
  @json('transmission_lock') readonly transmissionLock!: TransmissionLock | null;

  @search('plate_named') readonly plateNamed?: string | null;
  @search('vin_named') readonly vinNamed?: string | null;
}
