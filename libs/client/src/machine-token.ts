import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import { authorisation, type Credentials } from './credentials.ts';
import { NoAnswer, TokenRefused } from './problem.ts';
import type { Proofs } from './proofs.ts';
import { type Patience, repeated } from './repeating.ts';
import type { Transport, WireAnswer } from './transport.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_LIFETIME_S = 60;
/** A token is renewed this long before its end, so that none expires on its way. */
const RESERVE_S = 30;

export interface MachineTokenOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly privateJwk: JWK;
  /** Base URL of the service (RFC 8707). */
  readonly resource: string;
  readonly scope: string;
  /** Where the client may act for several: for which one. */
  readonly authority?: string | undefined;
  readonly transport: Transport;
  readonly proofs: Proofs | undefined;
  readonly patience: Patience;
  readonly timeoutMs: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

interface Kept {
  readonly token: string;
  readonly usableUntilMs: number;
}

interface Metadata {
  readonly issuer?: string;
  readonly token_endpoint?: string;
  readonly mtls_endpoint_aliases?: { readonly token_endpoint?: string };
}

/**
 * Tokens of a client that acts for itself: `private_key_jwt` (RFC 7523), one kept until shortly before its end, and however
 * many callers wait, one request under way. A failure is not kept.
 */
/** What an issuer answers, in no other words, where it binds the tokens of a client to its certificate (RFC 8705). */
const ANOTHER_BINDING =
  ". Are this client's tokens bound to a certificate? Then give binding: 'certificate', and tls with cert and key.";

export class MachineToken implements Credentials {
  readonly #options: MachineTokenOptions;
  readonly #now: () => number;
  #kept: Kept | undefined;
  #asking: Promise<Kept> | undefined;
  #endpoint: string | undefined;

  constructor(options: MachineTokenOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  async headersFor(
    method: string,
    url: string,
    signal?: AbortSignal,
  ): Promise<Readonly<Record<string, string>>> {
    const { token } = await orAborted(this.#current(), signal);
    return authorisation(this.#options.proofs, token, method, url);
  }

  secondChance(
    url: string,
    answer: WireAnswer,
    { authorization = '' }: Readonly<Record<string, string>>,
  ): 'nonce' | 'token' | undefined {
    if (this.#options.proofs?.learn(url, answer)) return 'nonce';
    const { code } = (answer.body ?? {}) as { readonly code?: unknown };
    if (answer.status !== 401 || code !== 'token-invalid') return undefined;
    // Another caller may have a new one already.
    if (this.#kept && authorization.endsWith(` ${this.#kept.token}`)) this.#kept = undefined;
    return 'token';
  }

  async #current(): Promise<Kept> {
    if (this.#kept && this.#now() < this.#kept.usableUntilMs) return this.#kept;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    this.#kept = await this.#asking;
    return this.#kept;
  }

  async #ask(): Promise<Kept> {
    const { patience, proofs } = this.#options;
    const url = (this.#endpoint ??= await this.#discover());
    let askedMs = 0;
    const send = async (): Promise<WireAnswer> => {
      askedMs = this.#now();
      const answer = await this.#post(url);
      return proofs?.learn(url, answer) ? this.#post(url) : answer;
    };
    const { status, body } = await repeated(send, patience);
    const said = (body ?? {}) as { access_token?: string; expires_in?: number; error?: string };
    if (status !== 200 || said.access_token === undefined)
      throw new TokenRefused(
        status,
        said.error ?? 'no token in the answer',
        said.error === 'invalid_grant' && proofs ? ANOTHER_BINDING : undefined,
      );
    const { access_token: token, expires_in: lifeS = 0 } = said;
    return { token, usableUntilMs: askedMs + (lifeS - Math.min(RESERVE_S, lifeS / 4)) * 1_000 };
  }

  /** RFC 8414; who answers for another issuer is not believed. */
  async #discover(): Promise<string> {
    const { issuer, transport, patience, timeoutMs, proofs } = this.#options;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/oauth-authorization-server`;
    const send = () => transport.send({ method: 'GET', url, headers: {}, timeoutMs });
    const { status, body } = await repeated(send, patience);
    const metadata = (body ?? {}) as Metadata;
    if (status !== 200 || metadata.issuer !== issuer) throw new TokenRefused(status, 'not this issuer');
    const bound = proofs ? undefined : metadata.mtls_endpoint_aliases?.token_endpoint;
    const endpoint = bound ?? metadata.token_endpoint;
    if (endpoint === undefined) throw new NoAnswer(issuer, 'no token endpoint');
    return endpoint;
  }

  async #post(url: string): Promise<WireAnswer> {
    const { clientId, resource, scope, authority, transport, timeoutMs, proofs } = this.#options;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope,
      resource,
      ...(authority !== undefined && { authority }),
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await this.#assertion(),
    }).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(proofs && { dpop: await proofs.proof('POST', url) }),
    };
    return transport.send({ method: 'POST', url, headers, body, timeoutMs });
  }

  async #assertion(): Promise<string> {
    const { clientId, issuer, privateJwk } = this.#options;
    const { kid, alg = 'ES256' } = privateJwk;
    const nowS = Math.floor(this.#now() / 1_000);
    return new SignJWT({ iss: clientId, sub: clientId, aud: issuer, jti: randomUUID() })
      .setProtectedHeader({ alg, ...(kid !== undefined && { kid }) })
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + ASSERTION_LIFETIME_S)
      .sign(await importJWK(privateJwk, alg));
  }
}

/** One caller who gives up leaves the request to the others who wait for it. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason as Error);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}
