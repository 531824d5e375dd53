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
import { packed } from './sealed.rules.ts';

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;
/** Keys that were read already; there are as many as systems of authorities. */
const MAX_READ = 2_000;
/** Systems of one authority that read what is sent to it; those whose keys are newest. */
const MOST_SYSTEMS = 8;

interface KeyRow {
  readonly kid: string;
  readonly jwk: Pick<EncryptionJwkDto, 'kty' | 'crv' | 'x' | 'y' | 'use'>;
  readonly registeredAt: Date;
  readonly clientId: string;
}

const currentSql = `
select a.authority, k.* from unnest($1::text[], $2::text[]) as a(authority, client) cross join lateral (
  select kid, jwk, registered_at as "registeredAt", client_id as "clientId" from encryption_key
  where authority = a.authority and client_id = a.client
  order by authority, client_id, registered_at desc limit 1) k`;

/** The same key again is no new registration. */
const registerSql = `
insert into encryption_key (authority, kid, jwk, client_id)
select $1, $2, $3, $4
where $3::jsonb is distinct from (select jwk from encryption_key where authority = $1 and client_id = $4
  order by authority, client_id, registered_at desc limit 1)`;

/**
 * To which keys of an authority something is encrypted: for each of its systems the one that it registered last. Who has taken
 * over from others reads with theirs until it registers one, as their clients are its own then.
 */
@Injectable()
export class EncryptionKeys {
  private readonly batch = new NaturalBatch<string, readonly KeyRow[]>({
    run: (authorities) => this.find(authorities),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
  });
  private readonly read = new Map<string, KeyObject>();
  /** Which authorities have one, as far as it was asked. */
  private readonly able = new WeakMap<PolicySnapshot, Set<string>>();

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
    return this.mine({ authority, clientId });
  }

  /** The caller's, or where it has none the one that its authority registered last. @throws EncryptionKeyUnknown */
  async mine({
    authority,
    clientId,
  }: Pick<AccessClaims, 'authority' | 'clientId'>): Promise<EncryptionKeyDto> {
    const all = await this.current(authority ?? '');
    const row = all.find((each) => each.clientId === clientId) ?? all[0];
    if (row === undefined) throw new EncryptionKeyUnknown();
    return {
      ...row,
      registeredAt: row.registeredAt.toISOString(),
      systems: all.map((each) => each.clientId),
    };
  }

  /** Of each system of the authority the key that counts. */
  listed(authority: string): Promise<readonly Pick<KeyRow, 'kid' | 'registeredAt' | 'clientId'>[]> {
    return this.current(authority);
  }

  /** The one registered last comes first. @throws RecipientKeyMissing */
  private async of(authority: string): Promise<readonly KeyRow[]> {
    const all = await this.current(authority);
    if (all.length === 0) throw new RecipientKeyMissing();
    return all;
  }

  /** Of one policy it is asked once: no registration is taken back. @throws RecipientKeyMissing */
  async demand(authority: string): Promise<void> {
    const policy = this.policy.current;
    const known = this.able.get(policy);
    if (known?.has(authority)) return;
    await this.of(authority);
    if (known) known.add(authority);
    else this.able.set(policy, new Set([authority]));
  }

  /**
   * For each system of the authority a compact JWE that it alone can open, packed.
   * @param typ what it is @throws RecipientKeyMissing
   */
  async seal(authority: string, content: object, typ = RELEASE_TYP): Promise<string> {
    const all = await this.of(authority);
    return packed(
      all.map(({ kid, jwk, clientId }) => ({
        clientId,
        jwe: envelopeFor(this.keyOf(jwk), { kid, typ }, content),
      })),
    );
  }

  private current(authority: string): Promise<readonly KeyRow[]> {
    return this.batch.submit(authority);
  }

  private async find(authorities: readonly string[]): Promise<readonly (readonly KeyRow[])[]> {
    const asked = authorities.map((authority) => systemsOf(this.policy.current, authority));
    const pairs = [...new Set(asked.flat(2))].map((each) => each.split(' '));
    const { rows } = await this.pool.query<KeyRow & { authority: string }>({
      name: 'encryption-keys',
      text: currentSql,
      values: [pairs.map(([authority]) => authority), pairs.map(([, clientId]) => clientId)],
    });
    const found = new Map(rows.map(({ authority, ...row }) => [systemKey(authority, row.clientId), row]));
    return asked.map((holders) => newestOfEach(holders, found));
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

/** Ids contain no blank. */
const systemKey = (authority: string, clientId: string): string => `${authority} ${clientId}`;

/**
 * Of the authorities whose keys count, in turn: who acts for it, it itself, and others that were merged; each with the systems
 * of who acts. Of a client that is no longer active no key counts.
 */
function systemsOf(policy: PolicySnapshot, authority: string): readonly (readonly string[])[] {
  const acting = actingFor(policy, authority);
  const clients = policy.systems.get(acting) ?? [];
  const holders = new Set([acting, authority, ...keptBy(policy, acting)]);
  return [...holders].map((holder) => clients.map((clientId) => systemKey(holder, clientId)));
}

function newestOfEach(
  holders: readonly (readonly string[])[],
  found: ReadonlyMap<string, KeyRow>,
): readonly KeyRow[] {
  const seen = new Map<string, KeyRow>();
  for (const systems of holders) {
    const rows = systems.flatMap((each) => found.get(each) ?? []);
    for (const row of rows.toSorted((a, b) => Number(b.registeredAt) - Number(a.registeredAt)))
      if (!seen.has(row.clientId)) seen.set(row.clientId, row);
  }
  return [...seen.values()].slice(0, MOST_SYSTEMS);
}

function refuseOffCurve(key: Readonly<Record<string, string>>): void {
  try {
    readKey(key);
  } catch {
    throw offTheCurve();
  }
}
