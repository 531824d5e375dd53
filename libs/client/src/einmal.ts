import type { JWK } from 'jose';
import { type Credentials, SessionToken, withoutToken } from './credentials.ts';
import { MachineToken } from './machine-token.ts';
import { Proofs, type ProofKeys } from './proofs.ts';
import { type Patience, usualPatience } from './repeating.ts';
import type { AllRoutes, ServiceRoutes } from './routes.ts';
import { ServiceClient } from './service-client.ts';
import { type TlsOptions, Transport } from './transport.ts';

/** How tokens are bound to this client: by a key of this process, by its certificate (`tls`), or not at all, which only services on this machine take. */
export type Binding = 'dpop' | 'certificate' | 'none-on-loopback';

export interface EinmalOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Registered by its public half, with `kid` and `alg`. */
  readonly privateJwk: JWK;
  readonly binding?: Binding;
  readonly tls?: TlsOptions;
  /** Longest wait for one answer; 30 s. */
  readonly timeoutMs?: number;
  readonly patience?: Partial<Patience>;
  /** Where in a trace of yours the work is that calls just now (W3C Trace Context), unless a call says it. */
  readonly traceparent?: () => string | undefined;
}

export interface MachineService {
  /** Base URL; the token is for it. */
  readonly url: string;
  readonly scope: string;
  /** Where the client may act for several: for which one. */
  readonly authority?: string;
}

export interface SessionService {
  readonly url: string;
  /** Access token of a person who logged in; asked for each request, so renew it there. */
  readonly token: () => Promise<string> | string;
  /** The keys that the token was bound to at the login. */
  readonly proofKeys?: ProofKeys;
}

const TIMEOUT_MS = 30_000;
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A client of the exchange: an authority system, a register's office, a portal. */
export class Einmal {
  readonly #options: EinmalOptions;
  readonly #transport: Transport;
  readonly #proofs: Proofs | undefined;
  readonly #patience: Patience;

  constructor(options: EinmalOptions) {
    const { binding = 'dpop', tls, patience } = options;
    if (binding === 'certificate' && !(tls?.cert && tls.key))
      throw new TypeError('A binding by certificate needs tls.cert and tls.key.');
    this.#options = options;
    this.#transport = new Transport(tls);
    this.#proofs = binding === 'dpop' ? new Proofs() : undefined;
    this.#patience = { ...usualPatience, ...patience };
  }

  /** A service, for this client itself. */
  service<R extends AllRoutes<R>>(
    routes: ServiceRoutes<R>,
    { url, scope, authority }: MachineService,
  ): ServiceClient<R> {
    const { issuer, clientId, privateJwk, binding } = this.#options;
    if (binding === 'none-on-loopback' && !loopback.test(new URL(url).hostname))
      throw new TypeError('An unbound token is for services on this machine.');
    const credentials = new MachineToken({
      ...{ issuer, clientId, privateJwk, resource: url, scope, authority },
      ...{ transport: this.#transport, proofs: this.#proofs, patience: this.#patience },
      timeoutMs: this.#timeoutMs,
    });
    return this.#client(routes, url, credentials);
  }

  /** A service, for a person who logged in. */
  session<R extends AllRoutes<R>>(
    routes: ServiceRoutes<R>,
    { url, token, proofKeys }: SessionService,
  ): ServiceClient<R> {
    return this.#client(routes, url, new SessionToken(token, proofKeys && new Proofs(proofKeys)));
  }

  /** A service, for what it tells everybody: no token goes with it. */
  open<R extends AllRoutes<R>>(routes: ServiceRoutes<R>, url: string): ServiceClient<R> {
    return this.#client(routes, url, withoutToken);
  }

  /** Ends its connections. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  #client<R extends AllRoutes<R>>(
    routes: ServiceRoutes<R>,
    url: string,
    credentials: Credentials,
  ): ServiceClient<R> {
    const { patience, transport } = { patience: this.#patience, transport: this.#transport };
    const { traceparent } = this.#options;
    return new ServiceClient(routes, {
      ...{ url, credentials, transport, patience, timeoutMs: this.#timeoutMs },
      ...(traceparent && { traceparent }),
    });
  }

  get #timeoutMs(): number {
    return this.#options.timeoutMs ?? TIMEOUT_MS;
  }
}
