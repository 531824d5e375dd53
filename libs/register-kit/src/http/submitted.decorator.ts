import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestInvalid } from '#libs/service-kit';
import type { Submission } from '../record/act.ts';

const keyForm = /^[A-Za-z0-9._-]{1,128}$/;

/** The request's `Idempotency-Key` and a digest of its route and body: the {@link Submission} of an act. */
export const Submitted = createParamDecorator((_: unknown, context: ExecutionContext): Submission => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return submissionOf(request.headers['idempotency-key'], `${request.method} ${request.url}`, request.body);
});

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
  if (typeof key !== 'string' || !keyForm.test(key)) throw keyMalformed();
  return { idempotencyKey: key, fingerprint };
}

const keyMalformed = () =>
  new RequestInvalid([
    {
      pointer: '/',
      code: 'request-invalid',
      detail: 'The Idempotency-Key header takes 1 to 128 of the characters A–Z a–z 0–9 . _ - and one value.',
    },
  ]);

/** JSON with sorted members: the order of a body's members does not make it another request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
