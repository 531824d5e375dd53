import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
import { authorityTable, today } from '#libs/authorities';
import type { AssuranceLevel, SubjectKind } from '#libs/contracts';
import { HOT_POOL, NaturalBatch, StartRefused, tellSecurityEvent } from '#libs/service-kit';
import { type Limit, limitKey } from './limit.rules.ts';
import { tableFaults } from './policy-succession.rules.ts';
import { policyOn, type WrittenAuthority, type WrittenPolicy } from './policy-day.rules.ts';
import type { EventGrant, Grant, GroundKind, PolicySnapshot } from './policy.snapshot.ts';

/** Holds the policy in memory. Nothing rests on it being current: every decision statement checks the revision. */
@Injectable()
export class PolicyStore implements OnModuleInit {
  private written: WrittenPolicy | undefined;
  private snapshot: PolicySnapshot | undefined;
  private loading: Promise<PolicySnapshot> | undefined;

  /** Who comes while a look is under way shares the next one. */
  private readonly looks = new NaturalBatch<undefined, PolicySnapshot>({
    run: async (askers) => {
      const { rows } = await this.pool.query<{ revision: number }>('select revision from policy');
      const now = rows[0]?.revision === this.current.revision ? this.current : await this.reload();
      return askers.map(() => now);
    },
    maxSize: 1_024,
    maxQueued: 8_192,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    const faults = tableFaults(this.written?.authorities.values() ?? [], authorityTable);
    if (faults.length > 0)
      throw new StartRefused(
        `The policy and the table of authorities disagree:\n${faults.map((each) => `  ${each}`).join('\n')}`,
      );
  }

  /** As it holds today: made anew with the first question of a day. */
  get current(): PolicySnapshot {
    if (this.written === undefined) throw new Error('The policy is read before it was loaded.');
    const day = today();
    if (this.snapshot?.day !== day) this.snapshot = policyOn(this.written, day);
    return this.snapshot;
  }

  /** Reads the policy anew; callers that come while a read is under way share it. */
  reload(): Promise<PolicySnapshot> {
    this.loading ??= this.read().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  /** The policy as it stands in the database now, for paths that are not followed by a decision statement. */
  upToDate(): Promise<PolicySnapshot> {
    return this.looks.submit(undefined);
  }

  private async read(): Promise<PolicySnapshot> {
    const { rows } = await this.pool.query<PolicyRow>(readPolicy);
    const [row] = rows;
    if (row === undefined) throw new Error('The policy table is empty: the migrations have not run.');
    const before = this.written?.revision;
    if (before !== undefined && before !== row.revision)
      tellSecurityEvent('policy-changed', { msg: 'another policy holds', revision: row.revision, before });
    this.written = toWritten(row);
    this.snapshot = undefined;
    return this.current;
  }
}

interface PolicyRow {
  readonly revision: number;
  readonly authorities: WrittenAuthorityRow[];
  readonly clients: { id: string; authority: string; active: boolean }[];
  readonly purposes: { id: string; title_de: string; title_en: string; minimum_acr: AssuranceLevel }[];
  readonly limits: LimitRow[];
  readonly callbacks: { id: string; authority: string }[];
  readonly grants: GrantRow[];
}

interface WrittenAuthorityRow extends Omit<WrittenAuthority, 'from' | 'until' | 'successor'> {
  readonly from: string | null;
  readonly until: string | null;
  readonly successor: string | null;
}

interface LimitRow extends Limit {
  readonly client: string | null;
  readonly subject_kind: SubjectKind;
}

interface GrantRow {
  readonly id: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidence_type: string;
  readonly subject_kinds: SubjectKind[];
  readonly fields: string[];
  readonly kind: GroundKind;
  readonly legal_basis: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly provisional: string | null;
  readonly preview_not_possible: string | null;
  readonly social_data: boolean;
  /** Only of event grants. */
  readonly event_types: string[] | null;
  readonly from_ms: number;
  readonly until_ms: number | null;
}

/** One statement, so that all of it belongs to one revision. */
const readPolicy = `
select revision,
  (select coalesce(json_agg(a), '[]') from policy_authority a) as authorities,
  (select coalesce(json_agg(c), '[]') from policy_client c) as clients,
  (select coalesce(json_agg(p), '[]') from policy_purpose p where p.active) as purposes,
  (select coalesce(json_agg(l), '[]') from policy_limit l) as limits,
  (select coalesce(json_agg(c), '[]') from policy_callback c where c.active) as callbacks,
  (select coalesce(json_agg(g), '[]') from (
    select *,
      extract(epoch from valid_from::timestamp at time zone 'Europe/Berlin') * 1000 as from_ms,
      extract(epoch from (valid_until + 1)::timestamp at time zone 'Europe/Berlin') * 1000 as until_ms
    from policy_grant order by id) g) as grants
from policy`;

function toWritten(row: PolicyRow): WrittenPolicy {
  return {
    revision: row.revision,
    authorities: new Map(
      row.authorities.map(({ from, until, successor, ...rest }) => [
        rest.id,
        { ...rest, from: from ?? undefined, until: until ?? undefined, successor: successor ?? undefined },
      ]),
    ),
    clients: new Map(row.clients.map(({ id, ...rest }) => [id, rest])),
    purposes: new Map(row.purposes.map((p) => [p.id, { de: p.title_de, en: p.title_en }])),
    minimumAcrs: new Map(row.purposes.map((p) => [p.id, p.minimum_acr])),
    limits: new Map(row.limits.map((l) => [limitKey(l.subject_kind, l.client ?? undefined), l])),
    callbacks: new Map(row.callbacks.map(({ id, authority }) => [id, authority])),
    grants: row.grants.filter((grant) => grant.event_types === null).map(toGrant),
    eventGrants: row.grants.flatMap(toEventGrant),
  };
}

const toEventGrant = (row: GrantRow): readonly EventGrant[] =>
  row.event_types === null ? [] : [{ ...toGrant(row), eventTypes: new Set(row.event_types) }];

function toGrant(row: GrantRow): Grant {
  return {
    id: row.id,
    authority: row.authority,
    purpose: row.purpose,
    evidenceType: row.evidence_type,
    subjectKinds: row.subject_kinds,
    fields: row.fields,
    fieldSet: new Set(row.fields),
    fieldList: row.fields.join(' '),
    kind: row.kind,
    legalBasis: row.legal_basis,
    validFromMs: row.from_ms,
    validUntilMs: row.until_ms ?? Infinity,
    validFrom: row.valid_from,
    ...(row.valid_until !== null && { lastDay: row.valid_until }),
    ...(row.provisional !== null && { provisional: row.provisional }),
    ...(row.preview_not_possible !== null && { previewNotPossible: row.preview_not_possible }),
    socialData: row.social_data,
  };
}
