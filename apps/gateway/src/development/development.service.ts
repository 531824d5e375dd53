import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { ClientInactive, METRICS_POOL } from '#libs/service-kit';
import { EncryptionKeys } from '../encryption-keys/index.ts';
import type { OutcomeStatus } from '../lookups/index.ts';
import { PolicyStore } from '../policy/index.ts';
import type { RecentRequestDto, RecentlyAskedDto, AskedOutcome, SystemListDto } from './development.dto.ts';

const FIFTEEN_MINUTES_MS = 900_000;
/** No index leads from an authority to its decisions, and none is to be kept on the hot path: so many are looked through. */
const MOST_LOOKED_AT = 20_000;
const MOST_TOLD = 50;

interface AskedRow {
  readonly id: string;
  readonly at: Date;
  readonly system: string;
  readonly evidenceType: string;
  readonly purpose: string;
  readonly stage: 'LOOKUP' | 'RELEASE';
  readonly refusal: string | null;
  readonly status: OutcomeStatus | null;
}

@Injectable()
export class DevelopmentService {
  /** Whoever asks while an authority's is under way gets that: it reads much, and takes no connection from lookups. */
  private readonly readings = new Map<string, Promise<RecentlyAskedDto>>();

  constructor(
    @Inject(METRICS_POOL) private readonly pool: Pool,
    private readonly policy: PolicyStore,
    private readonly keys: EncryptionKeys,
  ) {}

  /** @throws ClientInactive */
  async systems({ authority }: AccessClaims): Promise<SystemListDto> {
    if (authority === undefined) throw new ClientInactive();
    const policy = await this.policy.upToDate();
    const keys = new Map((await this.keys.listed(authority)).map((key) => [key.clientId, key]));
    const own = [...policy.clients].filter(([, client]) => client.authority === authority);
    return {
      systems: own.map(([id, { active }]) => {
        const key = keys.get(id);
        return {
          id,
          active,
          ...(key && { encryptionKey: key.kid, encryptionKeySince: key.registeredAt.toISOString() }),
        };
      }),
    };
  }

  /** @throws ClientInactive */
  async asked({ authority }: AccessClaims): Promise<RecentlyAskedDto> {
    if (authority === undefined) throw new ClientInactive();
    const reading = this.readings.get(authority) ?? this.read(authority);
    this.readings.set(authority, reading);
    return reading;
  }

  private async read(authority: string): Promise<RecentlyAskedDto> {
    try {
      const since = lowestId(Date.now() - FIFTEEN_MINUTES_MS);
      const values = [authority, since, MOST_LOOKED_AT, MOST_TOLD];
      const { rows } = await this.pool.query<AskedRow>(askedSql, values);
      return { asked: rows.map(toAsked) };
    } finally {
      this.readings.delete(authority);
    }
  }
}

/** The lowest UUIDv7 of an instant (RFC 9562 §5.7). */
function lowestId(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const askedSql = `
with newest as materialized (
  select id, decided_at, client_id, authority, evidence_type, purpose, stage, refusal from decision
  where id >= $2 order by id desc limit $3
),
own as materialized (
  select * from newest where authority = $1 and stage in ('LOOKUP', 'RELEASE') order by id desc limit $4
)
select id, decided_at as at, client_id as system, evidence_type as "evidenceType", purpose, stage, refusal,
  (select o.status from outcome o where o.decision_id = own.id) as status
from own order by id desc`;

function toAsked({ id, at, refusal, status, ...row }: AskedRow): RecentRequestDto {
  const { system, evidenceType, purpose, stage } = row;
  const asked = { lookupId: id, at: at.toISOString(), system, evidenceType, purpose, stage };
  if (refusal !== null) return { ...asked, outcome: 'REFUSED', problem: refusal };
  return { ...asked, outcome: status === null ? 'OPEN' : outcomes[status] };
}

/** As the system was told: why there is nothing is not said here either. */
const outcomes: Readonly<Record<OutcomeStatus, AskedOutcome>> = {
  EVIDENCE: 'EVIDENCE',
  NO_EVIDENCE: 'NO_EVIDENCE',
  NOT_HANDED_OVER: 'NO_EVIDENCE',
  REGISTER_UNAVAILABLE: 'UNAVAILABLE',
  REGISTER_REFUSED: 'UNAVAILABLE',
  CHANGED: 'CHANGED',
};
