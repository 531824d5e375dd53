import { Logger } from '@nestjs/common';
import { register } from 'prom-client';
import { JsonLogger } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { applyPolicy } from './policy/policy.writer.ts';
import { ANNA, DemoGateway, demoPolicy, residence, vehicle } from './testing/demo-gateway.ts';

let gateway: DemoGateway;
/** Whatever this process logs, as it is written. */
const lines: Record<string, unknown>[] = [];
const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
beforeAll(async () => {
  gateway = await DemoGateway.start();
  Logger.overrideLogger(new JsonLogger('gateway', 'trace', { write }));
});
afterAll(async () => {
  Logger.overrideLogger(false);
  await gateway.inner.stop();
});
beforeEach(() => void lines.splice(0));

const told = (): Record<string, unknown>[] => lines.filter(({ event }) => event !== undefined);
/** What every line of the log has, whatever it says. */
const ofTheLog = {
  level: 40,
  service: 'gateway',
  context: 'Security',
  pid: process.pid,
  instance: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
  time: expect.any(String) as unknown,
};
const parking = { client: 'parking-hannover', authority: 'strassenverkehr-hannover' };
const traceId = expect.stringMatching(/^[0-9a-f]{32}$/) as unknown;
const route = '/v1/lookups';

/** Nothing of a person, and no token, may be in a line, whatever was asked. */
const canaries = (): readonly string[] => [
  ...[ANNA, residence.subject.birthDate, 'H-AB', 'h-ab', gateway.inner.citizenSub(ANNA)],
  ...[gateway.parking, gateway.anna].map((token) => token.slice(-20)),
];
afterEach(() => {
  for (const canary of canaries()) expect(JSON.stringify(lines)).not.toContain(canary);
});

describe('the stream of security events', () => {
  it('has a token that was not taken, with the reason that its caller is not told', async () => {
    const [head = '', , signature = ''] = gateway.parking.split('.');
    const other = gateway.anna.split('.')[1] ?? '';
    await gateway.lookUp({}, `${head}.${other}.${signature}`);
    const [event, ...more] = told();
    expect(event).toMatchObject({ event: 'token-refused', reason: 'signature', traceId, route });
    expect(more).toEqual([]);
  });

  it.each([
    ['grant-refused', { evidenceType: 'residents.identity.v1' }, 'grant-missing'],
    ['grant-refused', { purpose: 'curiosity' }, 'purpose-unknown'],
    ['foreign-asked', { consentId: 'x' }, 'consent-foreign'],
  ])('has %s for %j, with client, authority and the id of the decision', async (event, change, code) => {
    const { body } = await gateway.lookUp(change);
    const { lookupId } = body;
    const msg = 'a caller was refused';
    const { traceId } = body;
    expect(told()).toEqual([{ ...ofTheLog, event, msg, code, ...parking, lookupId, traceId, route }]);
  });

  it('names a person by the pseudonym of the log, the same each time', async () => {
    for (const id of ['a', 'b'])
      await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${id}/withdrawal`);
    const [one, two] = told();
    expect(one).toMatchObject({ event: 'foreign-asked', who: expect.stringMatching(/^[\w-]{16}$/) });
    expect(two?.['who']).toBe(one?.['who']);
  });

  it('has a caller without the right, and one that is suspended', async () => {
    await gateway.lookUp({}, gateway.anna);
    await gateway.lookUp({}, await gateway.inner.machine('stranger', 'strassenverkehr-hannover'));
    expect(told()).toMatchObject([
      { event: 'right-missing', code: 'scope-missing', who: expect.any(String) },
      { event: 'caller-suspended', code: 'client-inactive', client: 'stranger' },
    ]);
  });

  it('has a change of the policy, and who reached a limit', async () => {
    const once = { count: 1, windowS: 3_600 };
    const limits = [
      { client: parking.client, subjectKinds: ['plate' as const], lookups: once, guesses: once },
    ];
    await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, limits });
    // The first ones may be of a gateway that has not heard of the new policy yet.
    const lookUp = async (): Promise<readonly unknown[]> => {
      await gateway.lookUp(vehicle);
      return told();
    };
    expect(await eventually('a limit is reached', lookUp, ({ length }) => length > 1)).toMatchObject([
      { event: 'policy-changed', revision: expect.any(Number), before: expect.any(Number) },
      { event: 'limit-reached', code: 'quota-exceeded', ...parking },
    ]);
  });

  it('is counted by event, and has no line for what is no security event', async () => {
    await gateway.lookUp({ fields: ['shoeSize'] });
    expect(told()).toEqual([]);
    const counted = await register.getSingleMetricAsString('einmal_security_events_total');
    expect(counted).toContain('einmal_security_events_total{event="grant-refused"} 2');
    expect(counted).toContain('einmal_security_events_total{event="permit-refused"} 0');
  });
});
