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
export interface Destination {
  readonly url: string;
  /** What the collector wants to see beside ours, by names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

type Tell = Parameters<SpanExporter['export']>[1];

const SUCCESS = 0;
const FAILED = 1;
/** Bytes of an answer; one that refuses spans has a sentence. */
const MOST_ANSWERED = 16_384;
const TELL_AGAIN_MS = 3_600_000;

/**
 * OTLP over HTTP by the connections of this service, so that TLS is as everywhere else: certificates that change, our
 * own authority. A collector that is away is told of once, and once more when it is back; spans of the meantime are lost.
 */
export class OtlpExporter implements SpanExporter {
  private readonly logger = new Logger('Traces');
  private readonly over = new AbortController();
  private isAway = false;
  private tellsRefusedFrom = 0;

  constructor(
    private readonly to: Destination,
    private readonly fetch: Send,
    private readonly timeoutMs: number,
  ) {}

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
          msg: 'The collector takes no spans, which are dropped until it does: check its address (OTEL_EXPORTER_OTLP_ENDPOINT or …_TRACES_ENDPOINT) and OTEL_EXPORTER_OTLP_HEADERS, or start it.',
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
    const answer = await withTimeLimit(this.timeoutMs, 'The collector', async (signal) => {
      const response = await this.fetch(this.to.url, {
        method: 'POST',
        headers: { ...this.to.headers, 'content-type': 'application/x-protobuf' },
        body,
        signal: AbortSignal.any([signal, this.over.signal]),
      });
      const isRead = response.ok && isShortProtobuf(response.headers);
      if (isRead) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The collector answered with status ${response.status}.`);
      return undefined;
    });
    if (answer !== undefined) this.tellRefused(refusedIn(answer));
  }

  /** A collector that takes a part answers with success all the same (OTLP, "Partial Success"). */
  private tellRefused({ rejectedSpans: refused = 0, errorMessage: said = '' }: PartialSuccess): void {
    const now = performance.now();
    if (refused <= 0 || now < this.tellsRefusedFrom) return;
    this.tellsRefusedFrom = now + TELL_AGAIN_MS;
    this.logger.warn({
      event: 'traces-refused',
      msg: 'The collector takes only a part of the spans; the others are lost: its own words and limits say why. This is told once an hour.',
      refused,
      said: said.slice(0, 200),
    });
  }
}

type PartialSuccess = NonNullable<
  ReturnType<typeof ProtobufTraceSerializer.deserializeResponse>['partialSuccess']
>;

/** What does not say how long it is, or is no protobuf, is a success without a word. */
const isShortProtobuf = (headers: Headers): boolean =>
  headers.get('content-type') === 'application/x-protobuf' &&
  Number(headers.get('content-length') ?? Infinity) <= MOST_ANSWERED;

function refusedIn(answer: Uint8Array): PartialSuccess {
  try {
    return ProtobufTraceSerializer.deserializeResponse(answer).partialSuccess ?? {};
  } catch {
    // Its spans it took, and that is what it was asked.
    return {};
  }
}
