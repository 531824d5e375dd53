import { randomUUID } from 'node:crypto';
import { DemoGateway } from '../testing/demo-gateway.ts';
import { anna, ben, Follower } from '../testing/follower.ts';

let gateway: DemoGateway;
let parking: Follower;
let housing: Follower;
let office: Follower;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  parking = new Follower(gateway);
  housing = new Follower(gateway, gateway.housing);
  office = new Follower(gateway, gateway.procurement);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const company = { reference: 'V-7', euid: 'DEP2305.HRB12345' };
const procurement = { purpose: 'procurement', eventTypes: ['company.seat-moved.v1'] };
const consented = { kind: 'CONSENT', authority: 'wohngeld-goettingen', purpose: 'housing-benefit' };
const byConsent = { purpose: 'housing-benefit', eventTypes: ['resident.moved.v1'] };

describe('a subscription by consent', () => {
  it('takes each person’s own record, and names the one that does not fit', async () => {
    const consentId = await gateway.chosenId({ ...consented, evidenceType: 'residents.change-notice.v1' });
    const other = await gateway.chosenId({
      ...consented,
      kind: 'CHOICE',
      evidenceType: 'residents.identity.v1',
    });
    const wish = (subject: object) => housing.subscribe({ ...byConsent, subjects: [subject] });
    const first = await wish({ ...anna, consentId });
    expect(first.body).toMatchObject({ byConsent: true, state: 'ACTIVE' });
    for (const [subject, code] of [
      [anna, 'consent-required'],
      [{ ...ben, consentId }, 'consent-foreign'],
      [{ ...anna, consentId: 'y'.repeat(32) }, 'consent-foreign'],
      [{ ...anna, consentId: other }, 'consent-mismatch'],
    ] as const) {
      const { body } = await wish(subject);
      expect(body.errors).toEqual([expect.objectContaining({ pointer: '/subjects/0/consentId', code })]);
    }
    await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${consentId}/withdrawal`);
    expect((await wish({ ...anna, consentId })).body.code).toBe('consent-withdrawn');
  });
});

describe('a subscription to a company', () => {
  it('finds the record by EUID, or takes its id, and lists one that is not known like the others', async () => {
    const recordId = randomUUID();
    const business = gateway.inner.registers.business;
    business.behaviour = ({ decisionId, subject }) => ({
      decisionId,
      ...(subject === company.euid || subject === recordId
        ? {
            status: 'EVIDENCE',
            evidence: { recordId },
            provenance: {},
            registerAuthority: 'Court',
            concerns: [],
          }
        : { status: 'NO_EVIDENCE', concerns: [] }),
    });
    const subjects = [company, { reference: 'V-8', euid: 'DEP2305.HRB99999' }];
    const byEuid = await office.subscribe({ ...procurement, subjects });
    expect(byEuid.body).toMatchObject({ subjectCount: 2, register: 'business' });
    const byRecord = await office.subscribed({
      ...procurement,
      subjects: [{ reference: 'V-9', record: recordId }],
    });
    const event = await office.handle(office.event('company.seat-moved.v1', recordId, recordId));
    expect((await office.next(byEuid.body['id'] as string)).subjects).toEqual(['V-7']);
    expect((await office.next(byRecord)).ids).toEqual([event.id]);
  });

  it('is not made while the register is silent', async () => {
    gateway.inner.registers.business.behaviour = () => 'garbage';
    const { status, body } = await office.subscribe({
      ...procurement,
      subjects: [company],
    });
    expect([status, body.code]).toEqual([503, 'register-unavailable']);
  });
});

describe('the grants', () => {
  it('say which events may be followed', async () => {
    const { body } = await housing.call('GET', '/v1/grants/mine');
    expect(body['eventGrants']).toEqual([
      expect.objectContaining({
        kind: 'CONSENT',
        eventTypes: ['resident.moved.v1', 'resident.name-changed.v1'],
        valid: true,
      }),
    ]);
  });

  it('say for which open question of law they are provisional', async () => {
    const { body } = await parking.call('GET', '/v1/grants/mine');
    const marks = (body['grants'] as { provisional?: string }[]).map(({ provisional }) => provisional);
    expect(marks).toEqual(marks.map(() => undefined));
    expect(body['eventGrants']).toEqual([
      expect.objectContaining({ kind: 'STATUTE', provisional: 'law-review 1.4 row 3' }),
    ]);
  });

  it('open no lookup', async () => {
    const { body } = await parking.call('POST', '/v1/lookups', {
      evidenceType: 'residents.change-notice.v1',
      purpose: 'resident-parking-permit',
      subject: { record: randomUUID() },
    });
    expect(body.code).toBe('grant-missing');
  });
});
