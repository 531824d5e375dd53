import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import { register as metrics } from 'prom-client';
import { DataSource } from 'typeorm';
import { type ChangeEvent, eventSubject, heldKey, ofEachRegister } from '#libs/contracts';
import { InboxContext } from '#libs/inbox';
import { StartRefused } from '#libs/service-kit';
import { GatewayModule } from '../gateway.module.ts';
import { ANNA, DemoGateway } from '../testing/demo-gateway.ts';
import type { FakeRegister } from '../testing/fake-register.ts';
import type { Answer } from '../testing/test-gateway.ts';
import { RoutingController } from './routing.controller.ts';

let gateway: DemoGateway;
let office: string;
let hannover: FakeRegister;
let goettingen: FakeRegister;
let consentId: string;
/** The answer about somebody of whom nothing is known. */
let unknown: Answer;
beforeAll(async () => {
  gateway = await DemoGateway.start(undefined, true);
  office = await gateway.inner.machine('vehicles-register', 'zulassung-landeshauptstadt-hannover');
  [hannover, goettingen] = [gateway.inner.registers.residents, gateway.inner.besides!];
  consentId = await gateway.chosenId();
  unknown = await lookUp();
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
    subject: eventSubject(
      heldKey(gateway.inner.eventKeys.residents),
      'residents',
      gateway.inner.citizenSub(ANNA),
    ),
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
const claimedTwice = async (): Promise<number> =>
  (await metrics.getSingleMetric('einmal_routing_claimed_twice_total')?.get())?.values[0]?.value ?? 0;
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

  it('is asked for all others while one of them is away, and that one for its own only', async () => {
    await hear('meldebehoerde-hannover', { effectiveOn: '2026-11-10' });
    goettingen.isAway = true;
    expect((await lookUp()).status).toBe(200);
    await hear('meldebehoerde-goettingen', { effectiveOn: '2026-11-20' });
    expect((await lookUp()).status).toBe(503);
    goettingen.isAway = false;
    expect((await lookUp()).status).toBe(200);
  });

  it('tells log and metric, and not the caller, that two authorities claim a subject', async () => {
    await hear('meldebehoerde-hannover');
    await hear('meldebehoerde-goettingen', { effectiveOn: '2026-11-01' });
    const warnings: unknown[] = [];
    const nothing = () => undefined;
    const logger: LoggerService = { log: nothing, error: nothing, warn: (what) => void warnings.push(what) };
    gateway.inner.app.useLogger(logger);
    const before = await claimedTwice();
    const { status, headers, body } = await lookUp();
    gateway.inner.app.useLogger(false);
    expect([status, Object.keys(body)]).toEqual([unknown.status, Object.keys(unknown.body)]);
    expect([...headers.keys()]).toEqual([...unknown.headers.keys()]);
    expect(await claimedTwice()).toBe(before + 1);
    expect(warnings).toEqual([
      {
        msg: 'a subject is claimed by several authorities',
        register: 'residents',
        asked: expect.any(String),
      },
    ]);
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

it('refuses to start where several processes keep a register of which it cannot tell them apart', () => {
  const registers = ofEachRegister((name) =>
    (name === 'vehicles' ? [undefined, ['some']] : [undefined]).map((authorities) => ({
      url: 'http://127.0.0.1:1',
      ...(authorities && { authorities }),
    })),
  );
  expect(() => GatewayModule.for({ registers: { registers } } as never)).toThrow(StartRefused);
});
