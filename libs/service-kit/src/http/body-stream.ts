import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { NDJSON } from './content-type.rules.ts';
import { ContentTypeUnsupported, RequestTooSlow } from './request.errors.ts';

/** How compressed files begin: gzip, zip, zstd. */
const compressed = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x03, 0x04],
  [0x28, 0xb5, 0x2f, 0xfd],
];

/**
 * The body of a route that takes NDJSON, once its first bytes are here: no limit but that of a line, for as long as
 * bytes flow. Call it where the caller is known, never before.
 * @throws ContentTypeUnsupported for a compressed file
 */
export async function bodyStreamOf(request: FastifyRequest): Promise<Readable> {
  const body = request.body as Readable | undefined;
  if (typeof body?.pipe !== 'function') throw new ContentTypeUnsupported([NDJSON]);
  const first = await firstChunk(body);
  if (compressed.some((magic) => magic.every((byte, index) => first?.[index] === byte))) {
    throw new ContentTypeUnsupported([NDJSON]);
  }
  if (first) body.unshift(first);
  request.bodyDeadline?.flow();
  return body;
}

/** Absent for an empty body. */
async function firstChunk(body: Readable): Promise<Buffer | undefined> {
  if (body.readableLength === 0 && !body.readableEnded) await readable(body);
  return (body.read() as Buffer | null) ?? undefined;
}

async function readable(body: Readable): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  body.once('close', leave);
  try {
    await once(body, 'readable', { signal: gone.signal });
  } catch {
    throw new RequestTooSlow();
  } finally {
    body.off('close', leave);
  }
}
