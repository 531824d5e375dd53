import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCode } from '#libs/contracts';
import { problemKinds } from '../errors/index.ts';

type Components = NonNullable<OpenAPIObject['components']>;
type Response = Exclude<NonNullable<Components['responses']>[string], { $ref: string }>;

export const problemSchema = {
  type: 'object' as const,
  description: 'RFC 9457 problem. `type` resolves to a page with cause and remedy.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901 pointer into the body' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    lookupId: { type: 'string', format: 'uuid', description: 'The decision row that records this refusal.' },
    traceId: { type: 'string' },
  },
};

/** What the shape of an operation already says about its refusals. */
export interface OperationShape {
  /** Whether a token is needed. */
  readonly scoped: boolean;
  readonly hasParameters: boolean;
  /** Whether a part of its path is given: one that is too long is no address at all. */
  readonly hasPathParameters: boolean;
  readonly hasBody: boolean;
  /** Codes of its own (`@Refuses`). */
  readonly refusals: readonly ErrorCode[];
}

const always = [
  'encoding-invalid',
  'headers-too-large',
  'overloaded',
  'not-ready',
  'internal-error',
] as const;
const ofToken = [
  'token-missing',
  'token-invalid',
  'token-binding-missing',
  'scope-missing',
  'client-inactive',
] as const;
const ofParameters = [
  'request-invalid',
  'member-unknown',
  'member-missing',
  'characters-unsuitable',
] as const;
const ofBody = [
  ...ofParameters,
  'json-malformed',
  'json-too-deep',
  'request-too-slow',
  'identifier-malformed',
  'identifier-unknown',
  'check-digit-wrong',
  'body-too-large',
  'content-type-unsupported',
] as const;

/** Every code an operation may answer with. */
function codesOf(shape: OperationShape): ReadonlySet<ErrorCode> {
  return new Set<ErrorCode>([
    ...(shape.hasParameters ? ofParameters : []),
    ...(shape.hasPathParameters ? (['route-unknown'] as const) : []),
    ...(shape.hasBody ? ofBody : []),
    ...(shape.scoped ? ofToken : []),
    ...shape.refusals,
    ...always,
  ]);
}

/** The problem answers of a service, each set of codes described once and referred to by the operations. */
export class ProblemAnswers {
  readonly components = { responses: {} as Record<string, Response>, examples: {} as object };

  constructor(private readonly problemBaseUrl: string) {}

  /** By status, as `$ref`. */
  of(shape: OperationShape): Record<string, { $ref: string }> {
    const byStatus = Map.groupBy(codesOf(shape), (code) => problemKinds[code].status);
    const statuses = [...byStatus].toSorted(([a], [b]) => a - b);
    return Object.fromEntries(statuses.map(([status, codes]) => [status, this.answer(status, codes)]));
  }

  contentOf(answer: { $ref: string } | undefined): Response['content'] {
    return this.components.responses[answer?.$ref.split('/').at(-1) ?? '']?.content;
  }

  private answer(status: number, codes: readonly ErrorCode[]): { $ref: string } {
    const name = `${status}-${codes.join('.')}`;
    this.components.responses[name] ??= this.describe(status, codes);
    return { $ref: `#/components/responses/${name}` };
  }

  private describe(status: number, codes: readonly ErrorCode[]): Response {
    const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }] as const);
    Object.assign(
      this.components.examples,
      Object.fromEntries(codes.map((code) => [code, this.example(code)])),
    );
    const own = { properties: { status: { const: status }, code: { enum: [...codes] } } };
    return {
      description: codes.map((code) => `\`${code}\`: ${problemKinds[code].title}.`).join(' '),
      ...(status === 401 && { headers: { 'WWW-Authenticate': challenge } }),
      content: {
        'application/problem+json': {
          // `const` is of JSON Schema 2020-12, which the types of the Nest module do not know.
          schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, own as object] },
          examples: Object.fromEntries(examples),
        },
      },
    };
  }

  private example(code: ErrorCode): object {
    const { status, title } = problemKinds[code];
    const value = { type: this.problemBaseUrl + code, title, status, detail: `${title}.`, code };
    return { summary: title, value: { ...value, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' } };
  }
}

const challenge = {
  description: 'How to authenticate (RFC 6750 §3, RFC 9449 §7.1).',
  schema: { type: 'string' as const },
};
