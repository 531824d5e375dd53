import { aPostalAddress, aTestIdnr } from '../resident.builder.ts';
import { caseOf, TwoTowns } from '../testing/two-towns.ts';

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
