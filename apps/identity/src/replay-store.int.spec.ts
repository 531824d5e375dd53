import { testDatabase, type TestDatabase } from '#libs/test-kit';
import pg from 'pg';

import { migrations } from './migrations.ts';
import { OidcModelStore } from './oidc-model-store.ts';
import { ReplayStore } from './replay-store.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase({ app: 'identity', migrations });
  pool = new pg.Pool({ connectionString: database.appUrl, max: 10 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('ReplayStore', () => {
  it('keeps apart what the library hashes alike: issuer "a" with jti "bc", issuer "ab" with jti "c"', async () => {
    const store = new ReplayStore(pool);
    await store.upsert('hash-of-abc', { iss: 'a' }, 60);
    await store.upsert('hash-of-abc', { iss: 'ab' }, 60);
    await expect(store.upsert('hash-of-abc', { iss: 'a' }, 60)).rejects.toMatchObject({
      error: 'invalid_client',
    });
  });

  it('removes what has expired, its own and of other models', async () => {
    await pool.query(`insert into oidc_model (model, id, payload, expires_at)
      values ('Grant', 'old', '{}', now() - interval '1 s'), ('Grant', 'young', '{}', now() + interval '1 h')`);
    await new ReplayStore(pool).upsert('another', { iss: 'a' }, 60);
    const { rows } = await pool.query("select id from oidc_model where model = 'Grant'");
    expect(rows).toEqual([{ id: 'young' }]);
  });
});

describe('OidcModelStore', () => {
  const store = (): OidcModelStore => new OidcModelStore(pool, 'AuthorizationCode');

  it('finds nothing that has expired', async () => {
    await store().upsert('code', { kind: 'AuthorizationCode' }, -1);
    expect(await store().find('code')).toBeUndefined();
  });

  it('finds by uid, shows what was consumed and revokes by grant', async () => {
    await store().upsert('code', { uid: 'u', grantId: 'g' }, 60);
    expect(await store().findByUid('u')).toMatchObject({ grantId: 'g' });
    await store().consume('code');
    expect(await store().find('code')).toMatchObject({ consumed: expect.any(Number) });
    await expect(store().consume('code')).rejects.toMatchObject({ error: 'invalid_grant' });
    await store().revokeByGrantId('g');
    expect(await store().find('code')).toBeUndefined();
  });
});
