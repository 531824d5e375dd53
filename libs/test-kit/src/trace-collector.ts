import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type CollectedSpan, spansOf } from './otlp.rules.ts';

/** What an OpenTelemetry collector is to our services: it takes OTLP over HTTP, and keeps all of it, the bytes as well. */
export class TraceCollector {
  readonly spans: CollectedSpan[] = [];
  readonly received: Buffer[] = [];
  /** The headers of each. */
  readonly heard: IncomingHttpHeaders[] = [];
  /** An `ExportTraceServiceResponse` of OTLP; empty: all was taken. */
  answer: Buffer = Buffer.alloc(0);

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<TraceCollector> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const isTraces = request.method === 'POST' && request.url === '/v1/traces';
        if (isTraces) collector.take(body, request.headers);
        const headers = {
          'content-type': 'application/x-protobuf',
          'content-length': collector.answer.length,
        };
        response.writeHead(isTraces ? 200 : 404, headers).end(collector.answer);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const collector = new TraceCollector(server, `http://127.0.0.1:${port}`);
    return collector;
  }

  /** A trace as a tree, each part in the order in which it began: who did what, and how long that took. */
  tree(traceId: string): string {
    const spans = this.spans
      .filter((span) => span.traceId === traceId)
      .toSorted((a, b) => (a.startNs < b.startNs ? -1 : 1));
    const ids = new Set(spans.map(({ spanId }) => spanId));
    const below = (parent: CollectedSpan | undefined, depth: number): string[] =>
      spans
        .filter(({ parentId }) => (parent ? parentId === parent.spanId : !ids.has(parentId)))
        .flatMap((span) => [lineOf(span, depth), ...below(span, depth + 1)]);
    return below(undefined, 0).join('\n');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(body: Buffer, headers: IncomingHttpHeaders): void {
    this.heard.push(headers);
    this.received.push(body);
    this.spans.push(...spansOf(body));
  }
}

function lineOf({ service, kind, name, attributes, startNs, endNs }: CollectedSpan, depth: number): string {
  const ms = (Number(endNs - startNs) / 1e6).toFixed(1);
  const said = Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
  return `${'  '.repeat(depth)}${service}  ${kind}  ${name}  ${ms} ms  ${said.join(' ')}`.trimEnd();
}
