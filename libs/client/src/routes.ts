/** A route of a service, as its API description has it. */
export interface RouteShape {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly answer: unknown;
}

export type AllRoutes<R> = { readonly [K in keyof R]: RouteShape };

/** What the client knows of a service while it runs. */
export interface ServiceRoutes<R> {
  readonly name: string;
  /** Routes where a repetition under the same `Idempotency-Key` does the work once. */
  readonly keyed: ReadonlySet<keyof R>;
}

export type RouteName<R> = keyof R & string;

export type AnswerOf<R extends AllRoutes<R>, K extends keyof R> = R[K]['answer'];

/** How one call differs from the others of its client. */
export interface CallOptions {
  /** Ends the call, its pauses included. */
  readonly signal?: AbortSignal;
  /** Longest wait for one answer. */
  readonly timeoutMs?: number;
  /**
   * Of a route that takes one; a new UUID otherwise. Give your own where the call must happen once although your process
   * may die over it: the same key after the restart.
   */
  readonly idempotencyKey?: string;
  /** Repeat it as if it were a GET: you know that another execution does no harm, as with a lookup. */
  readonly repeatable?: boolean;
  /** W3C trace context; its trace id is that of the service's log. */
  readonly traceparent?: string;
}

export type Input<R extends AllRoutes<R>, K extends keyof R> = Omit<R[K], 'answer'> & CallOptions;

/** The input, which may be left out where nothing in it is needed. */
export type InputOf<R extends AllRoutes<R>, K extends keyof R> =
  Partial<Input<R, K>> extends Input<R, K> ? [input?: Input<R, K>] : [input: Input<R, K>];

/** Lists that are read page by page: `after` of the next one is `next` of this one. */
export type PagedRoute<R extends AllRoutes<R>> = {
  [K in keyof R]: R[K] extends {
    readonly query?: { readonly after?: unknown };
    readonly answer: { readonly next?: unknown };
  }
    ? K
    : never;
}[keyof R] &
  `GET ${string}`;

/** Feeds wait for what comes. */
export type FollowedRoute<R extends AllRoutes<R>> = {
  [K in keyof R]: R[K] extends {
    readonly query?: { readonly waitS?: unknown };
    readonly answer: { readonly next: string };
  }
    ? K
    : never;
}[keyof R] &
  `GET ${string}`;

/** An entry of the one list that such an answer holds. */
export type EntryOf<Answer> = {
  [M in keyof Answer]-?: NonNullable<Answer[M]> extends readonly (infer Entry)[] ? Entry : never;
}[keyof Answer];

/** The address of a call: path members in place, query behind. */
export function addressOf(
  base: string,
  path: string,
  { path: members = {}, query = {} }: Partial<RouteShape>,
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = members[name];
    if (typeof value !== 'string' || value === '')
      throw new TypeError(`The path member "${name}" is missing.`);
    // An URL drops these, encoded or not, and the call would reach another route.
    if (value === '.' || value === '..') throw new TypeError(`The path member "${name}" is a dot segment.`);
    return encodeURIComponent(value);
  });
  const url = new URL(base.replace(/\/$/, '') + filled);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
}
