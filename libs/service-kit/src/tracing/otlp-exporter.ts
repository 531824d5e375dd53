import { Logger } from '@nestjs/common';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { withTimeLimit } from '../background/time-limit.ts';
import { untraced } from './current-span.ts';

/** How a collector is reached; redirects are not followed. */
export type Send = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
    readonly signal: AbortSignal;
  },
) => Promise<Response>;
type Tell = Parameters<SpanExporter['export']>[1];

const SUCCESS = 0;
const FAILED = 1;

/**
 * OTLP over HTTP by the connections of this service, so that TLS is as everywhere else: certificates that change, our
 * own authority. A collector that is away is told of once, and once more when it is back; spans of the meantime are lost.
 */
export class OtlpExporter implements SpanExporter {
  private readonly logger = new Logger('Traces');
  private readonly url: string;
  private readonly over = new AbortController();
  private isAway = false;

  constructor(
    endpoint: string,
    private readonly fetch: Send,
    private readonly timeoutMs: number,
  ) {
    this.url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  }

  export(spans: ReadableSpan[], tell: Tell): void {
    void untraced(() => this.tried(spans)).then(tell);
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  /** What is being sent is not waited for, and what still waits is not sent. */
  giveUp(reason: unknown): void {
    this.over.abort(reason);
  }

  private async tried(spans: ReadableSpan[]): Promise<Parameters<Tell>[0]> {
    try {
      await this.send(spans);
    } catch (error) {
      if (!this.isAway)
        this.logger.warn({
          event: 'traces-not-sent',
          msg: 'The collector takes no spans, which are dropped until it does: check OTEL_EXPORTER_OTLP_ENDPOINT, or start it.',
          err: error,
        });
      this.isAway = true;
      return { code: FAILED, error: error as Error };
    }
    if (this.isAway) this.logger.log({ event: 'traces-sent-again', msg: 'the collector takes spans again' });
    this.isAway = false;
    return { code: SUCCESS };
  }

  private async send(spans: ReadableSpan[]): Promise<void> {
    const body = ProtobufTraceSerializer.serializeRequest(spans);
    if (body === undefined) return;
    const response = await withTimeLimit(this.timeoutMs, 'The collector', (signal) =>
      this.fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-protobuf' },
        body,
        signal: AbortSignal.any([signal, this.over.signal]),
      }),
    );
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The collector answered with status ${response.status}.`);
  }
}
