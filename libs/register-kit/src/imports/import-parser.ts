import type { Server } from 'node:http';
import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit, UnsupportedMediaTypeException } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export const NDJSON = 'application/x-ndjson';

/** An import may send for an hour; headers and ordinary bodies keep their own, narrow limits. */
const REQUEST_TIMEOUT_MS = 60 * 60 * 1_000;

/** Hands NDJSON bodies to their route as a stream: no limit but that of a line. */
@Injectable()
export class ImportParser implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const adapter = this.host.httpAdapter;
    adapter
      .getInstance<FastifyInstance>()
      .addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
    (adapter.getHttpServer() as Server).requestTimeout = REQUEST_TIMEOUT_MS;
  }
}

/** The stream of an import request. @throws UnsupportedMediaTypeException for another content type */
export function ndjsonOf(request: FastifyRequest): Readable {
  const body = request.body as Readable | undefined;
  if (typeof body?.pipe !== 'function') throw new UnsupportedMediaTypeException();
  return body;
}
