import { today } from '#libs/authorities';
import { dayAfter } from '#libs/test-kit';
import { waiting } from '../testing/handing-in.ts';
import { type Answer, testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

const VEHICLES = 'vehicles.parking-permit.v1';
let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
});
afterAll(() => on.stop());

const onPaper = () => waiting(on, 'H-1', [{ evidenceType: VEHICLES, way: 'BRING_PAPER' }]);
const versionOf = ({ body }: Answer): number => body['version'] as number;
const take = async (id: string): Promise<number> =>
  versionOf(await on.petra('POST', `/v1/submissions/${id}/take`));
const see = (id: string, expectedVersion: number, given: object = {}, clerk = on.petra) =>
  clerk('POST', `/v1/submissions/${id}/papers`, {
    expectedVersion,
    evidenceType: VEHICLES,
    paper: 'Fahrzeugschein',
    seenOn: '2026-11-30',
    ...given,
  });
const decide = (id: string, expectedVersion: number, given: object = {}) =>
  on.petra('POST', `/v1/submissions/${id}/decision`, {
    expectedVersion,
    outcome: 'GRANTED',
    reason: 'Alles liegt vor.',
    ...given,
  });
const paperOf = ({ body }: Answer, member: 'evidence' | 'sources', evidenceType = VEHICLES) =>
  (body[member] as readonly { evidenceType: string; paper?: object; papers?: object[] }[]).find(
    (each) => each.evidenceType === evidenceType,
  );

describe('a paper', () => {
  it('is open until a clerk notes it, with who and when; the citizen sees that', async () => {
    const id = await onPaper();
    const mine = () => on.anna('GET', `/v1/me/submissions/${id}`);
    expect(paperOf(await mine(), 'sources')).toMatchObject({ paper: { state: 'OPEN' } });
    const version = await take(id);
    const seen = await see(id, version);
    expect(paperOf(seen, 'evidence')).toMatchObject({
      paper: { state: 'SEEN', seenOn: '2026-11-30' },
      papers: [
        { paper: 'Fahrzeugschein', seenOn: '2026-11-30', seenBy: 'p_petra', notedAt: expect.any(String) },
      ],
    });
    expect(paperOf(await mine(), 'sources')).toEqual({
      evidenceType: VEHICLES,
      state: 'NOT_RELEASED',
      way: 'BRING_PAPER',
      paper: { state: 'SEEN', seenOn: '2026-11-30' },
    });
    const { rows } = await (
      await on.admin()
    ).query('select iss, clerk, client from submission_paper where submission = $1', [id]);
    expect(rows).toEqual([{ iss: on.issuer.url, clerk: 'p_petra', client: 'desk-procedures' }]);
    expect(await on.dumped()).not.toContain('Fahrzeugschein');
  });

  it('is noted once however often it is sent, and another one stands beside it', async () => {
    const id = await onPaper();
    const version = await take(id);
    const seen = await see(id, version);
    expect((await see(id, version)).body).toEqual(seen.body);
    expect((await see(id, version, { paper: 'Kaufvertrag' })).body.code).toBe('submission-changed-meanwhile');
    const both = await see(id, versionOf(seen), { paper: 'Kaufvertrag' });
    expect(paperOf(both, 'evidence')?.papers).toMatchObject([
      { paper: 'Fahrzeugschein' },
      { paper: 'Kaufvertrag' },
    ]);
  });

  it('is noted by who has taken the application, of evidence that it asks for, on a day that has come', async () => {
    const id = await onPaper();
    expect((await see(id, 1)).body.code).toBe('submission-not-taken');
    const version = await take(id);
    expect((await see(id, version, {}, on.pavel)).body.code).toBe('submission-taken');
    const tomorrow = dayAfter(today());
    for (const [member, value] of [
      ['seenOn', tomorrow],
      ['seenOn', '2026-02-30'],
      ['evidenceType', 'business.trade-notice.v1'],
      ['paper', ''],
    ] as const) {
      const refused = await see(id, version, { [member]: value });
      expect(refused.body.errors).toMatchObject([{ pointer: `/${member}` }]);
    }
  });

  it('keeps a decision waiting, unless a reason is given why not', async () => {
    const id = await onPaper();
    const version = await take(id);
    expect((await decide(id, version)).body.code).toBe('submission-paper-open');
    const withoutPaper = 'Es kam nach der Rückfrage nicht.';
    const decided = await decide(id, version, { withoutPaper });
    expect(decided.body).toMatchObject({ state: 'DECIDED', withoutPaper });
    expect((await decide(id, version, { withoutPaper })).body).toEqual(decided.body);
    expect((await decide(id, version, { withoutPaper: 'Anders.' })).body.code).toBe('submission-decided');
    expect((await see(id, versionOf(decided))).body.code).toBe('submission-decided');
    expect((await on.anna('GET', `/v1/me/submissions/${id}`)).body).not.toHaveProperty('withoutPaper');
  });

  it('that was seen keeps nothing waiting, and nobody decides without what is there', async () => {
    const id = await onPaper();
    const version = versionOf(await see(id, await take(id)));
    const refused = await decide(id, version, { withoutPaper: 'Nicht nötig.' });
    expect(refused.body.errors).toMatchObject([{ pointer: '/withoutPaper' }]);
    expect((await decide(id, version)).body['state']).toBe('DECIDED');
  });

  it('is wanted, too, where the register had nothing, and not where data were typed', async () => {
    const typed = [{ evidenceType: VEHICLES, way: 'ENTER_IT' }];
    const read = await on.petra('GET', `/v1/submissions/${await waiting(on, 'H-1', typed, {})}`);
    expect(paperOf(read, 'evidence')).not.toHaveProperty('paper');
    expect(paperOf(read, 'evidence', 'residents.parking-permit.v1')?.paper).toEqual({ state: 'OPEN' });
  });
});
