import { type ChangeEvent, inboxCommands } from '#libs/contracts';
import { traceparent as placeInTrace, useTracing } from '#libs/service-kit';
import { eventually, TraceCollector } from '#libs/test-kit';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import type { Script } from './testing/stand.controller.ts';
import { takeEffect } from './testing/start-stand.ts';

const act = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${act.traceId}-${act.spanId}-01`;

const operation: unknown = expect.stringMatching(/^process$/);
const processed = {
  'messaging.system': 'kafka',
  'messaging.operation.name': operation,
  'messaging.operation.type': operation,
};

describe('an event with a trace', () => {
  let stand: InboxStand;
  let collector: TraceCollector;
  let endTracing: () => Promise<void>;
  let isBroken = false;
  const script: Script = async (event, context) => {
    if (isBroken) throw new Error('bug');
    await takeEffect(event, context);
  };

  beforeAll(async () => {
    collector = await TraceCollector.start();
    endTracing = await useTracing('stand', { otelExporterOtlpEndpoint: collector.url }, fetch);
    stand = await InboxStand.open();
    await stand.start(script, { attempts: 2 });
  });
  afterAll(async () => {
    await stand?.close();
    await endTracing?.();
    await collector?.stop();
  });
  beforeEach(() => void (collector.spans.length = 0));

  const handled = (count: number): Promise<readonly TraceCollector['spans'][number][]> =>
    eventually(
      `${count} spans have come`,
      () => collector.spans.filter(({ kind }) => kind === 'consumer'),
      ({ length }) => length >= count,
    );

  it('is handled as part of it, again where it was parked and redriven', async () => {
    isBroken = true;
    const event = { ...anEvent('k', 1), traceparent };
    await stand.send(event);
    await stand.untilParked(({ length }) => length === 1);
    isBroken = false;
    await stand.command(inboxCommands.redrive, { key: 'k' });
    await stand.untilEffects(1, 'k');
    const spans = await handled(3);
    expect(spans.map(({ name, isFailed }) => ({ name, isFailed }))).toEqual(
      [true, true, false].map((isFailed) => ({ name: 'process test.happened.v1', isFailed })),
    );
    for (const { traceId, parentId } of spans)
      expect({ traceId, parentId }).toEqual({ traceId: act.traceId, parentId: act.spanId });
    expect(spans[2]!.attributes).toEqual({
      ...processed,
      'messaging.consumer.group.name': stand.group,
      'einmal.event.type': 'test.happened.v1',
      'einmal.attempt': 1,
    });
  });

  it('begins another one where it is replayed', async () => {
    await stand.replay('0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f', {
      ...anEvent('replayed', 1),
      traceparent,
    });
    await stand.untilEffects(1, 'replayed');
    const [span] = await handled(1);
    expect(span!.traceId).not.toBe(act.traceId);
    expect(span!.parentId).toBe('');
  });

  it('is told alike by a group that finds out whom it concerns, and nothing of what follows', async () => {
    const selective = await InboxStand.open();
    const places: (string | undefined)[] = [];
    const noting: Script = async (event, context) => {
      places.push(placeInTrace());
      await takeEffect(event, context);
    };
    const concerned = async (events: readonly ChangeEvent[]): Promise<ReadonlySet<string>> =>
      new Set(events.filter(({ subject }) => subject === 'ours').map(({ id }) => id));
    await selective.start(noting, { concerned });
    for (const key of ['ours', 'other']) await selective.send({ ...anEvent(key, 1), traceparent });
    await selective.untilEffects(1, 'ours');
    const [first, second] = await handled(2);
    await selective.close();
    for (const span of [first!, second!]) {
      expect(span).toMatchObject({ traceId: act.traceId, parentId: act.spanId, isFailed: false });
      expect(span.attributes).toEqual({
        ...processed,
        'messaging.consumer.group.name': selective.group,
        'einmal.event.type': 'test.happened.v1',
      });
    }
    expect(collector.spans).toHaveLength(2);
    expect(places).toEqual([undefined]);
  });
});
