import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#libs/service-kit';
import {
  calls,
  databaseConfig,
  describePlans,
  PLANS_MS,
  QueryPlans,
  type TestDatabase,
  testDatabase,
} from '#libs/test-kit';
import { KeptPseudonyms } from './kept-pseudonyms.store.ts';
import { migrations } from './migrations.ts';
import { OidcModelStore } from './oidc-model-store.ts';
import { ReplayStore } from './replay-store.ts';

const ROWS = 100_000;
/** What a token request tidies away; an authorization has a handful of rows. */
const PORTION = 1_000;
const A_FEW = 10;

const fill = `
  insert into oidc_model (model, id, payload, grant_id, uid, expires_at)
  select 'Session', n, '{}', 'g-' || n, 'u-' || n, now() + case when n <= 2000 then interval '-1 s' else interval '1 h' end
  from generate_series(1, ${ROWS}) n;
  insert into kept_pseudonym (account, acr, pseudonym, used_at)
  select n, 'high', n, now() - case when n <= 2000 then interval '4 years' else interval '1 day' end
  from generate_series(1, ${ROWS}) n`;

describe('the statements of identity', () => {
  let database: TestDatabase;
  let pool: Pool;
  let plans: QueryPlans;

  beforeAll(async () => {
    database = await testDatabase({ app: 'identity', migrations });
    pool = createPool(databaseConfig(database.appUrl), 'identity');
    plans = await QueryPlans.watch(database, 'identity', fill);
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await pool.end();
    await database.drop();
  });

  const works = () => {
    const store = new OidcModelStore(pool, 'Session');
    const done = async (work: Promise<unknown>): Promise<number> => (await work, 200);
    const found = async (row: Promise<unknown>): Promise<number> => ((await row) === undefined ? 404 : 200);
    const made = async (): Promise<string> => {
      const id = randomUUID();
      await store.upsert(id, { grantId: id, uid: id }, 60);
      return id;
    };
    return [
      ...calls(A_FEW, {
        'a row': () => done(made()),
        'a row by its id': () => found(store.find('5000')),
        'a pseudonym that was kept': () => found(new KeptPseudonyms(pool).of('5000', 'low')),
        'a row by its uid': () => found(store.findByUid('u-5000')),
        'a row that is used up': async () => done(store.consume(await made())),
        'a row that ends': async () => done(store.destroy(await made())),
        'a grant that ends': async () => done(store.revokeByGrantId(await made())),
      }),
      // A store of its own each time, as one tidies now and then only.
      ...calls(PORTION, {
        'a pseudonym to keep': () =>
          done(new KeptPseudonyms(pool).keep('5000', { acr: 'high', pseudonym: 'p' })),
        'a proof': () => done(new ReplayStore(pool).upsert(randomUUID(), { iss: 'a' }, 60)),
      }),
    ];
  };

  describePlans(() => plans, works);
});
