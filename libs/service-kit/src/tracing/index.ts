export { endingLast } from './ending-last.ts';
export type { SpanAttributes, TraceSpan } from './trace-span.ts';
export { readTraceparent, type TracePlace } from './traceparent.ts';
export { startSpan, traced, traceparent, useTracing } from './tracing.ts';
