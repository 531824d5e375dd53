import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemFilter } from '../errors/index.ts';
import { RequestTooSlow } from './request.errors.ts';

/** How long a body may take. Node's own `requestTimeout` holds for a whole server and cannot tell an import apart. */
export interface BodyLimits {
  /** From the headers to the last byte of an ordinary body, and to the first of a stream. */
  readonly bodyMs: number;
  /** A stream brings {@link FLOW_BYTES} within each of these spans, or is cut off. */
  readonly flowMs: number;
}

export const bodyLimits: BodyLimits = { bodyMs: 10_000, flowMs: 30_000 };

export const FLOW_BYTES = 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** Absent where the request has no body. */
    bodyDeadline?: BodyDeadline | undefined;
  }
}

/** The time that a body has left. */
export class BodyDeadline {
  private timer: NodeJS.Timeout;

  constructor(
    private readonly raw: IncomingMessage,
    private readonly limits: BodyLimits,
    expire: () => void,
  ) {
    // by hand: ends with the request, not with the application
    this.timer = setTimeout(expire, limits.bodyMs).unref();
  }

  met(): void {
    clearTimeout(this.timer);
  }

  /**
   * The route reads a stream from now on, for as long as bytes flow. Whoever stops sending loses the connection: the
   * answer is under way already. While bytes lie here unread, it is not the sender who is slow.
   */
  flow(): void {
    clearTimeout(this.timer);
    let seen = this.raw.socket.bytesRead;
    // by hand: as above
    this.timer = setInterval(() => {
      const read = this.raw.socket.bytesRead;
      if (this.raw.complete) this.met();
      else if (this.raw.readableLength === 0 && read - seen < FLOW_BYTES) this.raw.destroy();
      seen = read;
    }, this.limits.flowMs).unref();
  }
}

export function addBodyDeadlines(fastify: FastifyInstance, filter: ProblemFilter, limits: BodyLimits): void {
  fastify.decorateRequest('bodyDeadline', undefined);
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    if (hasBody(request.raw)) {
      request.bodyDeadline = new BodyDeadline(request.raw, limits, () => refuse(filter, request, reply));
    }
    done(null, payload);
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (request.raw.complete) request.bodyDeadline?.met();
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    request.bodyDeadline?.met();
    if (hasBody(request.raw)) drain(request.raw, limits.bodyMs);
    done();
  });
}

/** The answer went out before the body was read: the rest may come for a while, so that the sender reads the answer. */
function drain(raw: IncomingMessage, bodyMs: number): void {
  if (raw.complete) return;
  // by hand: ends with the connection
  setTimeout(() => {
    if (!raw.complete) raw.socket.destroy();
  }, bodyMs).unref();
}

/** RFC 9112 §6: a request has a body when one of these headers says so. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function refuse(filter: ProblemFilter, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) request.raw.socket.destroy();
  else filter.answer(new RequestTooSlow(), request, reply.header('connection', 'close'));
}
