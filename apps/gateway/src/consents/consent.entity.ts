import type { ActingKind } from '../acting.rules.ts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ConsentKind = 'CHOICE' | 'CONSENT';
/** States that are stored; EXPIRED and EXHAUSTED are computed when they are asked for. */
export type StoredConsentState = 'ACTIVE' | 'WITHDRAWN' | 'SUPERSEDED' | 'ENDED_BY_DEATH';

/** A citizen's choice (EGovG §5) or consent: who may ask what about which subject, for what, how long, how often. */
@Entity('consent')
export class Consent {
  /** 24 random bytes in base64url; a UUID would not have enough entropy (ASVS 11.5.1). */
  @PrimaryColumn('text') readonly id!: string;
  /** Pseudonym of the person for whom it was given: whose it is, who sees and withdraws it. */
  @Column('text') readonly citizen!: string;
  /** Pseudonym of the person who gave it. */
  @Column('text', { name: 'acted_by' }) readonly actedBy!: string;
  @Column('text', { name: 'acting_as' }) readonly actingAs!: ActingKind;
  /** Whoever gave it represents the company with another officer only; it rests until that one has confirmed it. */
  @Column('boolean') readonly jointly!: boolean;
  /** Pseudonym of that other officer. */
  @Column({ type: 'text', name: 'acted_with', nullable: true, insert: false })
  readonly actedWith!: string | null;
  /** Entry of whoever gave it, by the commercial register's name for it, until it is confirmed: the other one must have another. */
  @Column({ type: 'text', name: 'acted_entry', nullable: true })
  readonly actedEntry!: string | null;
  /** Somebody let it rest while it awaited that other officer, whose confirmation then does not wake it. */
  @Column({ type: 'boolean', name: 'paused_while_awaiting', insert: false })
  readonly pausedWhileAwaiting!: boolean;
  /** Name of the person for whom in the events of the residents register, so that a death ends the record. */
  @Column('text', { name: 'event_subject' }) readonly eventSubject!: string;
  /** Pseudonym of the record it binds: the person, or one vehicle. */
  @Column('text') readonly subject!: string;
  @Column('text', { name: 'subject_kind' }) readonly subjectKind!: string;
  @Column('text') readonly kind!: ConsentKind;
  @Column('text') readonly authority!: string;
  @Column('text') readonly purpose!: string;
  @Column('text', { name: 'evidence_type' }) readonly evidenceType!: string;
  @Column('text', { array: true }) readonly fields!: string[];
  @Column('text', { name: 'legal_basis' }) readonly legalBasis!: string;
  @Column('text', { name: 'grant_id' }) readonly grantId!: string;
  @Column('text', { name: 'notice_sha256' }) readonly noticeSha256!: string;
  @Column({ type: 'text', insert: false }) readonly state!: StoredConsentState;
  @Column({ type: 'timestamptz', name: 'state_changed_at', insert: false }) readonly stateChangedAt!: Date;
  /** Since when an active record rests; no lookup is permitted on it meanwhile. */
  @Column({ type: 'timestamptz', name: 'paused_at', nullable: true })
  readonly pausedAt!: Date | null;
  /** By the clock of the database, which is also the one that judges validity. */
  @Column({ type: 'timestamptz', name: 'valid_from', insert: false }) readonly validFrom!: Date;
  @Column('timestamptz', { name: 'valid_until' }) readonly validUntil!: Date;
  @Column('integer', { name: 'max_uses', nullable: true }) readonly maxUses!: number | null;
  /** Counted only where uses, or how soon they follow each other, are limited. */
  @Column({ type: 'integer', insert: false }) readonly uses!: number;
  /** So many seconds lie between two retrievals at least. */
  @Column('integer', { name: 'min_interval_s', nullable: true }) readonly minIntervalS!: number | null;
  /** From when on the next one may come, where they must lie apart. */
  @Column({ type: 'timestamptz', name: 'next_use_at', nullable: true, insert: false })
  readonly nextUseAt!: Date | null;
  @Column('text', { nullable: true }) readonly supersedes!: string | null;
  /** The record of before that this one goes on with. */
  @Column('text', { nullable: true }) readonly renews!: string | null;
  @Column('text', { name: 'client_id' }) readonly clientId!: string;
  @Column('text', { nullable: true }) readonly acr!: string | null;
}

/** As it is given; the rest is the database's. */
export type NewConsent = Omit<
  Consent,
  | 'state'
  | 'stateChangedAt'
  | 'pausedAt'
  | 'pausedWhileAwaiting'
  | 'validFrom'
  | 'uses'
  | 'nextUseAt'
  | 'supersedes'
  | 'actedWith'
>;

/** One change of a consent's state, or a look of the officer who is to confirm it; append-only. */
@Entity('consent_event')
export class ConsentEvent {
  @PrimaryColumn('bigint', { generated: 'identity' }) readonly id!: number;
  @Column('text', { name: 'consent_id' }) readonly consentId!: string;
  @Column('text') readonly type!:
    'GIVEN' | 'SEEN' | 'CONFIRMED' | 'PAUSED' | 'RESUMED' | 'WITHDRAWN' | 'SUPERSEDED' | 'ENDED_BY_DEATH';
  @Column('text', { name: 'from_state', nullable: true }) readonly fromState!: string | null;
  @Column('text', { name: 'to_state' }) readonly toState!: string;
  /** Who changed it: the person concerned, or a change event of a register (domain §1.5). */
  @Column('text') readonly actor!: 'SUBJECT' | 'EVENT';
  /** Pseudonym of the person who acted; null where an event did. */
  @Column('text', { name: 'acted_by', nullable: true }) readonly actedBy!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly at!: Date;
}

/** The very text a citizen was shown, stored under its hash. */
@Entity('notice')
export class Notice {
  @PrimaryColumn('text') readonly sha256!: string;
  @Column('text', { name: 'template_version' }) readonly templateVersion!: string;
  @Column('text') readonly locale!: string;
  @Column('text') readonly text!: string;
}

export const consentEntities = [Consent, ConsentEvent, Notice];
