import { randomUUID } from 'node:crypto';
import { anAct, anOfficer } from '#libs/register-kit-testing';
import { whileHeld } from '#libs/test-kit';
import { namedInLookup } from '../cases/holder-entry.ts';
import { CasesStand } from '../testing/cases-stand.ts';
import { aPersonHolder, anOrganisationHolder } from '../vehicle.builder.ts';
import { transferTo } from '../vehicle.rules.ts';

const goettingen = '03159016';
const answer = (ags: string | null) => ({ address: { ags } });
let stand: CasesStand;

beforeAll(async () => {
  stand = await CasesStand.open(0);
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.gateway.asked.length = 0;
  stand.gateway.evidence = answer(goettingen);
});

const today = '2026-02-01';
const transfer = (id: string, holder = aPersonHolder()) =>
  stand.records.change(id, anAct({ effectiveOn: today }), transferTo(holder, null, today));

describe('an enquiry', () => {
  it.each([
    ['another office', goettingen, 'OTHER', 'ANSWERED'],
    ['the same office', '03241001', 'SAME', 'ANSWERED'],
    ['that of the county around the town', '03241011', 'OTHER', 'ANSWERED'],
    ['no office, as of a home abroad', null, 'UNKNOWN', 'ANSWERED'],
  ])('finds %s', async (_story, ags, office, enquiry) => {
    stand.gateway.evidence = answer(ags);
    const { claim, caseId } = await stand.claimed(aPersonHolder());
    await stand.caseEnquiries.answer(claim);
    expect(await stand.cases.find(caseId)).toMatchObject({ office, enquiry });
    const acts = await stand.cases.acts(caseId);
    expect(acts).toMatchObject([{ act: 'OPENED' }, { act: 'ENQUIRED', lookupId: expect.any(String) }]);
    expect(await stand.source.query('select from case_enquiries where case_id = $1', [caseId])).toEqual([]);
  });

  it('searches for the person by name and last address, for the municipality only, under the number of the case', async () => {
    const holder = aPersonHolder();
    const { claim, caseId } = await stand.claimed(holder);
    await stand.caseEnquiries.answer(claim);
    expect(stand.gateway.asked).toEqual([
      {
        evidenceType: 'residents.holder-address.v1',
        purpose: 'vehicle-holder-update',
        subject: { person: namedInLookup(holder) },
        fields: ['address.ags'],
        caseReference: caseId,
      },
    ]);
  });

  it('says neutrally that there is no evidence', async () => {
    stand.gateway.evidence = undefined;
    const { claim, caseId } = await stand.claimed(aPersonHolder());
    await stand.caseEnquiries.answer(claim);
    expect(await stand.cases.find(caseId)).toMatchObject({ enquiry: 'NO_EVIDENCE', office: 'UNKNOWN' });
  });

  it('is not made where the register cannot name the person', async () => {
    const { claim, caseId } = await stand.claimed(aPersonHolder({ familyName: '+' }));
    await stand.caseEnquiries.answer(claim);
    expect(await stand.cases.find(caseId)).toMatchObject({ enquiry: 'NONE', office: 'UNKNOWN' });
    expect(stand.gateway.asked).toEqual([]);
  });

  it('is not made about a former holder; the case closes itself unless an officer has it', async () => {
    const open = await stand.claimed(aPersonHolder());
    await transfer(open.vehicleId);
    await stand.caseEnquiries.answer(open.claim);
    const taken = await stand.claimed(aPersonHolder());
    await stand.cases.take(taken.caseId, anOfficer('officer-a'));
    await transfer(taken.vehicleId);
    await stand.caseEnquiries.answer(taken.claim);
    expect(stand.gateway.asked).toEqual([]);
    expect(await stand.cases.find(open.caseId)).toMatchObject({
      state: 'CLOSED',
      outcome: 'OBSOLETE',
      closedBy: null,
    });
    expect(await stand.cases.find(taken.caseId)).toMatchObject({ state: 'TAKEN', office: 'UNKNOWN' });
  });

  it('is due again when its process ends, and whoever was overtaken settles nothing', async () => {
    const { claim, caseId } = await stand.claimed(aPersonHolder());
    const again = (await stand.caseEnquiries.queue.claim(100)).find(({ id }) => id === caseId);
    expect(again).toEqual({ id: caseId, attempt: claim.attempt + 1 });
    await stand.caseEnquiries.answer(claim);
    expect(await stand.cases.find(caseId)).toMatchObject({ enquiry: 'PENDING' });
    await stand.caseEnquiries.answer(again!);
    await stand.caseEnquiries.answer(again!);
    const acts = (await stand.cases.acts(caseId)).map(({ act }) => act);
    expect(acts).toEqual(['OPENED', 'ENQUIRED']);
  });

  it('waits for whoever ends its case before it holds anything itself', async () => {
    const { claim, caseId } = await stand.claimed(aPersonHolder());
    const lock = { text: 'select from cases where id = $1 for update', values: [caseId] };
    await whileHeld(stand.database.adminUrl, lock, async ({ query, waitedFor, letGo }) => {
      const answered = stand.caseEnquiries.answer(claim);
      await waitedFor(1);
      await query('delete from case_enquiries where case_id = $1', [caseId]);
      await letGo();
      await answered;
    });
    expect(await stand.cases.acts(caseId)).toMatchObject([{ act: 'OPENED' }]);
  });

  it('waits for longer after a failure, and goes with its case', async () => {
    const { claim, caseId } = await stand.claimed(aPersonHolder());
    stand.gateway.evidence = 'register-unavailable';
    await expect(stand.caseEnquiries.answer(claim)).rejects.toMatchObject({ reason: 'register-unavailable' });
    const due = async () => {
      const sql = 'select due_at as at from case_enquiries where case_id = $1';
      const [row] = await stand.source.query<{ at: Date }[]>(sql, [caseId]);
      return row?.at.getTime();
    };
    const claimedUntil = (await due()) ?? 0;
    await stand.caseEnquiries.queue.postpone({ ...claim, attempt: claim.attempt + 1 });
    expect(await due()).toBe(claimedUntil);
    await stand.caseEnquiries.queue.postpone(claim);
    // 500 ms, of which chance takes a fifth at most.
    expect((await due()) ?? 0).toBeGreaterThanOrEqual(claimedUntil + 400);
    await stand.cases.close(caseId, anOfficer('officer-a'), 'NO_ACTION');
    expect(await due()).toBeUndefined();
  });

  it('leaves nothing of the person in cases and enquiries', async () => {
    const holder = aPersonHolder();
    const { claim } = await stand.claimed(holder);
    await stand.caseEnquiries.answer(claim);
    const kept = await stand.kept();
    for (const value of [holder.idnr, holder.familyName, holder.birthDate, goettingen]) {
      expect(kept).not.toContain(value);
    }
  });
});

describe('a company that moved its seat', () => {
  const evidence = (euid: string, former: readonly string[], ags = goettingen) => ({
    euid,
    formerEuids: former.map((each) => ({ euid: each })),
    seat: { ags },
  });
  const run = async (): Promise<void> => {
    for (const claim of await stand.fleets.queue.claim(100)) await stand.fleets.answer(claim);
  };

  it('leaves no trace while no company holds a vehicle', async () => {
    const fresh = await CasesStand.open(0);
    expect(await fresh.seatMoved(randomUUID())).toBe(false);
    expect(await fresh.kept()).toBe('[[],[],[],[]]');
    await fresh.close();
  });

  it('leads to a case for each vehicle registered under its EUID or a former one', async () => {
    const [now, former, foreign] = ['DEP2204.HRB910001', 'DEP2305.HRB910002', 'DEP2305.HRB910003'];
    const [current, old, other] = [
      await stand.register(anOrganisationHolder({ euid: now })),
      await stand.register(anOrganisationHolder({ euid: former })),
      await stand.register(anOrganisationHolder({ euid: foreign })),
    ];
    const company = randomUUID();
    stand.gateway.evidence = evidence(now, [former]);
    expect(await stand.seatMoved(company)).toBe(true);
    await run();
    expect(stand.gateway.asked).toMatchObject([
      { evidenceType: 'business.fleet-holder.v1', subject: { record: company } },
    ]);
    for (const id of [current, old]) {
      expect(await stand.ofVehicle(id)).toMatchObject({ kind: 'HOLDER_SEAT_MOVED', office: 'OTHER' });
    }
    expect(await stand.ofVehicle(other)).toBeNull();
    expect(await stand.count('fleet_enquiries')).toBe(0);
  });

  it('leaves nothing where it holds no vehicle here, or is unknown', async () => {
    await stand.register(anOrganisationHolder());
    const before = await stand.count('cases');
    for (const found of [evidence('DEP2204.HRB919999', []), undefined]) {
      stand.gateway.evidence = found;
      await stand.seatMoved(randomUUID());
      await run();
    }
    expect([await stand.count('cases'), await stand.count('fleet_enquiries')]).toEqual([before, 0]);
  });
});
