import { createPublicKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, CompactEncrypt, importJWK } from 'jose';
import type { Pool } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { ClientInactive, HOT_POOL } from '#libs/service-kit';
import type { EncryptionJwkDto, EncryptionKeyDto } from './encryption-key.dto.ts';
import { EncryptionKeyUnknown, offTheCurve, RecipientKeyMissing } from './encryption-key.errors.ts';

const ALG = 'ECDH-ES+A256KW';
const ENC = 'A256GCM';
/** What a release is, so that nobody takes another JWE for one. */
const TYP = 'release+jwe';

interface KeyRow {
  readonly kid: string;
  readonly jwk: Pick<EncryptionJwkDto, 'kty' | 'crv' | 'x' | 'y' | 'use'>;
  readonly registeredAt: Date;
  readonly clientId: string;
}

const currentSql = `
select kid, jwk, registered_at as "registeredAt", client_id as "clientId" from encryption_key
where authority = $1 order by authority, registered_at desc limit 1`;

/** The same key again is no new registration. */
const registerSql = `
insert into encryption_key (authority, kid, jwk, client_id)
select $1, $2, $3, $4
where $3::jsonb is distinct from
  (select jwk from encryption_key where authority = $1 order by authority, registered_at desc limit 1)`;

/** To which key of an authority releases are encrypted: the one it registered last. */
@Injectable()
export class EncryptionKeys {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

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

  /** A compact JWE that the authority alone can open. @throws RecipientKeyMissing */
  async seal(authority: string, content: object): Promise<string> {
    const { kid, jwk } = await this.of(authority);
    return new CompactEncrypt(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: ALG, enc: ENC, typ: TYP, kid })
      .encrypt(await importJWK(jwk, ALG));
  }

  private async current(authority: string): Promise<KeyRow | undefined> {
    const { rows } = await this.pool.query<KeyRow>({
      name: 'encryption-key',
      text: currentSql,
      values: [authority],
    });
    return rows[0];
  }
}

function refuseOffCurve(key: Readonly<Record<string, string>>): void {
  try {
    createPublicKey({ key, format: 'jwk' });
  } catch {
    throw offTheCurve();
  }
}
