import { Logger } from '@nestjs/common';
import { TraceCollector } from '#libs/test-kit';
import { isTracing, startSpan, useTracing } from './index.ts';

type Settings = Parameters<typeof useTracing>[1];

let collector: TraceCollector;
beforeEach(async () => {
  collector = await TraceCollector.start();
});
afterEach(() => collector.stop());

/** One span, and whether anybody would have taken it. */
async function trace(config: Settings): Promise<{ readonly isOn: boolean; readonly spans: number }> {
  const end = await useTracing('probe', config, fetch);
  const isOn = isTracing();
  startSpan('server', 'a request')?.end();
  await end();
  return { isOn, spans: collector.spans.length };
}

it('goes to the whole address of traces before the base, with the headers that the collector wants', async () => {
  const told = await trace({
    otelExporterOtlpEndpoint: 'http://127.0.0.1:1',
    otelExporterOtlpTracesEndpoint: `${collector.url}/v1/traces`,
    otelExporterOtlpHeaders: { authorization: 'Bearer a', 'x-tenant': 'city' },
  });
  expect(told).toEqual({ isOn: true, spans: 1 });
  expect(collector.heard[0]).toMatchObject({
    authorization: 'Bearer a',
    'x-tenant': 'city',
    'content-type': 'application/x-protobuf',
  });
});

it.each<[string, Settings, boolean, number]>([
  ['nothing, where the SDK is disabled', { otelSdkDisabled: 'true' }, false, 0],
  ['nothing, where the exporter is none', { otelTracesExporter: 'none' }, false, 0],
  ['nothing, where the sampler keeps none', { otelTracesSampler: 'parentbased_always_off' }, true, 0],
  [
    'all, where the sampler keeps all, whatever share is beside it',
    { otelTracesSampler: 'parentbased_always_on', otelTracesSamplerArg: 0 },
    true,
    1,
  ],
  [
    'the share, where the sampler keeps one',
    { otelTracesSampler: 'parentbased_traceidratio', otelTracesSamplerArg: 0 },
    true,
    0,
  ],
])('sends %s', async (_what, settings, isOn, spans) => {
  expect(await trace({ otelExporterOtlpEndpoint: collector.url, ...settings })).toEqual({ isOn, spans });
});

/** What is told of a collector with this answer to two exports. */
async function toldOf(answer: Buffer): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  Logger.overrideLogger({ log: () => undefined, error: () => undefined, warn: (line) => told.push(line) });
  collector.answer = answer;
  const end = await useTracing('probe', { otelExporterOtlpEndpoint: collector.url }, fetch);
  // More than go in one.
  for (let count = 0; count < 600; count++) startSpan('server', 'a request')?.end();
  await end();
  Logger.overrideLogger(false);
  expect(collector.received).toHaveLength(2);
  return told;
}

it('tells once of a collector that takes a part of the spans alone, which it says with success', async () => {
  // ExportTraceServiceResponse { partial_success { rejected_spans: 1, error_message: "no" } }
  const refusal = Buffer.from([0x0a, 0x06, 0x08, 0x01, 0x12, 0x02, 0x6e, 0x6f]);
  const told = expect.objectContaining({ event: 'traces-refused', refused: 1, said: 'no' }) as unknown;
  expect(await toldOf(refusal)).toEqual([told]);
});

it('takes a success that says nothing it could read for a success', async () => {
  expect(await toldOf(Buffer.from('{}'))).toEqual([]);
});
