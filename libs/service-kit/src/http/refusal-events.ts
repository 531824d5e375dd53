import type { FastifyRequest } from 'fastify';
import type { Problem } from '#libs/contracts';
import { callerOf } from '../auth/index.ts';
import { eventOfCode, logPseudonym, tellSecurityEvent } from '../logging/index.ts';

/** Tells the SIEM of a refusal, where its code is one of those that it is told of. */
export function tellRefusal({ code, traceId, lookupId }: Problem, request: FastifyRequest): void {
  const event = eventOfCode[code];
  if (event === undefined) return;
  const { clientId: client, authority, sub } = callerOf(request) ?? {};
  tellSecurityEvent(event, {
    msg: 'a caller was refused',
    code,
    traceId,
    route: request.routeOptions?.url,
    ...(client !== undefined && { client }),
    ...(authority !== undefined && { authority }),
    // A machine's subject is its client.
    ...(sub !== undefined && sub !== client && { who: logPseudonym(sub) }),
    ...(lookupId !== undefined && { lookupId }),
  });
}
