import { ANNA, DemoGateway, residence } from '../testing/demo-gateway.ts';
import type { ChangeEvent } from '#libs/contracts';
import { InboxContext } from '#libs/inbox';
import { whileHeld } from '#libs/test-kit';
import { aConsent, aNotice } from '../consents/consent.builder.ts';
import { insertConsent } from '../testing/insert-consent.ts';
import type { NewConsent } from '../consents/consent.entity.ts';
import { ConsentStore } from '../consents/consent.store.ts';
import { BEN, Follower } from '../testing/follower.ts';
import { aDecisionRequest } from '../lookups/decision.builder.ts';
import { type DecisionRequest, DecisionStore } from '../lookups/decision.store.ts';
import { hammer, untilBlocked } from '../testing/pressure.ts';
import { PolicyStore } from '../policy/policy.store.ts';
import { SubjectPseudonyms } from '../subjects/index.ts';
import { ConsentEventSubjects } from '../consents/consent-event-subjects.service.ts';
import { DeathsController } from './deaths.controller.ts';

let gateway: DemoGateway;
let follower: Follower;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  follower = new Follower(gateway);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const pool = () => gateway.inner.pool;
const deathOf = (idnr: string): ChangeEvent => follower.eventAbout(idnr, 'resident.died.v1');

const LOCK_TIMEOUT = '55P03';

/** Handles a death as the inbox does: in a transaction that is committed afterwards, and again when a lock was held. */
const handle = (
  event: ChangeEvent,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> =>
  follower
    .inTransaction(async (manager) => {
      const context = new InboxContext(manager, 'topic', 0, '0', 1, new AbortController().signal);
      await gateway.inner.app.get(DeathsController).onDeath(event, context);
      await before();
    })
    .catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== LOCK_TIMEOUT) throw error;
      return handle(event, before);
    });

interface Case {
  readonly id: string;
  readonly record: Partial<NewConsent>;
  readonly death: ChangeEvent;
  readonly request: () => DecisionRequest;
}

let people = 0;

/** A person with a choice that a demo grant covers. */
async function aCase(change: Partial<NewConsent> = {}): Promise<Case> {
  const citizen = `person-${(people += 1)}`;
  const eventSubject = gateway.inner.app.get(SubjectPseudonyms).inEvents('residents', citizen);
  const grant = { authority: 'strassenverkehr-hannover', purpose: residence.purpose };
  const about = { ...grant, evidenceType: residence.evidenceType, grantId: 'hannover-parking-residence' };
  const fields = ['address.street'];
  const record = { citizen, subject: citizen, eventSubject, ...about, fields };
  const id = await insertConsent(pool(), { ...record, ...change });
  const { revision } = gateway.inner.app.get(PolicyStore).current;
  return {
    id,
    record,
    death: { ...deathOf(ANNA), subject: eventSubject },
    request: () =>
      aDecisionRequest({
        ...about,
        fieldList: fields.join(' '),
        subject: citizen,
        citizen,
        consentId: id,
        revision,
      }),
  };
}

const decide = (request: DecisionRequest) => gateway.inner.app.get(DecisionStore).submit(request);
const stateOf = async (id: string): Promise<unknown> => {
  const { rows } = await pool().query('select state from consent where id = $1', [id]);
  return (rows[0] as { state: unknown }).state;
};

describe('a death', () => {
  it('ends the person’s choices and consents, says so on each, and tells the authority nothing of it', async () => {
    const id = await gateway.chosenId();
    const withdrawn = await gateway.chosenId({ evidenceType: 'residents.address.v1' });
    await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${withdrawn}/withdrawal`);
    await handle(deathOf(BEN));
    expect(await stateOf(id)).toBe('ACTIVE');
    await handle(deathOf(ANNA));
    const { body } = await gateway.inner.call(gateway.anna, 'GET', `/v1/consents/${id}`);
    expect(body).toMatchObject({
      state: 'ENDED_BY_DEATH',
      receipt: {
        events: [
          { event_type: 'GIVEN', entity_id: gateway.inner.citizenSub(ANNA) },
          { event_type: 'ENDED_BY_DEATH', entity_id: 'residents' },
        ],
      },
    });
    expect(await stateOf(withdrawn)).toBe('WITHDRAWN');
    expect((await gateway.lookUp({ consentId: id })).body.code).toBe('consent-expired');
  });

  it('leaves no trace of a person who has given none', async () => {
    const wrote = await follower.inTransaction(async (manager) => {
      const context = new InboxContext(manager, 'topic', 0, '0', 1, new AbortController().signal);
      await gateway.inner.app.get(DeathsController).onDeath(deathOf(BEN), context);
      const rows: { id: string | null }[] = await manager.query(
        'select pg_current_xact_id_if_assigned()::text as id',
      );
      return rows[0]?.id;
    });
    expect(wrote).toBeNull();
  });

  it('makes a decision wait that comes while it is handled, and refuses it then', async () => {
    const { id, death, request } = await aCase();
    let decision: ReturnType<typeof decide> | undefined;
    await handle(death, async () => {
      decision = decide(request());
      await untilBlocked(pool());
    });
    expect(await decision).toMatchObject({ refusal: 'consent-expired' });
    expect(await stateOf(id)).toBe('ENDED_BY_DEATH');
  });

  it('is followed by no permit, under load', async () => {
    const { id, death, request } = await aCase();
    const load = hammer([gateway.inner.app.get(DecisionStore)], request);
    await load.more(50);
    await handle(death);
    const permits = async (): Promise<number | null> =>
      (await pool().query('select from decision where consent_id = $1 and permitted', [id])).rowCount;
    const acknowledgedAt = await permits();
    await load.more(50);
    await load.stop();
    expect(await permits()).toBe(acknowledgedAt);
    expect(load.answers.at(-1)).toMatchObject({ refusal: 'consent-expired' });
  });

  it('also ends a record that is being given while it is handled', async () => {
    const { id, death, record } = await aCase();
    const lock = { text: 'select from consent where id = $1 for update', values: [id] };
    const { adminUrl } = gateway.inner.database;
    const { id: given } = await whileHeld(adminUrl, lock, async ({ waitedFor, letGo }) => {
      const giving = gateway.inner.app.get(ConsentStore).give(aConsent(record), aNotice());
      await waitedFor(1);
      const handled = handle(death);
      await waitedFor(2);
      await letGo();
      await handled;
      return giving;
    });
    expect([await stateOf(id), await stateOf(given)]).toEqual(['SUPERSEDED', 'ENDED_BY_DEATH']);
  });

  it('also ends records from before events were followed, which get their names at the next start', async () => {
    const before = { eventSubject: null as unknown as string };
    const [one, two] = [await aCase(before), await aCase(before)];
    await handle(one.death);
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['ENDED_BY_DEATH', 'ACTIVE']);
    const three = await aCase(before);
    await gateway.inner.app.get(ConsentEventSubjects).onModuleInit();
    const { rows } = await pool().query(
      'select event_subject from consent where id = any($1) order by citizen',
      [[two.id, three.id]],
    );
    expect(rows).toEqual([{ event_subject: two.death.subject }, { event_subject: three.death.subject }]);
  });
});
