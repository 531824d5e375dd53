import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { calculateJwkThumbprint } from 'jose';
import type { Pool } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { ClientInactive, HOT_POOL, NaturalBatch } from '#libs/service-kit';
import { actingFor, keptBy, type PolicySnapshot, PolicyStore } from '../policy/index.ts';
import type { EncryptionJwkDto, EncryptionKeyDto } from './encryption-key.dto.ts';
import { EncryptionKeyUnknown, offTheCurve, RecipientKeyMissing } from './encryption-key.errors.ts';
import { envelopeFor, readKey, RELEASE_TYP } from './release-envelope.ts';

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;
/** Keys that were read already; there are as many as authorities. */
const MAX_READ = 2_000;

interface KeyRow {
  readonly kid: string;
  readonly jwk: Pick<EncryptionJwkDto, 'kty' | 'crv' | 'x' | 'y' | 'use'>;
  readonly registeredAt: Date;
  readonly clientId: string;
}

const currentSql = `
select a.authority, k.* from unnest($1::text[]) as a(authority) cross join lateral (
  select kid, jwk, registered_at as "registeredAt", client_id as "clientId" from encryption_key
  where authority = a.authority order by authority, registered_at desc limit 1) k`;

/** The same key again is no new registration. */
const registerSql = `
insert into encryption_key (authority, kid, jwk, client_id)
select $1, $2, $3, $4
where $3::jsonb is distinct from
  (select jwk from encryption_key where authority = $1 order by authority, registered_at desc limit 1)`;

/**
 * To which key of an authority releases are encrypted: the one it registered last. Who has taken over from others and has
 * registered none reads with theirs, as their clients are its own then.
 */
@Injectable()
export class EncryptionKeys {
  private readonly batch = new NaturalBatch<string, KeyRow | undefined>({
    run: (authorities) => this.find(authorities),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
  });
  private readonly read = new Map<string, KeyObject>();

  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly policy: PolicyStore,
  ) {}

  /** @throws RequestInvalid, ClientInactive */
  async register(jwk: EncryptionJwkDto, { authority, clientId }: AccessClaims): Promise<EncryptionKeyDto> {
    if (authority === undefined) throw new ClientInactive();
    const { kty, crv, x, y, use } = jwk;
    refuseOffCurve({ kty, crv, x, y });
    const kid = jwk.kid ?? (await calculateJwkThumbprint({ kty, crv, x, y }));
    const stored = JSON.stringify({ kty, crv, x, y, use, kid });
    await this.pool.query(registerSql, [authority, kid, stored, clientId]);
    return this.mine({ authority });
  }

  /** @throws EncryptionKeyUnknown */
  async mine({ authority }: Pick<AccessClaims, 'authority'>): Promise<EncryptionKeyDto> {
    const row = await this.current(authority ?? '');
    if (row === undefined) throw new EncryptionKeyUnknown();
    return { ...row, registeredAt: row.registeredAt.toISOString() };
  }

  /** @throws RecipientKeyMissing */
  async of(authority: string): Promise<KeyRow> {
    const row = await this.current(authority);
    if (row === undefined) throw new RecipientKeyMissing();
    return row;
  }

  /** A compact JWE that the authority alone can open. @param typ what it is @throws RecipientKeyMissing */
  async seal(authority: string, content: object, typ = RELEASE_TYP): Promise<string> {
    const { kid, jwk } = await this.of(authority);
    return envelopeFor(this.keyOf(jwk), { kid, typ }, content);
  }

  private current(authority: string): Promise<KeyRow | undefined> {
    return this.batch.submit(authority);
  }

  private async find(authorities: readonly string[]): Promise<readonly (KeyRow | undefined)[]> {
    const holders = authorities.map((authority) => holdersFor(this.policy.current, authority));
    const { rows } = await this.pool.query<KeyRow & { authority: string }>({
      name: 'encryption-keys',
      text: currentSql,
      values: [[...new Set(holders.flat())]],
    });
    const found = new Map(rows.map(({ authority, ...row }) => [authority, row]));
    return holders.map((inTurn) => found.get(inTurn.find((each) => found.has(each)) ?? ''));
  }

  private keyOf(jwk: KeyRow['jwk']): KeyObject {
    const name = `${jwk.x} ${jwk.y}`;
    const known = this.read.get(name);
    if (known !== undefined) return known;
    if (this.read.size >= MAX_READ) this.read.clear();
    const { kty, crv, x, y } = jwk;
    const key = readKey({ kty, crv, x, y });
    this.read.set(name, key);
    return key;
  }
}

/** Whose key is taken for an authority, the first that there is: who acts for it, it itself, and others that were merged. */
const holdersFor = (policy: PolicySnapshot, authority: string): readonly string[] => {
  const acting = actingFor(policy, authority);
  return [acting, authority, ...keptBy(policy, acting)];
};

function refuseOffCurve(key: Readonly<Record<string, string>>): void {
  try {
    readKey(key);
  } catch {
    throw offTheCurve();
  }
}
