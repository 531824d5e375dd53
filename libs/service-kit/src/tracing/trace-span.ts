import type { TracePlace } from './traceparent.ts';

/**
 * All that a span may say, by OpenTelemetry's names where it has one. Nothing else can be written into one: values are
 * of the code (methods, route templates, error codes, event types, groups) or counts. Never an address, an identifier,
 * a statement or a parameter; `test/traces.e2e.spec.ts` searches what a collector gets.
 */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  /** The template, `/v1/vehicles/:id`. */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  /** The code of the problem that the caller got. */
  readonly 'error.type'?: string;
  readonly 'messaging.system'?: 'kafka';
  readonly 'messaging.operation.name'?: 'append' | 'process';
  readonly 'messaging.operation.type'?: 'create' | 'process';
  readonly 'messaging.consumer.group.name'?: string;
  readonly 'messaging.batch.message_count'?: number;
  readonly 'einmal.event.type'?: string;
  /** 1 for the first one. */
  readonly 'einmal.attempt'?: number;
  /** Of how many requests one round trip took what they waited for. */
  readonly 'einmal.batch.size'?: number;
}

export type SpanKind = 'server' | 'client' | 'producer' | 'consumer' | 'internal';

/** One piece of work in a trace. Unless its trace is recorded it only has a place. */
export interface TraceSpan {
  readonly place: TracePlace;
  set(attributes: SpanAttributes): void;
  /** Elsewhere in another trace the work went on. */
  linkTo(span: TraceSpan): void;
  end(outcome?: { readonly name?: string; readonly failed?: boolean }): void;
}

/** Whose child a span is: of one here, of one in another process of ours, or of a stranger's, who decides nothing. */
export type Parent = TraceSpan | { readonly remote: TracePlace; readonly isStranger: boolean } | undefined;

/** What the SDK does for us; it is loaded where there is a collector, and nowhere else. */
export interface Tracer {
  start(kind: SpanKind, name: string, attributes: SpanAttributes, parent: Parent): TraceSpan;
  close(): Promise<void>;
}
