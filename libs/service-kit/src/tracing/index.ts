export { readTraceparent, type TracePlace } from './traceparent.ts';
export { isTracing, startSpan, traced, traceparent, useTracing } from './tracing.ts';
