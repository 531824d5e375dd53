import type { ErrorCode, Problem } from '#libs/contracts';
import { DomainError } from './domain.error.ts';
import { problemKinds } from './problem-kinds.ts';

/** The problem document of a refusal; `undefined` for a fault, which callers learn nothing about. */
export function toProblem(error: unknown, baseUrl: string, traceId?: string): Problem | undefined {
  if (error instanceof DomainError) {
    return {
      ...problem(error.code, error.message, baseUrl, traceId),
      ...(error.items && { errors: error.items }),
      ...(error.lookupId !== undefined && { lookupId: error.lookupId }),
    };
  }
  const framework = frameworkCode(error);
  return framework && problem(framework, frameworkDetails[framework], baseUrl, traceId);
}

export function internalProblem(baseUrl: string, traceId?: string): Problem {
  return problem('internal-error', 'The request could not be processed. It was logged.', baseUrl, traceId);
}

function problem(code: ErrorCode, detail: string, baseUrl: string, traceId?: string): Problem {
  const { status, title } = problemKinds[code];
  return { type: baseUrl + code, title, status, detail, code, ...(traceId !== undefined && { traceId }) };
}

type FrameworkCode =
  'body-too-large' | 'content-type-unsupported' | 'encoding-invalid' | 'route-unknown' | 'request-invalid';

const frameworkDetails: Record<FrameworkCode, string> = {
  'body-too-large': 'The body exceeds the limit of this endpoint. Send less at once.',
  'content-type-unsupported': 'Send the body with the content type that the API description names.',
  'encoding-invalid': 'The address is not valid UTF-8 in percent-encoding (RFC 3986 §2).',
  'route-unknown': 'Neither the path nor the method is known here. The API description is at /openapi.json.',
  'request-invalid':
    'The request is not well-formed HTTP for this endpoint. The API description is at /docs.',
};

/** Maps what Fastify and Nest throw before our own code runs. */
function frameworkCode(error: unknown): FrameworkCode | undefined {
  const status = statusOf(error);
  if (status === 413) return 'body-too-large';
  if (status === 415) return 'content-type-unsupported';
  // An over-long part of the path (414) is nothing that could have been found.
  if (status === 404 || status === 405 || status === 414) return 'route-unknown';
  if (status !== 400) return undefined;
  if ((error as { code?: unknown }).code === 'FST_ERR_BAD_URL') return 'encoding-invalid';
  return 'request-invalid';
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode, status } = error as { statusCode?: unknown; status?: unknown };
  if (typeof statusCode === 'number') return statusCode;
  return typeof status === 'number' ? status : undefined;
}
