import { createHash } from 'node:crypto';
import { type CanActivate, createParamDecorator, type ExecutionContext, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestInvalid } from '../errors/index.ts';
import { IdempotencyKeyRefused } from './idempotency.errors.ts';

/** How a repetition of the same request is told from a new one. */
export interface Submission {
  /** With a key, the same request is executed once and answered with the same result. */
  readonly idempotencyKey?: string;
  /** Digest of route and body; another request under the same key is refused. */
  readonly fingerprint: string;
}

/** Bare, or as the string that draft-ietf-httpapi-idempotency-key-header makes of it. */
const keyForm = /^("?)([A-Za-z0-9._-]{1,128})\1$/;

/** The request's `Idempotency-Key` and a digest of its route and body: the {@link Submission} of an act. */
export const Submitted = createParamDecorator((_: unknown, context: ExecutionContext): Submission => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return submissionOf(request.headers['idempotency-key'], `${request.method} ${request.url}`, request.body);
});

const noKey: CanActivate = {
  canActivate: (context) => {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers['idempotency-key'] !== undefined) throw new IdempotencyKeyRefused();
    return true;
  },
};

/** For a route whose answer is not stored: a key is refused by name rather than ignored. */
export const RefusesIdempotencyKey = (): MethodDecorator => UseGuards(noKey);

/** @throws RequestInvalid for a key that is not 1–128 of `A–Z a–z 0–9 . _ -`, or given twice */
export function submissionOf(
  key: string | readonly string[] | undefined,
  route: string,
  body: unknown,
): Submission {
  const fingerprint = createHash('sha256')
    .update(`${route}\n${canonical(body)}`)
    .digest('base64url');
  if (key === undefined) return { fingerprint };
  const idempotencyKey = typeof key === 'string' ? keyForm.exec(key)?.[2] : undefined;
  if (idempotencyKey === undefined) throw keyMalformed();
  return { idempotencyKey, fingerprint };
}

const keyMalformed = () =>
  RequestInvalid.at(
    '/',
    'The Idempotency-Key header takes 1 to 128 of the characters A–Z a–z 0–9 . _ - and one value.',
  );

/** JSON with sorted members: the order of a body's members does not make it another request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
