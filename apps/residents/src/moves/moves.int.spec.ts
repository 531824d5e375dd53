import { randomUUID } from 'node:crypto';
import { aPermit, type RunningRegister } from '#libs/register-kit-testing';
import type { DisclosureAnswer } from '#libs/contracts';
import { eventually } from '#libs/test-kit';
import { aRegistration } from '../registration.builder.ts';
import { aHome, aPostalAddress, aTestIdnr } from '../resident.builder.ts';
import { caseOf, casesOf, inGoettingen, read, registered, TwoTowns } from '../testing/two-towns.ts';

const lock = { kind: 'INFORMATION', since: '2026-01-01', until: '2028-01-01' };

let towns: TwoTowns;

beforeAll(async () => {
  towns = await TwoTowns.start();
});
afterAll(() => towns.stop());

const statusOf = async (register: RunningRegister, idnr: string): Promise<string> => {
  const { body } = await register.disclose([
    aPermit({ subjectKind: 'idnr', subject: idnr, fields: ['address.place'] }),
  ]);
  return (body['answers'] as readonly DisclosureAnswer[])[0]!.status;
};

describe('a resident who moves to another municipality', () => {
  it('is closed at the former authority and answered for at the new one', async () => {
    const idnr = aTestIdnr();
    const { id: former } = await towns.registerInHannover(idnr);
    const { id: present } = await towns.moveToGoettingen(idnr);
    expect(await towns.closed(former)).toMatchObject({
      closedOn: '2026-02-01',
      movedTo: 'meldebehoerde-goettingen',
      addresses: [{ movedOutOn: '2026-02-01' }],
    });
    await towns.awaitsNothing(present);
    expect(await statusOf(towns.goettingen, idnr)).toBe('EVIDENCE');
    expect(await statusOf(towns.hannover, idnr)).toBe('NO_EVIDENCE');
    const { body: before } = await towns.hannover.get(`/v1/residents/${former}/history`);
    expect(before).toMatchObject([
      { type: 'resident.registered.v1' },
      {
        type: 'resident.moved-away.v1',
        officer: 'residents-register',
        ground: expect.stringContaining('§33'),
      },
    ]);
    const { body: after } = await towns.goettingen.get(`/v1/residents/${present}/history`);
    expect(after).toMatchObject([
      { type: 'resident.registered.v1' },
      { type: 'resident.feedback-received.v1', officer: 'hannover-register' },
    ]);
    expect(await casesOf(towns.hannover, former)).toEqual([]);
  });

  it('may come back', async () => {
    const idnr = aTestIdnr();
    const { id: former } = await towns.registerInHannover(idnr);
    const { id: present } = await towns.moveToGoettingen(idnr);
    await towns.closed(former);
    await towns.awaitsNothing(present);
    const back = await towns.hannover.post(`/v1/residents/${former}/acts/return`, {
      ground: 'BMG §17(1)',
      effectiveOn: '2026-06-01',
      expectedVersion: 2,
      address: aPostalAddress({ houseNumber: '9' }),
      formerHome: { ags: inGoettingen.ags },
    });
    expect(back.status).toBe(200);
    await eventually(
      'the record in Göttingen is closed, and Hannover waits no more',
      async () => [await read(towns.goettingen, present), await read(towns.hannover, former)],
      ([there, here]) => there?.['closedOn'] === '2026-06-01' && here?.['feedbackFrom'] === null,
    );
    expect(await statusOf(towns.hannover, idnr)).toBe('EVIDENCE');
  });

  it('is waited for while the other register is away, and no message is lost or taken twice', async () => {
    const idnr = aTestIdnr();
    const { id: former } = await towns.registerInHannover(idnr);
    const away = towns.processes.splice(1, 1);
    const { id: present } = await towns.moveToGoettingen(idnr);
    await towns.closed(former);
    expect(await read(towns.goettingen, present)).toMatchObject({ feedbackFrom: 'meldebehoerde-hannover' });
    expect(await statusOf(towns.goettingen, idnr)).toBe('NO_EVIDENCE');
    towns.processes.push(...away);
    expect(await towns.awaitsNothing(present)).toMatchObject({ version: 2 });
  });
});

describe('a process that keeps the residents of all others', () => {
  it('serves no authority whose residents another process keeps', async () => {
    const lost = towns.hannover.as('meldebehoerde-goettingen');
    expect((await lost.get('/v1/residents?limit=1')).body.code).toBe('authority-not-served');
    expect((await lost.post('/v1/residents', aRegistration())).body.code).toBe('authority-not-served');
    expect((await towns.goettingen.get('/v1/residents?limit=1')).status).toBe(200);
  });
});

describe('a resident under protection', () => {
  it('stays as if locked until officers of both authorities have decided, and the locks travel', async () => {
    const idnr = aTestIdnr();
    const { id: former } = await towns.registerInHannover(idnr, { locks: [lock] });
    const { id: present } = await towns.moveToGoettingen(idnr);
    const asked = await caseOf(towns.hannover, former, 'FORMER_RESIDENT');
    expect(asked).toMatchObject({
      state: 'OPEN',
      otherAuthority: 'meldebehoerde-goettingen',
      effectiveOn: '2026-02-01',
    });
    expect(await read(towns.hannover, former)).toMatchObject({ closedOn: null });
    const machine = await towns.hannover.machine('somebody');
    const decision = { ground: 'BMG §33(4)', outcome: 'MOVED_AWAY' };
    const closing = `/v1/cases/${asked.id}/close`;
    expect((await towns.hannover.post(closing, decision, machine)).body.code).toBe('person-required');
    expect((await towns.hannover.post(closing, { ...decision, outcome: 'RELEASED' })).status).toBe(400);
    expect((await towns.hannover.post(closing, decision)).status).toBe(200);
    expect(await towns.closed(former)).toMatchObject({ locks: [lock] });

    const decide = await caseOf(towns.goettingen, present, 'PROTECTED_FEEDBACK');
    expect(await read(towns.goettingen, present)).toMatchObject({
      locks: [lock],
      feedbackFrom: 'meldebehoerde-hannover',
    });
    const holding = { ground: 'BMG §51', outcome: 'LOCKS_HOLD' };
    expect((await towns.goettingen.post(`/v1/cases/${decide.id}/close`, holding)).status).toBe(200);
    expect(await read(towns.goettingen, present)).toMatchObject({ locks: [lock], feedbackFrom: null });
    expect(await statusOf(towns.goettingen, idnr)).toBe('NO_EVIDENCE');
  });

  it('stays where an officer decides so', async () => {
    const idnr = aTestIdnr();
    const { id } = await towns.registerInHannover(idnr, { locks: [lock] });
    await towns.moveToGoettingen(idnr);
    const { id: caseId } = await caseOf(towns.hannover, id, 'FORMER_RESIDENT');
    const stays = { ground: 'another person', outcome: 'STAYS' };
    expect((await towns.hannover.post(`/v1/cases/${caseId}/close`, stays)).body['state']).toBe('CLOSED');
    expect(await read(towns.hannover, id)).toMatchObject({ version: 1, closedOn: null });
  });
});

describe('a registration elsewhere', () => {
  it.each([
    ['names no former home', { formerHome: null }],
    ['holds from the day of the home here', { effectiveOn: '2019-08-01' }],
  ])('that %s is left to an officer', async (_story, overrides) => {
    const idnr = aTestIdnr();
    const { id } = await towns.registerInHannover(idnr);
    await towns.moveToGoettingen(idnr, overrides);
    await caseOf(towns.hannover, id, 'FORMER_RESIDENT');
    expect(await read(towns.hannover, id)).toMatchObject({ version: 1, closedOn: null });
  });

  it('that holds from before the home here closes nothing', async () => {
    const idnr = aTestIdnr();
    const { id: present } = await registered(towns.goettingen, {
      idnr,
      effectiveOn: '2019-08-01',
      addresses: [aHome(inGoettingen)],
    });
    const later = { effectiveOn: '2026-02-01', formerHome: { ags: inGoettingen.ags } };
    const { id: later1 } = await towns.registerInHannover(idnr, later);
    await eventually(
      'the earlier home is closed',
      () => read(towns.goettingen, present),
      ({ closedOn }) => closedOn !== null,
    );
    expect(await read(towns.hannover, later1)).toMatchObject({ closedOn: null });
    expect(await casesOf(towns.hannover, later1)).toEqual([]);
  });
});

describe('feedback', () => {
  const send = async (body: object, client = 'hannover-register') =>
    towns.goettingen.post(
      '/internal/v1/feedback',
      body,
      await towns.goettingen.machine(client, { scope: 'residents:feedback' }),
    );

  it('is taken from the register of the former authority only, for what is awaited only', async () => {
    const { id: recordId, eventId } = await towns.moveToGoettingen(aTestIdnr());
    const from = 'meldebehoerde-hannover';
    const to = 'meldebehoerde-goettingen';
    const message = { eventId, recordId, from, to, locks: [] };
    expect((await send(message, 'goettingen-register')).body.code).toBe('sender-unsuitable');
    expect((await send(message, 'somebody')).body.code).toBe('sender-unsuitable');
    for (const wrong of [
      { from: 'meldebehoerde-braunschweig' },
      { to: 'meldebehoerde-braunschweig' },
      { eventId: randomUUID() },
      { recordId: randomUUID() },
    ])
      expect([wrong, (await send({ ...message, ...wrong })).body.code]).toEqual([
        wrong,
        'feedback-not-awaited',
      ]);
    expect((await towns.goettingen.post('/internal/v1/feedback', message)).status).toBe(403);
    expect(await read(towns.goettingen, recordId)).toMatchObject({ feedbackFrom: from });
  });
});
