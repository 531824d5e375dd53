import { problemKinds, type ProblemCode } from './generated/problems.generated.ts';

/** The member at fault, why, and how to mend it; never its value. */
export interface ProblemItem {
  /** RFC 6901 pointer into the body. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What a service refused with (RFC 9457), or what stood between. It holds nothing of the request, so log it whole. */
export class Problem<Code extends string = string> extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Decide by this; `http-502` and the like where no service of the exchange answered. */
  readonly code: Code;
  /** The page that says cause and remedy. */
  readonly type: string | undefined;
  readonly detail: string | undefined;
  readonly errors: readonly ProblemItem[];
  /** The decision that records the refusal. */
  readonly lookupId: string | undefined;
  /** Leads the operator to the log. */
  readonly traceId: string | undefined;
  readonly retryAfterS: number | undefined;
  /** The whole document, with what this version of the client does not know. */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(route: string, status: number, body: unknown, retryAfterS?: number) {
    const document = isProblem(body) ? body : {};
    const code = textOf(document['code']) ?? `http-${status}`;
    super(`${route} was answered with ${status} ${code}. ${textOf(document['detail']) ?? ''}`.trim());
    this.status = status;
    this.code = code as Code;
    this.type = textOf(document['type']);
    this.detail = textOf(document['detail']);
    this.errors = Array.isArray(document['errors']) ? (document['errors'] as ProblemItem[]) : [];
    this.lookupId = textOf(document['lookupId']);
    this.traceId = textOf(document['traceId']);
    this.retryAfterS = retryAfterS;
    this.document = document;
  }

  /** One code that this client knows of: `error.is('consent-withdrawn', 'consent-expired')`. */
  is<Known extends ProblemCode>(...codes: readonly Known[]): this is Problem<Known> {
    return (codes as readonly string[]).includes(this.code);
  }

  /** Whether this version of the client has heard of the code. */
  get isKnown(): boolean {
    return Object.hasOwn(problemKinds, this.code);
  }
}

/** Nobody answered, or nothing that could be read: whether the request was executed is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** `timeout`, or how the connection failed. */
  readonly reason: string;

  constructor(what: string, reason: string) {
    super(`${what} got no answer: ${reason}`);
    this.reason = reason;
  }
}

/** The issuer gave no token; `error` is its OAuth code (RFC 6749 §5.2). What is wrong with an assertion only its log says. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, advice = '') {
    super(`The issuer gave no token: ${status} ${error}${advice}`);
    this.status = status;
    this.error = error;
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isProblem = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && 'code' in body && 'status' in body;
