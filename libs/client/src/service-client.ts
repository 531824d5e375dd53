import { randomUUID } from 'node:crypto';
import type { Credentials } from './credentials.ts';
import { Problem } from './problem.ts';
import { type Patience, repeated, retryAfterOf } from './repeating.ts';
import {
  addressOf,
  type AllRoutes,
  type AnswerOf,
  type CallOptions,
  type EntryOf,
  type FollowedRoute,
  type Input,
  type InputOf,
  type PagedRoute,
  type RouteName,
  type RouteShape,
  type ServiceRoutes,
} from './routes.ts';
import type { Transport, WireAnswer } from './transport.ts';

export interface ServiceOptions {
  readonly url: string;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly patience: Patience;
  readonly timeoutMs: number;
  readonly traceparent?: () => string | undefined;
}

const WAIT_S = 25;
/** What an answer may take on its way beside the wait. */
const WAY_MS = 10_000;

/** Calls the routes of one service, typed by its API description. */
export class ServiceClient<R extends AllRoutes<R>> {
  readonly #routes: ServiceRoutes<R>;
  readonly #options: ServiceOptions;

  constructor(routes: ServiceRoutes<R>, options: ServiceOptions) {
    this.#routes = routes;
    this.#options = options;
  }

  /**
   * Calls a route. GET and what has an idempotency key is repeated where that may help, everything else is sent once.
   * @throws Problem where the service refuses, NoAnswer, TokenRefused, or the reason of the signal
   */
  call<K extends RouteName<R>>(route: K, ...[input]: InputOf<R, K>): Promise<AnswerOf<R, K>> {
    return this.#call(route, (input ?? {}) as Partial<RouteShape> & CallOptions);
  }

  /** The entries of a list, page after page. */
  async *entries<K extends PagedRoute<R>>(
    route: K & RouteName<R>,
    ...[input]: InputOf<R, K>
  ): AsyncGenerator<EntryOf<AnswerOf<R, K>>, void> {
    const first = (input ?? {}) as Partial<RouteShape> & CallOptions;
    let after = first.query?.['after'];
    do {
      const page = (await this.#call(route, { ...first, query: { ...first.query, after } })) as object;
      const list: unknown = Object.values(page).find(Array.isArray);
      yield* (list ?? []) as EntryOf<AnswerOf<R, K>>[];
      after = (page as { readonly next?: string }).next;
    } while (after !== undefined);
  }

  /**
   * What a feed has to tell, answer after answer, for ever: bring the events and `next` to safety together, then go on.
   * Ends with the signal; a problem ends it, too, and the last `next` goes on from there.
   */
  async *follow<K extends FollowedRoute<R>>(
    route: K & RouteName<R>,
    input: Input<R, K>,
  ): AsyncGenerator<AnswerOf<R, K>, void> {
    const first = input as Partial<RouteShape> & CallOptions;
    const waitS = Number(first.query?.['waitS'] ?? WAIT_S);
    const timeoutMs = first.timeoutMs ?? waitS * 1_000 + WAY_MS;
    let query: NonNullable<RouteShape['query']> = { ...first.query, waitS };
    while (!first.signal?.aborted) {
      try {
        const answer = await this.#call(route, { ...first, timeoutMs, query });
        yield answer;
        query = { ...query, after: (answer as { readonly next: string }).next };
      } catch (error) {
        if (!first.signal?.aborted) throw error;
      }
    }
  }

  async #call<K extends RouteName<R>>(
    route: K,
    {
      signal,
      timeoutMs,
      idempotencyKey,
      repeatable = false,
      traceparent = this.#options.traceparent?.(),
      body,
      ...address
    }: Partial<RouteShape> & CallOptions,
  ): Promise<AnswerOf<R, K>> {
    const { url: base, patience, timeoutMs: usualMs } = this.#options;
    const [method = '', path = ''] = route.split(' ');
    const key = idempotencyKey ?? (this.#routes.keyed.has(route) ? randomUUID() : undefined);
    const headers = {
      accept: 'application/json, application/problem+json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(traceparent !== undefined && { traceparent }),
    };
    const request = {
      method,
      url: addressOf(base, path, address),
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMs: timeoutMs ?? usualMs,
      signal,
    };
    const isSafe = method === 'GET' || key !== undefined || repeatable;
    const allowed = isSafe ? patience : { ...patience, attempts: 1 };
    const answer = await repeated(() => this.#authorised(request), allowed, signal);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw new Problem(`${route} of ${this.#routes.name}`, answer.status, answer.body, retryAfterOf(answer));
  }

  /** A token that was withdrawn, or a nonce that the service wants, are each made up for once. */
  async #authorised(request: Parameters<Transport['send']>[0]): Promise<WireAnswer> {
    const { credentials, transport } = this.#options;
    const { method, url, signal } = request;
    const tried = new Set<string>();
    for (;;) {
      const headers = { ...request.headers, ...(await credentials.headersFor(method, url, signal)) };
      const answer = await transport.send({ ...request, headers });
      const chance = credentials.secondChance(url, answer, headers);
      if (chance === undefined || tried.has(chance)) return answer;
      tried.add(chance);
    }
  }
}
