import {
  type Attributes,
  type Context,
  createContextKey,
  ROOT_CONTEXT,
  type Span,
  SpanKind as SdkKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer as ApiTracer,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type Sampler, SamplingDecision, TracerProvider } from '@opentelemetry/sdk-trace';
import { withTimeLimit } from '../background/time-limit.ts';
import { type Destination, OtlpExporter, type Send } from './otlp-exporter.ts';
import type { Parent, SpanAttributes, SpanKind, Tracer, TraceSpan } from './trace-span.ts';
import type { TracePlace } from './traceparent.ts';

/** Spans that wait for the collector at most; what comes on top is dropped. */
const MOST_WAITING = 8_192;
const ONE_EXPORT = 512;
const EXPORT_EVERY_MS = 2_000;
const EXPORT_TIMEOUT_MS = 10_000;
/** Of the ten seconds that a stop may take, all but this belong to the work. */
const CLOSE_WITHIN_MS = 1_000;

const kinds: Readonly<Record<SpanKind, SdkKind>> = {
  server: SdkKind.SERVER,
  client: SdkKind.CLIENT,
  producer: SdkKind.PRODUCER,
  consumer: SdkKind.CONSUMER,
  internal: SdkKind.INTERNAL,
};

const STRANGER = createContextKey('the parent is a stranger');
const sampled = { decision: SamplingDecision.RECORD_AND_SAMPLED };
const left = { decision: SamplingDecision.NOT_RECORD };

/**
 * What comes from one of ours follows its draw; for everything else lots are drawn here. Not by the trace id, as
 * OpenTelemetry's own does it: a stranger chooses that.
 */
class DrawingSampler implements Sampler {
  constructor(private readonly ratio: number) {}

  shouldSample(context: Context): typeof sampled | typeof left {
    const parent = trace.getSpanContext(context);
    if (parent === undefined || context.getValue(STRANGER) === true)
      return Math.random() < this.ratio ? sampled : left;
    return (parent.traceFlags & TraceFlags.SAMPLED) === 0 ? left : sampled;
  }

  toString(): string {
    return `DrawingSampler{${this.ratio}}`;
  }
}

/** Spans by OpenTelemetry's SDK, to one collector. Nothing of it is registered globally: no package of others finds it. */
export class SdkTracer implements Tracer {
  private readonly provider: TracerProvider;
  private readonly tracer: ApiTracer;
  private readonly exporter: OtlpExporter;

  constructor(service: string, destination: Destination, ratio: number, fetch: Send) {
    this.exporter = new OtlpExporter(destination, fetch, EXPORT_TIMEOUT_MS);
    const processor = new BatchSpanProcessor({
      exporter: this.exporter,
      maxQueueSize: MOST_WAITING,
      maxExportBatchSize: ONE_EXPORT,
      scheduledDelayMillis: EXPORT_EVERY_MS,
      exportTimeoutMillis: EXPORT_TIMEOUT_MS,
    });
    // The service alone: which process of a register was asked would tell where somebody lives.
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'einmal' }),
      sampler: new DrawingSampler(ratio),
      spanProcessors: [processor],
    });
    this.tracer = this.provider.getTracer('einmal');
  }

  start(kind: SpanKind, name: string, attributes: SpanAttributes, parent: Parent): TraceSpan {
    const options = { kind: kinds[kind], attributes: attributes as Attributes };
    return new SdkSpan(this.tracer.startSpan(name, options, contextOf(parent)));
  }

  async close(): Promise<void> {
    try {
      await withTimeLimit(CLOSE_WITHIN_MS, 'To send the last spans', () => this.provider.shutdown());
    } catch (error) {
      this.exporter.giveUp(error);
    }
  }
}

function contextOf(parent: Parent): Context {
  if (parent === undefined) return ROOT_CONTEXT;
  if (parent instanceof SdkSpan) return trace.setSpan(ROOT_CONTEXT, parent.span);
  const { remote, isStranger } = parent as Extract<Parent, { readonly remote: TracePlace }>;
  const { traceId, spanId, isSampled } = remote;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const context = trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
  return isStranger ? context.setValue(STRANGER, true) : context;
}

class SdkSpan implements TraceSpan {
  readonly place: TracePlace;

  constructor(readonly span: Span) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.place = { traceId, spanId, isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0 };
  }

  set(attributes: SpanAttributes): void {
    this.span.setAttributes(attributes as Attributes);
  }

  linkTo(other: TraceSpan): void {
    if (other instanceof SdkSpan) this.span.addLink({ context: other.span.spanContext() });
  }

  end({ name, failed }: { readonly name?: string; readonly failed?: boolean } = {}): void {
    if (name !== undefined) this.span.updateName(name);
    if (failed === true) this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.end();
  }
}
