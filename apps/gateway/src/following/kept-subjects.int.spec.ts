import { randomUUID } from 'node:crypto';
import type { ChangeEvent } from '#libs/contracts';
import { InboxContext } from '#libs/inbox';
import { RoutingController } from '../routing/routing.controller.ts';
import { DemoGateway } from '../testing/demo-gateway.ts';
import { anna, ben, Follower } from '../testing/follower.ts';

let follower: Follower;
let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  follower = new Follower(gateway);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const hannover = 'meldebehoerde-hannover';
const goettingen = 'meldebehoerde-goettingen';
const CLOSED = 'resident.moved-away.v1';

const of = (authority: string, idnr: string, type?: string, recordId?: string): ChangeEvent => {
  const event = follower.eventAbout(idnr, type);
  const data = { ...event.data, ...(recordId !== undefined && { recordId }) };
  return { ...event, source: `urn:einmal:register:residents:${authority}`, data };
};
/** The directory hears of it first. */
const known = (event: ChangeEvent): Promise<void> =>
  follower.inTransaction((manager) =>
    gateway.inner.app
      .get(RoutingController)
      .onChange(event, new InboxContext(manager, 'topic', 0, '0', 1, new AbortController().signal)),
  );
const told = async (id: string): Promise<readonly string[]> => (await follower.next(id)).ids;

describe('a subscription about a person who moves to another authority', () => {
  it('tells what the authority of then records, its closing last, and nothing of the other', async () => {
    const record = randomUUID();
    await known(of(hannover, anna.idnr, 'resident.registered.v1', record));
    const types = { eventTypes: ['resident.moved.v1', CLOSED] };
    const id = await follower.subscribed({ subjects: [anna, ben], ...types });
    const before = await follower.handle(of(hannover, anna.idnr, undefined, record));
    await follower.handle(of(goettingen, anna.idnr));
    const closing = await follower.handle(of(hannover, anna.idnr, CLOSED, record));
    await follower.handle(of(hannover, anna.idnr));
    const other = await follower.handle(of(hannover, ben.idnr));
    expect(await told(id)).toEqual([before.id, closing.id, other.id]);
  });

  it('ends for the person also where it does not tell of closings, and begins again with the next listing', async () => {
    const id = await follower.subscribed({ subjects: [anna] });
    await follower.handle(of(hannover, anna.idnr, CLOSED));
    await follower.handle(of(hannover, anna.idnr));
    expect(await told(id)).toEqual([]);
    await follower.call('POST', `/v1/subscriptions/${id}/subjects`, { subjects: [anna] });
    const later = await follower.handle(of(hannover, anna.idnr));
    expect(await told(id)).toEqual([later.id]);
  });

  it('is by the first event where nobody was known to keep the person', async () => {
    const id = await follower.subscribed({ subjects: [ben] });
    const first = await follower.handle(of(goettingen, ben.idnr));
    await follower.handle(of(hannover, ben.idnr));
    expect(await told(id)).toEqual([first.id]);
  });

  it('tells what comes without an authority, as events of before do', async () => {
    const id = await follower.subscribed({ subjects: [anna] });
    const old = await follower.handle(follower.eventAbout(anna.idnr));
    expect(await told(id)).toEqual([old.id]);
  });
});
