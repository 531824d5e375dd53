import { changeTopic } from '#libs/contracts';
import { GroupLag, kafkaClient } from '#libs/kafka';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import type { Receipt } from '../deploy/local/move-resident.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { actsForMila, mila, personOf } from './demo-family.ts';

type Town = 'residents' | 'residents-goettingen';
type Mover = 'anna' | 'bernd';

type Answered = Readonly<Record<'lookupId' | 'status', string>>;
type Disclosed = Readonly<Record<'lookupId' | 'outcome', string>>;

const newHome = {
  ags: '03159016',
  postcode: '37073',
  place: 'Göttingen',
  street: 'Musterwall',
  houseNumber: '21',
};
const act = { ground: 'a journey of the tests' };
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const FOLLOWERS = 'gateway.subscriptions';

describe('a move from Hannover to Göttingen, as the offices and the citizen see it', () => {
  let stack: IsolatedStack;
  const processes = new Map<Town, ManagedProcess>();
  const former = new Map<Mover, Receipt>();
  const feeds = new Map<Mover, string>();

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'residents-goettingen', 'gateway']);
    await Promise.all([
      ...(['residents', 'residents-goettingen'] as const).map(start),
      stack.startApp('identity'),
      stack.startApp('gateway'),
    ]);
    for (const mover of ['anna', 'bernd'] as const) {
      former.set(mover, await as('officer-residents').post<Receipt>('/v1/residents', personOf(mover)));
      feeds.set(mover, await followed(mover));
    }
    await as('officer-residents').post('/v1/residents', mila);
  });
  afterAll(() => stack?.stop());

  async function start(town: Town): Promise<void> {
    processes.set(town, await stack.startApp(town));
  }

  const as = (name: string) => stack.as(name);

  async function followed(mover: Mover): Promise<string> {
    const { feed } = await as('parking-hannover').post<{ feed: string }>('/v1/subscriptions', {
      purpose: 'resident-parking-permit',
      eventTypes: ['resident.moved.v1', 'resident.moved-away.v1'],
      lastDay: inAMonth,
      subjects: [{ idnr: demoCitizens[mover].idnr, reference: `BPA-${mover}` }],
    });
    return feed;
  }

  const told = async (mover: Mover): Promise<readonly object[]> =>
    (await as('parking-hannover').get<{ events: readonly object[] }>(feeds.get(mover)!)).events;

  /** The vehicle office asks for where a holder lives, by name and an address (BMG §38(1)). */
  function askedAt(mover: Mover, { ags, street, houseNumber }: typeof newHome): Promise<Answered> {
    const { familyName, givenNames } = personOf(mover);
    const person = { familyName, givenNames, municipality: ags, address: { street, houseNumber } };
    return as('vehicles-register').post('/v1/lookups', {
      evidenceType: 'residents.holder-address.v1',
      purpose: 'vehicle-holder-update',
      subject: { person },
    });
  }

  function registeredInGoettingen(mover: Mover): Promise<Receipt> {
    const { idnr, familyName, givenNames, birthDate, gender } = personOf(mover);
    return as('officer-residents-goettingen').post('/v1/residents', {
      ...act,
      ...{ idnr, familyName, givenNames, birthDate, gender },
      effectiveOn: '2026-03-01',
      addresses: [{ ...newHome, residenceType: 'SOLE', movedInOn: '2026-03-01' }],
      formerHome: { ags: '03241001' },
      minorChildren: personOf(mover).minorChildren ?? [],
    });
  }

  /** The gateway has read all that the registers have announced. */
  async function untilAllIsRead(): Promise<void> {
    const lag = new GroupLag(kafkaClient(stack.facts.kafkaAdmin, 'journey'), FOLLOWERS, [
      changeTopic('residents'),
    ]);
    await eventually(
      'the subscriptions have no event before them',
      async () => [...(await lag.read()).values()],
      ([behind]) => behind === 0,
    );
    await lag.close();
  }

  async function movesOn(mover: Mover, { id, version }: Receipt): Promise<void> {
    await as('officer-residents-goettingen').post(`/v1/residents/${id}/acts/move`, {
      ...act,
      effectiveOn: '2026-04-01',
      expectedVersion: version,
      address: { ...newHome, houseNumber: '22' },
    });
    await eventually(
      'evidence has the new house',
      () => askedAt(mover, { ...newHome, houseNumber: '22' }),
      ({ status }) => status === 'EVIDENCE',
    );
  }

  /** The end of every move, whatever was killed on the way. */
  async function ends(mover: Mover, present: Receipt): Promise<Answered> {
    const moved = await eventually(
      'evidence is of the new municipality',
      () => askedAt(mover, newHome),
      ({ status }) => status === 'EVIDENCE',
    );
    expect(moved).toMatchObject({
      registerAuthority: 'Stadt Göttingen, Meldebehörde',
      evidence: { address: { ags: newHome.ags, street: newHome.street } },
    });
    const types = await eventually(
      'the former record is closed',
      async () =>
        (
          await as('officer-residents').get<readonly { type: string }[]>(
            `/v1/residents/${former.get(mover)!.id}/history`,
          )
        ).map(({ type }) => type),
      (history) => history.length === 2,
    );
    expect(types).toEqual(['resident.registered.v1', 'resident.moved-away.v1']);
    expect((await askedAt(mover, personOf(mover).addresses[0] as typeof newHome)).status).toBe('NO_EVIDENCE');
    const { version } = await as('officer-residents-goettingen').get<Receipt>(`/v1/residents/${present.id}`);
    await movesOn(mover, { ...present, version });
    // Nothing is unread either while the event is still in the outbox of the register.
    await eventually('the feed tells of it', async () => (await told(mover)).length > 0);
    await untilAllIsRead();
    expect(await told(mover)).toEqual([
      expect.objectContaining({ type: 'resident.moved-away.v1', subject: `BPA-${mover}` }),
    ]);
    return moved;
  }

  const trailOf = async (mover: Mover): Promise<readonly Disclosed[]> =>
    (await as(mover).get<{ disclosures: readonly Disclosed[] }>('/v1/me/disclosures?limit=100')).disclosures;

  it('has the mother act for her daughter, and refuses a stranger without a reason', async () => {
    expect(await actsForMila(stack, 'anna')).toMatchObject({ acting: { as: 'PARENT' } });
    await expect(actsForMila(stack, 'bernd')).rejects.toThrow('representation-refused');
  });

  it('names the new municipality, ends the feed in the old one, and is in her data trail', async () => {
    const before = await askedAt('anna', personOf('anna').addresses[0] as typeof newHome);
    expect(before).toMatchObject({
      status: 'EVIDENCE',
      registerAuthority: 'Landeshauptstadt Hannover, Meldebehörde',
    });
    const asked = [before, await ends('anna', await registeredInGoettingen('anna'))];
    expect(await trailOf('anna')).toEqual(
      expect.arrayContaining(
        asked.map(({ lookupId }) => expect.objectContaining({ lookupId, outcome: 'DISCLOSED' })),
      ),
    );
  });

  it('has her act for the daughter who stayed, whose record another authority keeps', async () => {
    expect(await actsForMila(stack, 'anna')).toMatchObject({ acting: { as: 'PARENT' } });
  });

  it('shows her what the new municipality keeps, and what the former one told before she moved', async () => {
    const { idnr } = demoCitizens.anna;
    const own = await as('anna').post('/v1/me/data', { register: 'residents', subject: { idnr } });
    expect(own).toMatchObject({ status: 'EVIDENCE', evidence: { address: { ags: newHome.ags } } });
    const [first] = (await trailOf('anna')).filter(({ outcome }) => outcome === 'DISCLOSED').slice(-1);
    expect(await as('anna').post(`/v1/me/disclosures/${first!.lookupId}/content`, {})).toMatchObject({
      evidence: { address: { ags: '03241001' } },
    });
  });

  it('ends in the same way where both registers are killed on the way', async () => {
    await processes.get('residents')!.kill9();
    const present = await registeredInGoettingen('bernd');
    await processes.get('residents-goettingen')!.kill9();
    await start('residents');
    await start('residents-goettingen');
    await ends('bernd', present);
  });
});
