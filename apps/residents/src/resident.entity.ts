import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Origins, RegisterRecord } from '#libs/register-kit';
import type {
  Address,
  FormerHome,
  Gender,
  IdentityDocument,
  Lock,
  MaritalStatus,
  NameChange,
  RelatedPerson,
} from './resident-parts.ts';

const text = (name?: string) => Column({ type: 'text', nullable: true, ...(name !== undefined && { name }) });
const day = (name: string) => Column({ type: 'date', nullable: true, name });
const json = (name?: string) => Column({ type: 'jsonb', ...(name !== undefined && { name }) });

/** One person in the residents register: the fields of BMG §3 that domain.md §4.1 lists, classes P0 to P3, and locks. */
@Entity('residents')
export class Resident implements RegisterRecord {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('int') readonly version!: number;
  @Column('jsonb') readonly origins!: Origins;
  @Column('text', { array: true }) readonly concerns!: readonly string[];
  @Column('text', { nullable: true }) readonly authority!: string | null;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
  @Column('date', { name: 'effective_on' }) readonly effectiveOn!: string;

  @Column('text') readonly idnr!: string;

  @Column('text', { name: 'family_name' }) readonly familyName!: string;
  @text('married_name') readonly marriedName!: string | null;
  @text('partnership_name') readonly partnershipName!: string | null;
  @text('birth_name') readonly birthName!: string | null;
  @json('former_family_names') readonly formerFamilyNames!: readonly string[];
  @Column('text', { name: 'given_names' }) readonly givenNames!: string;
  @text('call_name') readonly callName!: string | null;
  @json('former_given_names') readonly formerGivenNames!: readonly string[];
  @json('name_change') readonly nameChange!: NameChange | null;
  @text('doctoral_degree') readonly doctoralDegree!: string | null;
  @text('religious_name') readonly religiousName!: string | null;
  @text('artist_name') readonly artistName!: string | null;

  /** Partial date: unknown parts are zeros. */
  @Column('text', { name: 'birth_date' }) readonly birthDate!: string;
  @text('birth_place') readonly birthPlace!: string | null;
  @text('birth_country') readonly birthCountry!: string | null;
  @Column('text') readonly gender!: Gender;
  @json() readonly nationalities!: readonly string[];

  @json() readonly addresses!: readonly Address[];
  /** Where the person moved here from inside Germany; whoever came from abroad or was born here has none. */
  @Column({ type: 'jsonb', nullable: true, name: 'former_home' }) readonly formerHome!: FormerHome | null;
  @text('arrived_from_country') readonly arrivedFromCountry!: string | null;
  @text('abroad_address') readonly abroadAddress!: string | null;

  @text('marital_status') readonly maritalStatus!: MaritalStatus | null;
  /** Partial dates. */
  @text('marital_status_since') readonly maritalStatusSince!: string | null;
  @text('marital_status_ended_on') readonly maritalStatusEndedOn!: string | null;
  @text('marriage_place') readonly marriagePlace!: string | null;
  @json() readonly spouse!: RelatedPerson | null;
  @json('minor_children') readonly minorChildren!: readonly RelatedPerson[];
  @json('legal_representatives') readonly legalRepresentatives!: readonly RelatedPerson[];
  @json('identity_documents') readonly identityDocuments!: readonly IdentityDocument[];

  /** P4: not in the catalogue and never in an event. */
  @json() readonly locks!: readonly Lock[];
  /** From `locks`: last day of an information lock (BMG §51). A column, so that lookups can judge it in SQL. */
  @day('information_locked_until') readonly informationLockedUntil!: string | null;
  /**
   * From `locks`: the current home is a protected one (BMG §52(1)); recipients get the marker with the address (BMeldDAV
   * §5(1) s. 3 no. 1). The law has it for each address, this record for the person.
   */
  @Column('boolean', { name: 'conditional_lock' }) readonly conditionalLock!: boolean;
  /** From `locks`: earlier names are not disclosed (BGB §1758, SBGG §13). */
  @Column('boolean', { name: 'former_names_sealed' }) readonly formerNamesSealed!: boolean;

  /**
   * Id of the former home's authority while its feedback is awaited (BMG §33); until then lookups are answered as if there
   * were an information lock. `municipality:` and the key where the table knows no authority. Never disclosed.
   */
  @text('feedback_from') readonly feedbackFrom!: string | null;
  /** Day on which the home ended here because another authority registered the person, and the id of that one. */
  @day('closed_on') readonly closedOn!: string | null;
  @text('moved_to') readonly movedTo!: string | null;

  /** Partial date. */
  @text('death_date') readonly deathDate!: string | null;
  @text('death_place') readonly deathPlace!: string | null;
  @text('death_country') readonly deathCountry!: string | null;
}
