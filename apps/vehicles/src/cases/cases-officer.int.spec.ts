import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { CaseDto } from './case.dto.ts';
import { ReactingVehicles } from '../testing/reacting-vehicles.ts';

let office: ReactingVehicles;
let database: pg.Pool;

beforeAll(async () => {
  office = await ReactingVehicles.start();
  database = new pg.Pool({ connectionString: office.register.database.adminUrl });
});
afterAll(async () => {
  await database.end();
  await office.stop();
});
beforeEach(() => {
  office.gateway.tell({ ags: '03159016' });
  office.gateway.asked.length = 0;
});

describe('an officer', () => {
  it('takes a case, sees the new address, closes the case, and all of it is on file', async () => {
    const { id } = await office.movedCase();
    expect((await office.post(`/v1/cases/${id}/take`)).body).toMatchObject({ state: 'TAKEN' });
    const address = { ags: '03159016', street: 'Probegasse', houseNumber: '7' };
    office.gateway.tell(address);
    const shown = await office.post(`/v1/cases/${id}/address`);
    expect(shown).toMatchObject({ status: 200, body: { status: 'EVIDENCE', address } });
    const closed = await office.post(`/v1/cases/${id}/close`, { outcome: 'PLATE_KEPT' });
    expect(closed.body).toMatchObject({ state: 'CLOSED', outcome: 'PLATE_KEPT' });
    const acts = (await office.register.get(`/v1/cases/${id}`)).body['acts'];
    expect(acts).toMatchObject([
      { act: 'OPENED' },
      { act: 'ENQUIRED' },
      {
        act: 'TAKEN',
        officer: 'officer-of-the-contract',
        issuer: office.register.issuerUrl,
        client: 'desk-of-the-contract',
      },
      { act: 'ADDRESS_SHOWN', officer: 'officer-of-the-contract', lookupId: shown.body['lookupId'] },
      { act: 'CLOSED', officer: 'officer-of-the-contract' },
    ]);
    const kept = await database.query<{ row: string }>('select cases::text as row from cases where id = $1', [
      id,
    ]);
    expect(kept.rows[0]?.row).not.toContain('Probegasse');
  });

  it('of another office finds no case, and changes none', async () => {
    const { id } = await office.movedCase();
    const wrong = office.register.as('zulassung-stadt-goettingen');
    expect((await wrong.get('/v1/cases?limit=100')).body['cases']).toEqual([]);
    const answers = [
      await wrong.get(`/v1/cases/${id}`),
      await wrong.post(`/v1/cases/${id}/take`, {}),
      await wrong.post(`/v1/cases/${id}/address`, {}),
      await wrong.post(`/v1/cases/${id}/close`, { outcome: 'NO_ACTION' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, 'case-unknown']),
    );
    expect((await office.register.get(`/v1/cases/${id}`)).body).toMatchObject({ state: 'OPEN' });
  });

  it('gets no address where there is no evidence, and is not told why', async () => {
    office.gateway.answer = { status: 200, body: { status: 'NO_EVIDENCE' } };
    const found = await office.movedCase();
    expect(found).toMatchObject({ enquiry: 'NO_EVIDENCE', offer: { steps: ['ASK_HOLDER'] } });
    const { body } = await office.post(`/v1/cases/${found.id}/address`);
    expect(body).toEqual({ status: 'NO_EVIDENCE', lookupId: expect.any(String) });
  });

  it('is refused what another has taken, what is closed, and what does not suit', async () => {
    const { id } = await office.movedCase();
    const refused = async (path: string, body: object, officer?: string) =>
      (await office.post(`/v1/cases/${path}`, body, officer)).body.code;
    await office.post(`/v1/cases/${id}/take`, {}, 'officer-a');
    expect(await refused(`${id}/take`, {}, 'officer-b')).toBe('case-taken');
    expect(await refused(`${id}/close`, { outcome: 'NO_ACTION' }, 'officer-b')).toBe('case-taken');
    expect(await refused(`${id}/address`, {}, 'officer-b')).toBe('case-taken');
    expect(await refused(`${id}/close`, { outcome: 'NAME_UPDATED' }, 'officer-a')).toBe('request-invalid');
    expect(await refused(`${id}/close`, { outcome: 'OBSOLETE' }, 'officer-a')).toBe('request-invalid');
    await office.post(`/v1/cases/${id}/close`, { outcome: 'NO_ACTION' }, 'officer-a');
    expect(await refused(`${id}/take`, {}, 'officer-a')).toBe('case-closed');
    expect(await refused(`${id}/close`, { outcome: 'PLATE_KEPT' }, 'officer-a')).toBe('case-closed');
    expect(await refused(`${randomUUID()}/take`, {})).toBe('case-unknown');
    expect(await refused('nothing/take', {})).toBe('case-unknown');
    const stranger = await office.register.authorization('lookup');
    expect((await office.register.post(`/v1/cases/${id}/take`, {}, stranger)).status).toBe(403);
  });

  it('is a person, the same one at any client, and no machine', async () => {
    const { id } = await office.movedCase();
    const machine = await office.register.machine('officer-a');
    const asMachine = async (step: string, body = {}) =>
      (await office.register.post(`/v1/cases/${id}/${step}`, body, machine)).body.code;
    const refused = ['person-required', 'person-required', 'person-required'];
    const all = () =>
      Promise.all([asMachine('take'), asMachine('address'), asMachine('close', { outcome: 'NO_ACTION' })]);
    expect(await all()).toEqual(refused);
    const take = (officer: string, desk: string) =>
      office.post(`/v1/cases/${id}/take`, {}, officer, desk).then(({ status, body }) => body.code ?? status);
    expect(await take('officer-a', 'desk-1')).toBe(200);
    expect(await all()).toEqual(refused);
    expect(await take('officer-b', 'desk-1')).toBe('case-taken');
    expect(await take('officer-a', 'desk-2')).toBe(200);
    const close = (officer: string, desk: string) =>
      office.post(`/v1/cases/${id}/close`, { outcome: 'NO_ACTION' }, officer, desk);
    expect((await close('officer-b', 'desk-1')).body.code).toBe('case-taken');
    expect((await close('officer-a', 'desk-2')).body).toMatchObject({
      state: 'CLOSED',
      takenBy: 'officer-a',
      acts: expect.arrayContaining([
        expect.objectContaining({ act: 'TAKEN', client: 'desk-1' }),
        expect.objectContaining({ act: 'CLOSED', client: 'desk-2' }),
      ]),
    });
    expect((await close('officer-b', 'desk-2')).body.code).toBe('case-closed');
  });

  it('lists cases by state and kind, page by page', async () => {
    const { id } = await office.movedCase();
    await office.post(`/v1/cases/${id}/take`, {}, 'officer-a');
    const taken = await office.cases('&state=TAKEN&kind=HOLDER_ADDRESS_CHANGED');
    expect(taken.map((each) => each.id)).toContain(id);
    expect(new Set(taken.map((each) => `${each.state} ${each.kind}`))).toEqual(
      new Set(['TAKEN HOLDER_ADDRESS_CHANGED']),
    );
    const all = (await office.cases()).map((each) => each.id);
    const paged: string[] = [];
    for (let after = ''; ;) {
      const { body } = await office.register.get(`/v1/cases?limit=2${after}`);
      paged.push(...(body['cases'] as CaseDto[]).map((each) => each.id));
      if (body['next'] === undefined) break;
      after = `&after=${body['next'] as string}`;
    }
    expect(paged).toEqual(all);
    expect((await office.register.get('/v1/cases?state=NEW')).status).toBe(400);
  });
});
