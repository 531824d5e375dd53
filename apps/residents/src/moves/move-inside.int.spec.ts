import type { RunningRegister } from '#libs/register-kit-testing';
import { eventually } from '#libs/test-kit';
import { aHome, aPostalAddress, aTestIdnr } from '../resident.builder.ts';
import { caseOf, casesOf, inGoettingen, read, registered, TwoTowns } from '../testing/two-towns.ts';

let towns: TwoTowns;

beforeAll(async () => {
  towns = await TwoTowns.start();
});
afterAll(() => towns.stop());

it('leaves a move from before one inside the former municipality to an officer, and nobody with two homes', async () => {
  const idnr = aTestIdnr();
  const { id: former } = await towns.registerInHannover(idnr);
  const act = { ground: 'BMG §17(1)', effectiveOn: '2026-02-05', expectedVersion: 1 };
  const address = aPostalAddress({ houseNumber: '9' });
  const moved = await towns.hannover.post(`/v1/residents/${former}/acts/move`, { ...act, address });
  expect(moved.status).toBe(200);
  const { id: present } = await towns.moveToGoettingen(idnr);
  const asked = await caseOf(towns.hannover, former, 'FORMER_RESIDENT');
  const decision = { ground: 'BMG §33(1)', outcome: 'MOVED_AWAY' };
  expect((await towns.hannover.post(`/v1/cases/${asked.id}/close`, decision)).status).toBe(200);
  expect(await towns.closed(former)).toMatchObject({ closedOn: '2026-02-05' });
  expect(await towns.awaitsNothing(present)).toMatchObject({ version: 2 });
});

describe('a resident who moves on to a third municipality before the first feedback', () => {
  const lock = { kind: 'INFORMATION', since: '2026-01-01', until: '2028-01-01' };
  const movedAway = { ground: 'BMG §33(1)', outcome: 'MOVED_AWAY' };
  const close = async (register: RunningRegister, id: string, decision: object) => {
    const { status, body } = await register.post(`/v1/cases/${id}/close`, decision);
    return [status, body.code];
  };
  const done = [200, undefined];
  const braunschweig = (): RunningRegister => towns.hannover.as('meldebehoerde-braunschweig');
  const moveOn = (idnr: string) =>
    registered(braunschweig(), {
      ...{ idnr, effectiveOn: '2026-03-01', formerHome: { ags: inGoettingen.ags } },
      addresses: [aHome({ ags: '03101000', postcode: '38100', place: 'Braunschweig' })],
    });

  it('waits there until the one in the middle has heard from the first', async () => {
    const idnr = aTestIdnr();
    await towns.registerInHannover(idnr);
    const away = towns.processes.splice(1, 1);
    const { id: middle } = await towns.moveToGoettingen(idnr);
    const { id: last } = await moveOn(idnr);
    const { id: asked } = await caseOf(towns.goettingen, middle, 'FORMER_RESIDENT');
    expect(await close(towns.goettingen, asked, movedAway)).toEqual([409, 'feedback-awaited']);
    expect(await read(braunschweig(), last)).toMatchObject({ feedbackFrom: 'meldebehoerde-goettingen' });
    towns.processes.push(...away);
    await towns.awaitsNothing(middle);
    expect(await close(towns.goettingen, asked, movedAway)).toEqual(done);
    await eventually(
      'the last one waits no more',
      () => read(braunschweig(), last),
      ({ feedbackFrom }) => feedbackFrom === null,
    );
  });

  it('takes the locks along, in whatever order officers of the first one decide', async () => {
    const idnr = aTestIdnr();
    const { id: first } = await towns.registerInHannover(idnr, { locks: [lock] });
    const { id: middle } = await towns.moveToGoettingen(idnr);
    const { id: toMiddle } = await caseOf(towns.hannover, first, 'FORMER_RESIDENT');
    const { id: last } = await moveOn(idnr);
    const isOther = ({ id }: { readonly id: string }): boolean => id !== toMiddle;
    const [toLast] = await eventually(
      'the second case',
      async () => (await casesOf(towns.hannover, first)).filter(isOther),
      ({ length }) => length > 0,
    );
    expect(await close(towns.hannover, toLast!.id, movedAway)).toEqual(done);
    expect(await close(towns.hannover, toMiddle, movedAway)).toEqual(done);

    const { id: decide } = await caseOf(towns.goettingen, middle, 'PROTECTED_FEEDBACK');
    const { id: asked } = await caseOf(towns.goettingen, middle, 'FORMER_RESIDENT');
    expect(await close(towns.goettingen, decide, { ground: 'BMG §51', outcome: 'LOCKS_HOLD' })).toEqual(done);
    expect(await close(towns.goettingen, asked, movedAway)).toEqual(done);
    const { otherAuthority } = await caseOf(braunschweig(), last, 'PROTECTED_FEEDBACK');
    expect(otherAuthority).toBe('meldebehoerde-goettingen');
    expect(await read(braunschweig(), last)).toMatchObject({ locks: [lock] });
  });
});
