import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type ChangeEvent, eventSubject } from '#libs/contracts';
import { InboxContext } from '#libs/inbox';
import { ANNA, DemoGateway } from '../testing/demo-gateway.ts';
import type { FakeRegister } from '../testing/fake-register.ts';
import type { Answer } from '../testing/test-gateway.ts';
import { RoutingController } from './routing.controller.ts';

let gateway: DemoGateway;
let office: string;
let hannover: FakeRegister;
let goettingen: FakeRegister;
let consentId: string;
beforeAll(async () => {
  gateway = await DemoGateway.start(undefined, true);
  office = await gateway.inner.machine('vehicles-register', 'zulassung-landeshauptstadt-hannover');
  [hannover, goettingen] = [gateway.inner.registers.residents, gateway.inner.besides!];
});
afterAll(() => gateway.inner.stop());
beforeEach(async () => {
  gateway.calmRegisters();
  hannover.isAway = false;
  goettingen.isAway = false;
  consentId = await gateway.chosenId();
});

async function hear(authority: string, change: Partial<ChangeEvent['data']> = {}): Promise<void> {
  const event: ChangeEvent = {
    specversion: '1.0',
    id: randomUUID(),
    source: `urn:einmal:register:residents:${authority}`,
    type: 'resident.registered.v1',
    subject: eventSubject(gateway.inner.eventKeys.residents, 'residents', gateway.inner.citizenSub(ANNA)),
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: { recordId: randomUUID(), version: 1, changedFields: [], effectiveOn: '2019-08-01', ...change },
  };
  await gateway.inner.app.get(DataSource).transaction((manager) => {
    const context = new InboxContext(manager, 'topic', 0, '0', 1, new AbortController().signal);
    return gateway.inner.app.get(RoutingController).onChange(event, context);
  });
}

const asked = (): readonly number[] => [hannover.permits.length, goettingen.permits.length];
const lookUp = (): Promise<Answer> => gateway.lookUp({ consentId });
const search = (municipality: string): Promise<Answer> =>
  gateway.lookUp(
    {
      evidenceType: 'residents.holder-address.v1',
      purpose: 'vehicle-holder-update',
      subject: {
        person: {
          familyName: 'Muster',
          givenNames: 'Erika',
          municipality,
          address: { street: 'Weg', houseNumber: '1' },
        },
      },
    },
    office,
  );

describe('a register that several keep', () => {
  it('is asked at one and the same of them for a subject that nobody announced', async () => {
    for (let times = 0; times < 3; times += 1) expect((await lookUp()).status).toBe(200);
    expect(Math.max(...asked())).toBe(3);
    expect(Math.min(...asked())).toBe(0);
  });

  it('is asked where the subject is kept, and where it went', async () => {
    await hear('meldebehoerde-hannover');
    await lookUp();
    expect(asked()).toEqual([1, 0]);
    await hear('meldebehoerde-goettingen', { effectiveOn: '2026-11-01' });
    await lookUp();
    expect(asked()).toEqual([1, 1]);
  });

  it('is asked in the town that a search by person names', async () => {
    await search('03159016');
    await search('03241001');
    await search('03101000');
    expect(asked()).toEqual([2, 1]);
  });

  it('tells nobody which of them is away', async () => {
    goettingen.isAway = true;
    const { status, headers, body } = await lookUp();
    expect([status, body.code]).toEqual([503, 'register-unavailable']);
    const told = JSON.stringify([[...headers], body]);
    expect(told).not.toMatch(/goettingen|göttingen|melde|authorit/i);
    expect((await search('03241001')).status).toBe(200);
  });
});
