import pg from 'pg';
import type { DisclosureAnswer, SubjectKind } from '#libs/contracts';
import { searchOf, searchText } from '#libs/identifiers';
import { aPermit, type RunningRegister } from '#libs/register-kit-testing';
import { aRegistration } from './registration.builder.ts';
import { aHome, aPostalAddress, aTestIdnr } from './resident.builder.ts';
import { startResidents } from './testing/start-residents.ts';

let register: RunningRegister;
let owner: pg.Pool;

beforeAll(async () => {
  register = await startResidents();
  owner = new pg.Pool({ connectionString: register.database.migratorUrl, max: 2 });
});
afterAll(async () => {
  await owner.end();
  await register.stop();
});

const inHannover = { ags: '03241001' };
const inGoettingen = { ags: '03159016', postcode: '37073', place: 'Göttingen' };

const goettingen = () => register.as('meldebehoerde-goettingen');

const registered = async (overrides: object, office = register): Promise<string> => {
  const { status, body } = await office.post('/v1/residents', aRegistration(overrides));
  expect([status, body]).toMatchObject([201, {}]);
  return body.id;
};

/** What the gateway is told of the place of birth, and what the register keeps to itself. */
async function ask(
  subjectKind: SubjectKind,
  subject: string,
): Promise<readonly [unknown, string | undefined]> {
  const permit = aPermit({ subjectKind, subject, fields: ['birthPlace'] });
  const { body } = await register.disclose([permit]);
  const [answer] = body['answers'] as readonly DisclosureAnswer[];
  const { rows } = await owner.query<{ outcome: string }>(
    'select outcome from disclosure_log where decision_id = $1',
    [permit.decisionId],
  );
  return [answer?.status === 'EVIDENCE' ? answer.evidence : answer?.status, rows[0]?.outcome];
}

const close = (id: string) =>
  owner.query(`update residents set closed_on = '2026-02-01', moved_to = 'elsewhere' where id = $1`, [id]);

describe('a record that another authority took over', () => {
  it('is unknown, however it is named', async () => {
    const idnr = aTestIdnr();
    const id = await registered({ idnr, birthPlace: 'Celle' });
    expect(await ask('idnr', idnr)).toEqual([{ birthPlace: 'Celle' }, 'EVIDENCE']);
    await close(id);
    expect(await ask('idnr', idnr)).toEqual(['NO_EVIDENCE', 'UNKNOWN']);
    expect(await ask('record', id)).toEqual(['NO_EVIDENCE', 'UNKNOWN']);
  });

  it('takes no act but the return, after which it is known again, under no second record', async () => {
    const body = aRegistration({ birthPlace: 'Peine' });
    const id = await registered(body);
    await close(id);
    const act = { ground: 'BMG §17(1)', effectiveOn: '2026-03-01', expectedVersion: 1 };
    const address = aPostalAddress({ houseNumber: '9' });
    const moved = await register.post(`/v1/residents/${id}/acts/move`, { ...act, address });
    expect([moved.status, moved.body.code]).toEqual([409, 'resident-moved-away']);
    expect((await register.post('/v1/residents', body)).body.code).toBe('record-exists');
    const back = await register.post(`/v1/residents/${id}/acts/return`, { ...act, address });
    expect([back.status, back.body['version']]).toEqual([200, 2]);
    expect(await ask('idnr', body.idnr)).toEqual([{ birthPlace: 'Peine' }, 'EVIDENCE']);
    const again = { ...act, expectedVersion: 2, address };
    const twice = await register.post(`/v1/residents/${id}/acts/return`, again);
    expect(twice.body.code).toBe('resident-not-away');
  });
});

describe('a person of two authorities', () => {
  it('is searched for by a third one, of which both are told', async () => {
    const idnr = aTestIdnr();
    const ids = [
      await registered({ idnr }),
      await registered({ idnr, addresses: [aHome(inGoettingen)] }, goettingen()),
    ];
    const stranger = register.as('meldebehoerde-braunschweig');
    const found = await stranger.post('/v1/residents/search', { idnr });
    expect([found.status, found.body['records']]).toEqual([200, []]);
    const told = [register, goettingen()].map(async (owner) => {
      const { body } = await owner.get('/v1/foreign-attempts');
      return (body['attempts'] as readonly { recordId: string }[]).map(({ recordId }) => recordId);
    });
    expect(await Promise.all(told)).toEqual(ids.map((id) => [id]));
  });

  it.each([
    ['the one of the later home', '2026-01-01', '2026-02-01', 'Soltau'],
    ['also where that one was registered first', '2026-02-01', '2026-01-01', 'Celle'],
    [
      'the one that was recorded later, where both homes begin on one day',
      '2026-01-01',
      '2026-01-01',
      'Soltau',
    ],
  ])('is %s', async (_story, first, second, birthPlace) => {
    const idnr = aTestIdnr();
    await registered({ idnr, effectiveOn: first, birthPlace: 'Celle' });
    const addresses = [aHome(inGoettingen)];
    await registered({ idnr, effectiveOn: second, birthPlace: 'Soltau', addresses }, goettingen());
    expect(await ask('idnr', idnr)).toEqual([{ birthPlace }, 'EVIDENCE']);
  });

  it('is no second one of the same authority', async () => {
    const idnr = aTestIdnr();
    await registered({ idnr });
    const again = await register.post('/v1/residents', aRegistration({ idnr, familyName: 'Beispiel' }));
    expect([again.status, again.body.code]).toEqual([409, 'record-exists']);
  });
});

describe('a registration that waits for feedback', () => {
  const formerHome = inHannover;

  it('is answered as if locked, also by a search for the person', async () => {
    const idnr = aTestIdnr();
    const home = { ...inGoettingen, street: 'Wartender Weg' };
    const id = await registered({ idnr, formerHome, addresses: [aHome(home)] }, goettingen());
    expect((await goettingen().get(`/v1/residents/${id}`)).body).toMatchObject({
      formerHome,
      feedbackFrom: 'meldebehoerde-hannover',
    });
    expect(await ask('idnr', idnr)).toEqual(['NO_EVIDENCE', 'LOCKED']);
    const address = { street: 'Wartender Weg', houseNumber: '12' };
    const asked = searchOf({
      familyName: 'Muster',
      givenNames: 'Erika',
      municipality: inGoettingen.ags,
      address,
    });
    expect(await ask('person', searchText(asked!))).toEqual(['NO_EVIDENCE', 'LOCKED']);
  });

  it('is refused where the former home lies in the same municipality', async () => {
    const { status, body } = await register.post('/v1/residents', aRegistration({ formerHome }));
    expect([status, body['errors']]).toMatchObject([400, [{ pointer: '/formerHome/ags' }]]);
  });
});
