import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually } from '#libs/test-kit';
import { anEvent } from '../testing/cases-stand.ts';
import { answered, ReactingVehicles } from '../testing/reacting-vehicles.ts';
import { anOrganisationHolder, aPersonHolder } from '../vehicle.builder.ts';

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

const inboxRows = async (eventId: string): Promise<number> => {
  const { rows } = await database.query('select from inbox_event where event_id = $1', [eventId]);
  return rows.length;
};

describe('events of other registers', () => {
  it('of a move become a case with the offer that fits', async () => {
    const found = await office.movedCase();
    expect(found).toMatchObject({
      kind: 'HOLDER_ADDRESS_CHANGED',
      state: 'OPEN',
      enquiry: 'ANSWERED',
      offer: { steps: ['KEEP_PLATE', 'NEW_PLATE'] },
    });
    expect(office.gateway.asked).toMatchObject([{ fields: ['address.ags'], caseReference: found.id }]);
  });

  it('of a registration by who comes from another municipality become one case, asked after the feedback', async () => {
    const holder = aPersonHolder();
    const id = await office.registered(holder);
    const moved = office.ofResident('resident.registered.v1', holder.idnr!);
    const first = { ...moved, id: randomUUID() };
    const cameHere = { ...moved, data: { ...moved.data, changedFields: ['addresses', 'formerHome'] } };
    const closing = office.ofResident('resident.moved-away.v1', holder.idnr!);
    const after = office.ofResident('resident.name-changed.v1', holder.idnr!);
    await office.send(first, cameHere, closing, after);
    await office.caseOf(id, ({ kind }) => kind === 'HOLDER_NAME_CHANGED');
    const found = (await office.cases()).filter(({ vehicleId }) => vehicleId === id);
    expect(found.map(({ kind, enquiry }) => [kind, enquiry])).toEqual([
      ['HOLDER_ADDRESS_CHANGED', 'PENDING'],
      ['HOLDER_NAME_CHANGED', 'NONE'],
    ]);
    expect(await inboxRows(first.id)).toBe(0);
    const due = `select due_at - now() > interval '5 seconds' as later from case_enquiries where case_id = $1`;
    expect((await database.query(due, [found[0]?.id])).rows).toEqual([{ later: true }]);
  });

  it('of a death and a change of name become cases without a lookup, and the vehicle stays registered', async () => {
    const holder = aPersonHolder();
    const id = await office.registered(holder);
    await office.send(office.ofResident('resident.died.v1', holder.idnr!));
    expect(await office.caseOf(id)).toMatchObject({
      kind: 'HOLDER_DECEASED',
      enquiry: 'NONE',
      offer: { steps: ['TRANSFER', 'DEREGISTER'] },
    });
    expect((await office.register.get(`/v1/vehicles/${id}`)).body).toMatchObject({
      version: 1,
      deregisteredOn: null,
    });
    const other = aPersonHolder();
    const otherId = await office.registered(other);
    await office.send(office.ofResident('resident.name-changed.v1', other.idnr!));
    expect(await office.caseOf(otherId)).toMatchObject({ kind: 'HOLDER_NAME_CHANGED' });
    expect(office.gateway.asked).toEqual([]);
  });

  it('of a company become fleet cases', async () => {
    const id = await office.registered(anOrganisationHolder({ euid: 'DEP2305.HRB920001' }));
    const evidence = {
      euid: 'DEP2204.HRB920009',
      formerEuids: [{ euid: 'DEP2305.HRB920001' }],
      seat: { ags: null },
    };
    office.gateway.answer = { status: 200, body: { status: 'EVIDENCE', evidence } };
    const recordId = randomUUID();
    await office.sendOfCompany(anEvent('company.deleted.v1', 'company-subject', { recordId }));
    expect(await office.caseOf(id)).toMatchObject({ kind: 'HOLDER_ORGANISATION_GONE', enquiry: 'ANSWERED' });
    expect(office.gateway.asked).toMatchObject([{ subject: { record: recordId } }]);
  });

  it('about strangers leave no trace, not even in the inbox; about holders they are remembered', async () => {
    const holder = aPersonHolder();
    const id = await office.registered(holder);
    const stranger = office.ofResident('resident.moved.v1', aPersonHolder().idnr!);
    // The same partition key, so that the second is handled after the first.
    const known = { ...office.ofResident('resident.moved.v1', holder.idnr!) };
    await office.send(stranger);
    await office.send(known);
    await office.caseOf(id, answered);
    await eventually(
      'all positions are committed',
      lags,
      (all) => all.length > 0 && all.every((lag) => lag === 0),
    );
    expect([await inboxRows(stranger.id), await inboxRows(known.id)]).toEqual([0, 1]);
    const { rows } = await database.query<{ kept: string }>(
      `select count(*)::int as kept from cases where event_id = $1`,
      [stranger.id],
    );
    expect(rows).toEqual([{ kept: 0 }]);
  });

  const lags = async (): Promise<readonly number[]> => {
    const text = await (await fetch(`${office.register.systemUrl}/metrics`)).text();
    return [...text.matchAll(/^einmal_inbox_lag_events\{[^}]*\} (\S+)$/gm)].map(([, lag]) => Number(lag));
  };

  it('delivered again or replayed open nothing more', async () => {
    const holder = aPersonHolder();
    const id = await office.registered(holder);
    const event = office.ofResident('resident.moved.v1', holder.idnr!);
    await office.send(event, event);
    const found = await office.caseOf(id, answered);
    await office.replay(event, 'replay-1');
    await eventually(
      'the inbox remembers both',
      () => inboxRows(event.id),
      (rows) => rows === 2,
    );
    expect((await office.cases()).filter(({ vehicleId }) => vehicleId === id)).toHaveLength(1);
    const asked = office.gateway.asked.filter(({ caseReference }) => caseReference === found.id);
    expect(asked).toHaveLength(1);
  });

  it('wait for a gateway that is away, and for a token that was refused', async () => {
    office.gateway.answer = { status: 401, body: { code: 'token-invalid' } };
    const { tokens } = office.gateway;
    const holder = aPersonHolder();
    const id = await office.registered(holder);
    await office.send(office.ofResident('resident.moved.v1', holder.idnr!));
    await eventually('the gateway is asked', () => office.gateway.asked.length > 0);
    const pending = await office.caseOf(id);
    expect(pending).toMatchObject({ state: 'OPEN', enquiry: 'PENDING' });
    expect(pending).not.toHaveProperty('offer');
    const metrics = async () => (await fetch(`${office.register.systemUrl}/metrics`)).text();
    await eventually('the enquiry is counted', metrics, (text) =>
      /^einmal_vehicle_enquiries\{about="case"\} [1-9]/m.test(text),
    );
    office.gateway.tell({ ags: '03241001' });
    expect(await office.caseOf(id, answered)).toMatchObject({ offer: { steps: ['UPDATE_ADDRESS'] } });
    expect(office.gateway.tokens).toBeGreaterThan(tokens);
  });
});
