import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Webhook } from 'standardwebhooks';
import { feedEventSchema } from '#libs/contracts';
import { eventually } from '#libs/test-kit';
import { answer, TestReceiver } from '../libs/webhooks/src/testing/index.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { sendJson } from '../deploy/local/http-json.ts';
import { moveResident } from '../deploy/local/move-resident.ts';
import { applyPolicy } from '../deploy/local/policy.ts';
import { authorityOf } from '../deploy/local/sample-split.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { sample } from '../deploy/sample/sample.ts';

const CALLBACK = 'hannover-parking';
const REFERENCE = 'BPA-2026-000124';
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const demoPolicy = new URL('../apps/gateway/data/policy.demo.json', import.meta.url);

describe('an authority that is called by webhook', () => {
  const receiver = new TestReceiver();
  let stack: IsolatedStack;

  beforeAll(async () => {
    await receiver.start();
    stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
    await registerCallback();
    await Promise.all((['gateway', 'identity', 'residents'] as const).map((app) => stack.startApp(app)));
    const url = `${stack.endpoints.apps.residents}/v1/residents`;
    const demo = sample({ seed: 1, residents: 5, vehicles: 2, referenceDate: '2026-01-01' });
    for (const { register, record } of demo) {
      if (register !== 'residents') continue;
      const token = await tokenOf(stack.endpoints, 'officer-residents', authorityOf(register, record));
      await sendJson({ method: 'POST', url, token, body: record });
    }
  });

  afterAll(async () => {
    await stack?.stop();
    await receiver.stop();
  });

  /** By the policy, as always; nobody registers an address by asking. */
  async function registerCallback(): Promise<void> {
    const url = `http://127.0.0.1:${receiver.port}/einmal`;
    const demo = JSON.parse(readFileSync(demoPolicy, 'utf8')) as object;
    const callbacks = [{ id: CALLBACK, authority: 'strassenverkehr-hannover', url }];
    stack.home.writeJson('policy.json', { ...demo, callbacks });
    await applyPolicy(stack.home, stack.databases.gateway.migratorUrl, [stack.home.path('policy.json')]);
  }

  async function post<T>(path: string, body: object): Promise<T> {
    const token = await tokenOf(stack.endpoints, 'parking-hannover');
    return sendJson({ method: 'POST', url: stack.endpoints.apps.gateway + path, token, body });
  }

  it('gets a signed event that it can verify, and again until it has acknowledged', async () => {
    const { secret } = await post<{ secret: string }>(`/v1/callbacks/${CALLBACK}/secrets`, {});
    await post('/v1/subscriptions', {
      purpose: 'resident-parking-permit',
      eventTypes: ['resident.moved.v1'],
      lastDay: inAMonth,
      callback: CALLBACK,
      subjects: [{ idnr: demoCitizens.anna.idnr, reference: REFERENCE }],
    });
    receiver.behaviour = (response, received) => {
      receiver.behaviour = answer(204);
      return answer(503)(response, received);
    };
    const { receipt } = await moveResident(stack.endpoints, 'anna');
    await eventually(
      'it is called twice',
      () => receiver.received,
      ({ length }) => length >= 2,
    );

    const [first, second] = receiver.received;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    for (const { body, headers } of receiver.received) {
      const event = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(event).toMatchObject({ id: receipt.eventId, subject: REFERENCE, type: 'resident.moved.v1' });
      const ajv = new Ajv2020({ strict: false });
      addFormats.default(ajv);
      expect(ajv.validate(feedEventSchema, event)).toBe(true);
      expect(body).not.toMatch(new RegExp(`Probegasse|Musterwall|${demoCitizens.anna.idnr}`));
    }
  });
});
