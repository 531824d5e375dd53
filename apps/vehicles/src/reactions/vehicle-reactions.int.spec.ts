import { anAct, anOfficer } from '#libs/register-kit-testing';
import { eventually, whileHeld } from '#libs/test-kit';
import { CasesStand } from '../testing/cases-stand.ts';
import { aPersonHolder } from '../vehicle.builder.ts';
import { deregister, transferTo } from '../vehicle.rules.ts';

let stand: CasesStand;

beforeAll(async () => {
  stand = await CasesStand.open(0);
});
afterAll(() => stand.close());

const today = '2026-02-01';
const transfer = (id: string, holder = aPersonHolder()) =>
  stand.records.change(id, anAct({ effectiveOn: today }), transferTo(holder, null, today));

describe('a holder who moved', () => {
  it('leads to a case for each vehicle held, and to none for others and deregistered ones', async () => {
    const holder = aPersonHolder();
    const held = [await stand.register(holder), await stand.register(holder)];
    const gone = await stand.register(holder);
    await stand.records.change(gone, anAct({ effectiveOn: today }), deregister(today));
    const other = await stand.register(aPersonHolder());
    expect(await stand.moved(stand.about(holder, 'resident.moved.v1'))).toBe(true);
    for (const id of held) {
      const found = await stand.ofVehicle(id);
      expect(found).toMatchObject({ kind: 'HOLDER_ADDRESS_CHANGED', state: 'OPEN', enquiry: 'PENDING' });
      expect(await stand.cases.acts(found!.id)).toMatchObject([{ act: 'OPENED', officer: null }]);
    }
    expect(await stand.ofVehicle(gone)).toBeNull();
    expect(await stand.ofVehicle(other)).toBeNull();
  });

  it('changes nothing about the vehicle, its history and its events', async () => {
    const holder = aPersonHolder();
    const id = await stand.register(holder);
    const before = [
      await stand.records.get(id),
      await stand.count('vehicle_history'),
      await stand.count('outbox'),
    ];
    await stand.moved(stand.about(holder, 'resident.moved.v1'));
    expect([
      await stand.records.get(id),
      await stand.count('vehicle_history'),
      await stand.count('outbox'),
    ]).toEqual(before);
  });

  it('leaves no trace where the person has no vehicle here', async () => {
    const before = await stand.kept();
    expect(await stand.moved(stand.about(aPersonHolder(), 'resident.moved.v1'))).toBe(false);
    expect(await stand.kept()).toBe(before);
  });

  it('is no news where the holder was entered after the move was recorded', async () => {
    const holder = aPersonHolder();
    const id = await stand.register(holder);
    const event = stand.about(holder, 'resident.moved.v1', '2026-01-01T00:00:00.000Z');
    expect(await stand.moved(event)).toBe(false);
    expect(await stand.ofVehicle(id)).toBeNull();
  });
});

describe('a holder who moves again', () => {
  const states = async (vehicleId: string): Promise<readonly string[]> => {
    const rows = await stand.rows<{ state: string }>(
      'select state from cases where vehicle_id = $1 order by reported_at',
      vehicleId,
    );
    return rows.map(({ state }) => state);
  };
  const first = '2990-01-01T00:00:00.000Z';

  it('has one case left, the newest, and nothing is asked for the others', async () => {
    const holder = aPersonHolder();
    const id = await stand.register(holder);
    await stand.moved(stand.about(holder, 'resident.moved.v1', first));
    const [older] = await stand.rows<{ id: string }>('select id from cases where vehicle_id = $1', id);
    await stand.moved(stand.about(holder, 'resident.moved.v1'));
    expect(await states(id)).toEqual(['CLOSED', 'OPEN']);
    expect(await stand.cases.acts(older!.id)).toMatchObject([
      { act: 'OPENED' },
      { act: 'CLOSED', officer: null },
    ]);
    const asked = 'select from case_enquiries join cases on id = case_id where vehicle_id = $1';
    expect(await stand.rows(asked, id)).toHaveLength(1);
  });

  it('keeps what an officer works on, and an older move that comes late opens nothing', async () => {
    const holder = aPersonHolder();
    const id = await stand.register(holder);
    await stand.moved(stand.about(holder, 'resident.moved.v1', first));
    const found = await stand.ofVehicle(id);
    await stand.cases.take(found!.id, anOfficer('officer-a'));
    await stand.moved(stand.about(holder, 'resident.moved.v1'));
    expect(await states(id)).toEqual(['TAKEN', 'OPEN']);
    const late = stand.about(holder, 'resident.moved.v1', '2989-01-01T00:00:00.000Z');
    expect(await stand.moved(late)).toBe(true);
    expect(await states(id)).toEqual(['TAKEN', 'OPEN']);
  });
});

describe('one event', () => {
  it('opens one case for a vehicle, delivered twice at once or again later', async () => {
    const holder = aPersonHolder();
    const id = await stand.register(holder);
    const event = stand.about(holder, 'resident.moved.v1');
    const [first, second] = [stand.source.createQueryRunner(), stand.source.createQueryRunner()];
    await first.startTransaction();
    await second.startTransaction();
    const open = (runner: typeof first) =>
      stand.reactions.toPerson('HOLDER_ADDRESS_CHANGED', event, runner.manager);
    await open(first);
    const waiting = open(second);
    await eventually(
      'the second waits',
      () => stand.lockWaits(),
      (sessions) => sessions === 1,
    );
    await first.commitTransaction();
    expect(await waiting).toBe(true);
    await second.commitTransaction();
    await Promise.all([first.release(), second.release()]);
    await stand.moved(event);
    expect(await stand.rows('select from cases where vehicle_id = $1', id)).toHaveLength(1);
  });
});

describe('a holder is recognised', () => {
  it('before and after the subject is filled in, and no longer after a transfer', async () => {
    const [former, next] = [aPersonHolder(), aPersonHolder()];
    const id = await stand.register(former);
    const holds = async (holder = former) => {
      const { subject } = stand.about(holder, 'resident.moved.v1');
      const found = await stand.source.transaction((manager) => stand.holders.vehiclesOf(manager, subject));
      return found.map(({ vehicleId }) => vehicleId);
    };
    expect(await holds()).toEqual([id]);
    while (await stand.holders.fill());
    expect(await stand.unfilled(id)).toBe(0);
    expect(await holds()).toEqual([id]);
    await transfer(id, next);
    expect([await holds(), await holds(next)]).toEqual([[], [id]]);
    await stand.holders.fill();
    expect([await holds(), await holds(next)]).toEqual([[], [id]]);
  });

  it('whatever else an act has locked: the filling passes by and takes it next time', async () => {
    const id = await stand.register(aPersonHolder());
    const lock = { text: 'select from vehicles where id = $1 for update', values: [id] };
    await whileHeld(stand.database.adminUrl, lock, async () => {
      while (await stand.holders.fill());
      expect(await stand.unfilled(id)).toBe(1);
    });
    await stand.holders.fill();
    expect(await stand.unfilled(id)).toBe(0);
  });
});
