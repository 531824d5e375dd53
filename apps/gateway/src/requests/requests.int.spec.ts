import type { Pool } from 'pg';
import { createPool } from '#libs/service-kit';
import { databaseConfig } from '#libs/test-kit';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, DemoGateway, demoPolicy, HOLDER, residence } from '../testing/demo-gateway.ts';
import { PreviewWay, type Shown } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

const { purpose, evidenceType, subject } = residence;
const address = 'residents.address.v1';
const NOBODY = '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f';

let gateway: DemoGateway;
let way: PreviewWay;
let owner: Pool;
let stranger: string;
let consentId: string;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  owner = createPool(databaseConfig(gateway.inner.database.migratorUrl), 'owner');
  way = await PreviewWay.of(gateway);
  stranger = await gateway.inner.citizen(HOLDER);
  consentId = await gateway.chosenId();
});
afterAll(async () => {
  await owner.end();
  await gateway.inner.stop();
});

const get = (path: string, token: string): Promise<Answer> => gateway.inner.call(token, 'GET', path);
const post = (path: string, token: string, body?: object): Promise<Answer> =>
  gateway.inner.call(token, 'POST', path, body);
const open = (change: object = {}): Promise<Answer> =>
  post('/v1/requests', gateway.parking, {
    purpose,
    person: { idnr: ANNA },
    items: [{ evidenceType }],
    caseReference: 'BPA-2026-000123',
    ...change,
  });
const opened = async (change: object = {}): Promise<string> => (await open(change)).body['id'] as string;
const stateOf = async (id: string) => (await get(`/v1/requests/${id}`, gateway.parking)).body;
const preview = (request: string, change: object = {}): Promise<Answer> =>
  way.preview([{ evidenceType, subject, consentId }], { request, ...change });
const shown = async (request: string): Promise<Shown> =>
  ((await preview(request)).body['previews'] as Shown[])[0]!;
const expire = (id: string): Promise<unknown> =>
  owner.query('update evidence_request set expires_at = clock_timestamp() where id = $1', [id]);

describe('a request', () => {
  it('shows the person what would be fetched, from where and on what ground, in words of the gateway', async () => {
    const id = await opened();
    const { sha256 } = (await gateway.notice()).body;
    const mine = (await get('/v1/me/requests?limit=1', gateway.anna)).body['requests'] as object[];
    expect(mine[0]).toMatchObject({
      id,
      authority: { id: 'strassenverkehr-hannover' },
      purpose,
      requestersWords: { caseReference: 'BPA-2026-000123' },
      items: [{ evidenceType, register: 'residents', kind: 'CHOICE', noticeSha256: sha256, state: 'OPEN' }],
    });
    expect(mine[0]).toMatchObject({ items: [{ registerTitle: { en: 'residents register' } }] });
    expect((await get(`/v1/me/requests/${id}`, gateway.anna)).body).toEqual(mine[0]);
  });

  it('exists for nobody else, and its id opens nothing', async () => {
    const id = await opened();
    expect((await get('/v1/me/requests', stranger)).body['requests']).toEqual([]);
    const answers = [
      await get(`/v1/me/requests/${id}`, stranger),
      await post(`/v1/me/requests/${id}/decline`, stranger, {}),
      await get(`/v1/requests/${id}`, gateway.housing),
      await get(`/v1/requests/${NOBODY}`, gateway.parking),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, 'request-unknown']),
    );
    expect((await preview(NOBODY)).body.code).toBe('request-unknown');
  });

  it('tells the authority nothing of the person before a use, also of one whom nobody knows', async () => {
    const [known, unknown] = [await open(), await open({ person: { idnr: '05102937460' } })];
    const plain = ({ status, body: { id: _, expiresAt: _until, ...rest } }: Answer) => ({ status, rest });
    expect(plain(known)).toEqual(plain(unknown));
    const id = known.body['id'] as string;
    await shown(id);
    expect(await stateOf(id)).toMatchObject({ state: 'OPEN', items: [{ evidenceType, state: 'OPEN' }] });
  });

  it('hands what was used to the authority that asked, once', async () => {
    const id = await opened();
    const first = await shown(id);
    const other = await shown(id);
    await way.use(first);
    const { state, items } = await stateOf(id);
    const [item] = items as { state: string; release: string }[];
    expect([state, item!.state]).toEqual(['USED', 'USED']);
    const { releaseId } = await way.open(item!.release);
    expect((await way.take(releaseId as string)).body.status).toBe('EVIDENCE');
    expect((await stateOf(id))['items']).toEqual([{ evidenceType, state: 'USED' }]);
    expect((await way.use(other)).body.code).toBe('preview-decided');
    expect((await preview(id)).body.code).toBe('request-decided');
  });

  it('is declined with the preview, or unseen, one by one or as a whole', async () => {
    const looked = await opened();
    await way.decline(await shown(looked));
    expect(await stateOf(looked)).toMatchObject({ state: 'DECLINED' });
    const two = await opened({ items: [{ evidenceType }, { evidenceType: address }] });
    const decline = (body: object) => post(`/v1/me/requests/${two}/decline`, gateway.anna, body);
    expect((await decline({ evidenceType: address })).body['items']).toMatchObject([
      { state: 'OPEN' },
      { state: 'DECLINED' },
    ]);
    expect((await decline({ evidenceType: address })).body.code).toBe('request-decided');
    expect(await stateOf(two)).toMatchObject({ state: 'OPEN' });
    await decline({});
    expect(await stateOf(two)).toMatchObject({ state: 'DECLINED' });
    expect((await decline({})).body.code).toBe('request-decided');
    const used = await opened();
    await way.use(await shown(used));
    const { rows } = await gateway.inner.pool.query(
      'select distinct request, decided_by from evidence_request_item where request = any($1)',
      [[looked, two, used]],
    );
    const by = gateway.inner.citizenSub(ANNA);
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => row.decided_by)).toEqual([by, by, by]);
  });

  it('is decided once, however many previews of it are decided on at once', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await opened();
      const [one, two, three] = [await shown(id), await shown(id), await shown(id)];
      const answers = await Promise.all([way.use(one), way.use(two), way.decline(three)]);
      const used = answers.slice(0, 2).filter(({ status }) => status === 200);
      const { state } = await stateOf(id);
      expect([used.length, state]).toEqual(state === 'USED' ? [1, 'USED'] : [0, 'DECLINED']);
    }
  });

  it('ends after its time', async () => {
    const id = await opened();
    await expire(id);
    expect(await stateOf(id)).toMatchObject({ state: 'EXPIRED', items: [{ state: 'EXPIRED' }] });
    expect((await preview(id)).body.code).toBe('request-expired');
    expect((await post(`/v1/me/requests/${id}/decline`, gateway.anna, {})).body.code).toBe('request-expired');
  });

  it('ends with its previews, so that none is used after it expired', async () => {
    const id = await opened();
    const at = new Date(Date.now() + 60_000).toISOString();
    await owner.query('update evidence_request set expires_at = $2 where id = $1', [id, at]);
    expect(await shown(id)).toMatchObject({ expiresAt: at });
  });

  it.each<[string, object, string]>([
    ['a type asked for twice', { items: [{ evidenceType }, { evidenceType }] }, 'request-invalid'],
    ['no item', { items: [] }, 'request-invalid'],
    ['a type without a grant', { items: [{ evidenceType: 'residents.identity.v1' }] }, 'grant-missing'],
    ['a field too many', { items: [{ evidenceType: address, fields: ['familyName'] }] }, 'field-not-granted'],
    ['an unknown purpose', { purpose: 'fun' }, 'purpose-unknown'],
    ['a number that is none', { person: { idnr: '123' } }, 'identifier-malformed'],
  ])('is not opened with %s', async (_story, change, code) => {
    const { body } = await open(change);
    expect([body.code, (body['errors'] as { code: string }[] | undefined)?.[0]?.code]).toContain(code);
  });

  it('is answered for its own authority and purpose, and by no more than was asked', async () => {
    const id = await opened({ items: [{ evidenceType: address, fields: ['address.street'] }] });
    const asked = (change: object, items: readonly object[]) =>
      way.preview(items, { request: id, ...change });
    const item = { evidenceType: address, subject, consentId };
    const pointers = [
      await asked({ authority: 'wohngeld-goettingen' }, [item]),
      await asked({ purpose: 'housing-benefit' }, [item]),
      await asked({}, [{ ...item, fields: ['address.street', 'address.place'] }]),
    ].map(({ body }) => (body['errors'] as readonly { pointer: string }[] | undefined)?.[0]?.pointer);
    expect(pointers).toEqual(['/authority', '/purpose', '/items/0/fields']);
    const { body } = await gateway.choose({ evidenceType: address });
    const answer = await asked({}, [{ ...item, consentId: body['id'] }]);
    expect(answer.body['previews']).toMatchObject([{ evidence: { address: expect.any(Object) as object } }]);
    expect(gateway.inner.registers.residents.permits.at(-1)!.fields).toEqual(['address.street']);
  });

  it('names no ground where the grant is over', async () => {
    const id = await opened();
    const grants = demoPolicy.grants.map((each) =>
      each.evidenceType === evidenceType ? { ...each, lastDay: '2026-01-02' } : each,
    );
    await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, grants });
    const { body } = await get(`/v1/me/requests/${id}`, gateway.anna);
    expect(body['items']).toEqual([expect.not.objectContaining({ kind: expect.anything() as unknown })]);
  });
});
