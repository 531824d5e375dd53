import { current } from './current-span.ts';
import type { Destination, Send } from './otlp-exporter.ts';
import type { Parent, SpanAttributes, SpanKind, Tracer, TraceSpan } from './trace-span.ts';
import { writeTraceparent } from './traceparent.ts';

/** The settings by OpenTelemetry's names. */
interface Collector {
  readonly otelExporterOtlpEndpoint?: string;
  readonly otelExporterOtlpTracesEndpoint?: string;
  readonly otelExporterOtlpHeaders?: Readonly<Record<string, string>>;
  readonly otelTracesExporter?: 'otlp' | 'none';
  readonly otelTracesSampler?: string;
  readonly otelTracesSamplerArg?: number;
  readonly otelSdkDisabled?: 'true' | 'false';
}

const sharesOf: Readonly<Record<string, number>> = { parentbased_always_on: 1, parentbased_always_off: 0 };

/** Where spans go; nothing where nothing is to be traced. */
function destinationOf(config: Collector): Destination | undefined {
  const { otelExporterOtlpEndpoint: base, otelExporterOtlpTracesEndpoint: whole } = config;
  const url = whole ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
  const isOff = config.otelSdkDisabled === 'true' || config.otelTracesExporter === 'none';
  return url === undefined || isOff ? undefined : { url, headers: config.otelExporterOtlpHeaders ?? {} };
}

let tracer: Tracer | undefined;

/**
 * Says where this process sends its spans; it is to be said before modules are made.
 * @param fetch by which the collector is reached
 * @returns how to end it
 */
export async function useTracing(
  service: string,
  config: Collector,
  fetch: Send,
): Promise<() => Promise<void>> {
  const { otelTracesSampler = '', otelTracesSamplerArg = 1 } = config;
  const destination = destinationOf(config);
  tracer = undefined;
  if (destination === undefined) return () => Promise.resolve();
  const { SdkTracer } = await import('./sdk-tracer.ts');
  const share = sharesOf[otelTracesSampler] ?? otelTracesSamplerArg;
  const own: Tracer = new SdkTracer(service, destination, share, fetch);
  tracer = own;
  return async () => {
    if (tracer === own) tracer = undefined;
    await own.close();
  };
}

export const isTracing = (): boolean => tracer !== undefined;

/** The work that runs here; nothing while nothing is traced. */
export const currentSpan = (): TraceSpan | undefined =>
  tracer === undefined ? undefined : current.getStore();

/** For who is called or told next. */
export const traceparent = (span = currentSpan()): string | undefined => span && writeTraceparent(span.place);

/** A span that whoever started it ends; nothing while nothing is traced. */
export const startSpan = (
  kind: SpanKind,
  name: string,
  attributes: SpanAttributes = {},
  parent: Parent = currentSpan(),
): TraceSpan | undefined => tracer?.start(kind, name, attributes, parent);

/** Runs work as part of a span that somebody else ends. */
export const within = <T>(span: TraceSpan | undefined, work: () => T): T =>
  tracer === undefined ? work() : current.run(span, work);

/** Runs work as a span of its own, which ends with it. */
export async function traced<T>(
  kind: SpanKind,
  name: string,
  attributes: SpanAttributes,
  work: (span: TraceSpan | undefined) => Promise<T>,
  parent: Parent = currentSpan(),
): Promise<T> {
  const span = startSpan(kind, name, attributes, parent);
  if (span === undefined) return work(undefined);
  try {
    const result = await current.run(span, () => work(span));
    span.end();
    return result;
  } catch (error) {
    span.end({ failed: true });
    throw error;
  }
}

/**
 * One round trip for many: a child of the first one's span, to which the others' lead by a link.
 * @param name without one it is no span of its own
 * @param asking the spans of those whose work it is
 */
export function tracedForMany<T>(
  name: string | undefined,
  asking: readonly { readonly span: TraceSpan | undefined }[],
  work: () => Promise<T>,
): Promise<T> {
  if (tracer === undefined) return work();
  const first = (asking.find(({ span }) => span?.place.isSampled) ?? asking.find(({ span }) => span))?.span;
  if (first === undefined || name === undefined) return current.run(first, work);
  return traced(
    'internal',
    name,
    { 'einmal.batch.size': asking.length },
    (batch) => {
      for (const { span } of asking) if (span !== undefined && span !== first && batch) span.linkTo(batch);
      return work();
    },
    first,
  );
}
