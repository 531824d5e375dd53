import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {
  CloudEvent,
  type CloudEventV1,
  Kafka as KafkaBinding,
  type KafkaMessage as CloudEventMessage,
} from 'cloudevents';
import {
  changeEventSchema,
  changeEventTypes,
  changeTopic,
  registerNames,
  type RegisterName,
} from '#libs/contracts';
import { followTopic, kafkaClient, type KafkaLogin, type KafkaMessage } from '#libs/kafka';
import { kafkaLogin } from '../deploy/local/app-settings.ts';
import { sendJson } from '../deploy/local/http-json.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import type { Receipt } from '../deploy/local/move-resident.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import type { Life } from './lives/life.ts';

const anAct = (expectedVersion: number, more: object) => ({
  ground: 'conformance',
  effectiveOn: '2026-02-01',
  expectedVersion,
  ...more,
});

/** Each register brings one of its own. */
const lifeOf = async (name: RegisterName): Promise<Life> =>
  ((await import(`./lives/${name}.builder.ts`)) as { readonly life: Life }).life;

/** Officers act; answers the ids of the events that the receipts promise. */
async function live({ endpoints }: IsolatedStack, name: RegisterName): Promise<readonly string[]> {
  const { path, registration, acts } = await lifeOf(name);
  const token = await tokenOf(endpoints, `officer-${name}`);
  const post = (below: string, body: object): Promise<Receipt> =>
    sendJson({ method: 'POST', url: `${endpoints.apps[name]}/v1/${path}${below}`, token, body });
  const receipts = [await post('', registration)];
  for (const [act, more] of acts) {
    receipts.push(await post(`/${receipts[0]?.id}/acts/${act}`, anAct(receipts.length, more)));
  }
  return receipts.map(({ eventId }) => eventId);
}

/** The messages of these events, as they stand on the topic. */
async function messagesOf(
  login: KafkaLogin,
  topic: string,
  eventIds: readonly string[],
): Promise<readonly KafkaMessage[]> {
  const found = new Map<string, KafkaMessage>();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = await followTopic(kafkaClient(login, 'conformance'), {
    topic,
    as: `${login.username}.conformance`,
    onMessage: (message) => {
      const id = eventIds.find((eventId) => message.value?.includes(eventId));
      if (id !== undefined) found.set(id, message);
      if (found.size === eventIds.length) resolve();
    },
  });
  await promise;
  await stop();
  return eventIds.map((id) => found.get(id) as KafkaMessage);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** kafkajs hands bytes over, the SDK wants text; bytes that are no UTF-8 are refused here. */
const asText = ({ headers = {}, value, key }: KafkaMessage) => ({
  headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, String(bytes)])),
  key: utf8.decode(key ?? undefined),
  value: utf8.decode(value ?? undefined),
});

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

/** The schema as strict as our own writing is: nothing undeclared. */
function declaredOnly(register: RegisterName): object {
  const schema = changeEventSchema(register);
  const { replayid: _id, replayorigin: _origin, replaytarget: _target, ...properties } = schema.properties;
  const data = { ...properties.data, additionalProperties: false };
  return { ...schema, properties: { ...properties, data }, additionalProperties: false };
}

describe('what the registers announce', () => {
  let stack: IsolatedStack;

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', ...registerNames]);
    await Promise.all(['identity' as const, ...registerNames].map((app) => stack.startApp(app)));
  });
  afterAll(() => stack?.stop());

  it.each(registerNames)(
    '%s: is a CloudEvent to the official SDK, and what the schema promises',
    async (name) => {
      const eventIds = await live(stack, name);
      const messages = await messagesOf(kafkaLogin(stack.facts, 'observer'), changeTopic(name), eventIds);
      const validate = ajv.compile(declaredOnly(name));
      const seen: string[] = [];
      for (const { headers, key, value } of messages.map(asText)) {
        expect(headers).toEqual({ 'content-type': 'application/cloudevents+json' });
        const message: CloudEventMessage<string> = { headers, key, value, body: value };
        const event = KafkaBinding.toEvent<object>(message) as CloudEventV1<object>;
        const { partitionkey, ...written } = event;
        // Strict, unlike what the binding returns: attribute names, types and formats are checked.
        expect(new CloudEvent(written).validate()).toBe(true);
        expect(partitionkey).toBe(event.subject);
        expect(JSON.parse(new CloudEvent(written).toString())).toEqual(JSON.parse(value));
        validate(JSON.parse(value));
        expect(validate.errors ?? []).toEqual([]);
        seen.push(event.type);
      }
      const { others = [] } = await lifeOf(name);
      const announced: readonly string[] = changeEventTypes[name];
      expect([...seen, ...others].toSorted()).toEqual(announced.toSorted());
    },
  );
});
