import { ANNA, DemoGateway } from './testing/demo-gateway.ts';
import { evidenceFor } from './testing/fake-register.ts';

let gateway: DemoGateway;
let office: string;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  office = await gateway.inner.machine('vehicles-register', 'zulassung-landeshauptstadt-hannover');
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const search = {
  evidenceType: 'residents.holder-address.v1',
  purpose: 'vehicle-holder-update',
  subject: {
    person: {
      familyName: 'Müster',
      givenNames: 'Erika',
      municipality: '03241001',
      address: { street: 'Große Probegasse', houseNumber: '12' },
    },
  },
};

describe('a lookup by person', () => {
  it('goes to the register as one text, and shows up for the person whom the register found', async () => {
    const anna = gateway.inner.citizenSub(ANNA);
    gateway.inner.registers.residents.behaviour = (permit) => evidenceFor(permit, [anna]);
    const { status, body } = await gateway.lookUp(search, office);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { status: 'EVIDENCE', basis: { kind: 'STATUTE' } },
    });
    const [permit] = gateway.inner.registers.residents.permits;
    const subject = 'at;03241001;MUESTER;GROSSEPROBEGASSE given:ERIKA number:12';
    expect(permit).toMatchObject({ subjectKind: 'person', subject });
    expect(permit).not.toHaveProperty('birthDate');
    const seen = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures');
    expect(seen.body['disclosures']).toEqual([
      expect.objectContaining({ lookupId: body.lookupId, outcome: 'DISCLOSED' }),
    ]);
  });

  it('that finds nobody, or more than one, shows up for nobody', async () => {
    gateway.inner.registers.residents.behaviour = ({ decisionId }) => ({
      decisionId,
      status: 'NO_EVIDENCE',
      concerns: [],
    });
    const { body } = await gateway.lookUp(search, office);
    expect(body).toMatchObject({ status: 'NO_EVIDENCE' });
    expect(await gateway.decisionOf(body.lookupId)).toMatchObject({ citizen: null, status: 'NO_EVIDENCE' });
  });

  it('has the same pseudonym however the name is written, and leaves no name in the database', async () => {
    const { person } = search.subject;
    const other = { ...search, subject: { person: { ...person, familyName: 'MUESTER' } } };
    const [one, two] = [await gateway.lookUp(search, office), await gateway.lookUp(other, office)];
    const [first, second] = [
      await gateway.decisionOf(one.body.lookupId),
      await gateway.decisionOf(two.body.lookupId),
    ];
    expect(first?.['subject']).toMatch(/^[\w-]{43}$/);
    expect(second?.['subject']).toBe(first?.['subject']);
    for (const table of ['decision', 'outcome', 'concern', 'lookup_usage']) {
      const { rows } = await gateway.inner.pool.query(`select t::text as line from ${table} t`);
      expect(JSON.stringify(rows)).not.toMatch(/müster|muester|erika|probegasse/i);
    }
  });

  it('is the only way that the grant lets the office name a resident; another is refused and recorded', async () => {
    const answer = await gateway.lookUp(
      { ...search, subject: { idnr: ANNA, birthDate: '1985-04-12' } },
      office,
    );
    expect([answer.status, answer.body.code]).toEqual([403, 'subject-kind-not-granted']);
    expect(await gateway.decisionOf(answer.body.lookupId)).toMatchObject({
      refusal: 'subject-kind-not-granted',
      citizen: gateway.inner.citizenSub(ANNA),
    });
    expect(gateway.inner.registers.residents.permits).toEqual([]);
    const grants = await gateway.inner.call(office, 'GET', '/v1/grants/mine');
    expect(grants.body['grants']).toContainEqual(
      expect.objectContaining({ evidenceType: search.evidenceType, subjectKinds: ['person'] }),
    );
  });

  it('with a fault tells which member, and repeats no name', async () => {
    const { person } = search.subject;
    const wrong = { ...search, subject: { person: { ...person, familyName: 'Müster*', municipality: '1' } } };
    const { status, body } = await gateway.inner.call(office, 'POST', '/v1/lookups', wrong);
    expect({ status, errors: body['errors'] }).toMatchObject({
      status: 400,
      errors: [
        { pointer: '/subject/person/familyName', code: 'request-invalid' },
        { pointer: '/subject/person/municipality', code: 'identifier-malformed' },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/Müster|Probegasse/);
  });
});
