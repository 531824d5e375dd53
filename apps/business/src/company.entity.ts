import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Origins, RegisterRecord } from '#libs/register-kit';
import type {
  BusinessAddress,
  CompanyStatus,
  FormerEuid,
  LimitedPartner,
  RegisterEntry,
  Representative,
  Seat,
  SheetEntry,
  Source,
  StatusEvent,
  Successor,
} from './company-parts.ts';

const text = (name: string) => Column({ type: 'text', nullable: true, name });
const day = (name: string) => Column({ type: 'date', nullable: true, name });
const json = (name: string) => Column({ type: 'jsonb', name });

/**
 * One company in the commercial register: the fields of HRV §40, §43. Until the Basisregister (UBRegG §1) is a register of
 * its own, its fields (UBRegG §3) stand here as well.
 */
@Entity('companies')
export class Company implements RegisterRecord {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('int') readonly version!: number;
  @Column('jsonb') readonly origins!: Origins;
  @Column('text', { array: true }) readonly concerns!: readonly string[];
  @Column('text', { nullable: true }) readonly authority!: string | null;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
  @Column('date', { name: 'effective_on' }) readonly effectiveOn!: string;

  /** EUID at registration; never changes, so an import recognises the company after it moved. */
  @Column('text', { name: 'first_euid' }) readonly firstEuid!: string;
  @Column('text') readonly euid!: string;
  @json('former_euids') readonly formerEuids!: readonly FormerEuid[];
  @json('successor') readonly successor!: Successor | null;
  @text('widnr') readonly widnr!: string | null;
  @text('lei') readonly lei!: string | null;

  @Column('text', { name: 'legal_name' }) readonly legalName!: string;
  @json('previous_names') readonly previousNames!: readonly string[];
  @text('administrative_name') readonly administrativeName!: string | null;
  /** Key of the FIM list of legal forms, three digits. */
  @text('legal_form') readonly legalForm!: string | null;
  @json('seat') readonly seat!: Seat;
  @json('business_address') readonly businessAddress!: BusinessAddress | null;
  @json('administrative_address') readonly administrativeAddress!: BusinessAddress | null;
  /** WZ 2008 or WZ 2025 code. */
  @text('main_activity') readonly mainActivity!: string | null;
  @json('register') readonly register!: RegisterEntry;

  @text('accident_insurance_number') readonly accidentInsuranceNumber!: string | null;
  @json('establishment_numbers') readonly establishmentNumbers!: readonly string[];

  @text('representation_rule') readonly representationRule!: string | null;
  @json('officers') readonly officers!: readonly Representative[];
  @json('proxies') readonly proxies!: readonly Representative[];
  @text('purpose') readonly purpose!: string | null;
  @text('capital') readonly capital!: string | null;
  @day('articles_date') readonly articlesDate!: string | null;
  @json('limited_partners') readonly limitedPartners!: readonly LimitedPartner[];

  @Column('text') readonly status!: CompanyStatus;
  @json('status_events') readonly statusEvents!: readonly StatusEvent[];
  @json('entries') readonly entries!: readonly SheetEntry[];
  @day('ended_on') readonly endedOn!: string | null;
  @json('source') readonly source!: Source | null;
}
