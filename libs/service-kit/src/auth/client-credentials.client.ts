import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import { withTimeLimit } from '../background/index.ts';
import { issuerFetch } from '../transport/index.ts';
import { ProofKey } from './proof-key.signer.ts';

export interface ClientCredentialsOptions {
  /** The issuer; also the audience of the assertions. */
  readonly issuerUrl: string;
  /** What the issuer calls its token endpoint, for proofs (RFC 9449 §4.3); default: `<issuerUrl>/token`. */
  readonly tokenUrl?: string;
  /** Where that is reached, if elsewhere. */
  readonly tokenCallUrl?: string;
  readonly clientId: string;
  /** Private JWK as JSON, as the issuer knows its public half. */
  readonly clientJwk: string;
  /** Base URL of the service that the tokens are for (RFC 8707). */
  readonly audience: string;
  readonly scope: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The issuer gave no token; `reason` is its OAuth error code, or the status, or how the connection failed. */
export class TokenUnavailable extends Error {
  constructor(
    readonly reason: string,
    options: ErrorOptions = {},
  ) {
    super(`The issuer gave no token: ${reason}`, options);
  }
}

interface Issued {
  readonly token: string;
  readonly usableUntilMs: number;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_LIFETIME_S = 60;
const TIMEOUT_MS = 3_000;
/** A token is renewed this long before its end, so that none expires on its way. */
const RESERVE_S = 30;

/**
 * Access tokens of a service that calls another: client credentials with `private_key_jwt` (RFC 7523), bound to a key of
 * this process (DPoP, RFC 9449). One token is kept until shortly before its end, and however many callers wait, one
 * request is under way. A failure is not kept: the next caller asks again.
 */
export class ClientCredentials {
  private readonly proofKey = new ProofKey();
  private readonly now: () => number;
  private issued: Issued | undefined;
  private asking: Promise<Issued> | undefined;

  constructor(private readonly options: ClientCredentialsOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Headers that authorise one request; the proof is good for this method and address, once. */
  async headers(
    method: string,
    url: string,
  ): Promise<{ readonly authorization: string; readonly dpop: string }> {
    const { token } = await this.current();
    return { authorization: `DPoP ${token}`, dpop: await this.proofKey.proof(method, url, token) };
  }

  /** Forgets the token, after a service refused it. */
  discard(): void {
    this.issued = undefined;
  }

  private async current(): Promise<Issued> {
    if (this.issued && this.now() < this.issued.usableUntilMs) return this.issued;
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    this.issued = await this.asking;
    return this.issued;
  }

  private async ask(): Promise<Issued> {
    const askedMs = this.now();
    let answer = await this.request();
    // RFC 9449 §8: the refusal brought the nonce, so that the same request may succeed now; once.
    if (answer.error === 'use_dpop_nonce') answer = await this.request();
    if (answer.access_token === undefined || answer.expires_in === undefined)
      throw new TokenUnavailable(answer.error ?? 'no token in the answer');
    const usableS = answer.expires_in - Math.min(RESERVE_S, answer.expires_in / 4);
    return { token: answer.access_token, usableUntilMs: askedMs + usableS * 1_000 };
  }

  private async request(): Promise<TokenAnswer> {
    const { issuerUrl, clientId, audience, scope } = this.options;
    const url = this.options.tokenUrl ?? `${issuerUrl}/token`;
    const { tokenCallUrl = url } = this.options;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope,
      resource: audience,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await this.assertion(),
    });
    const dpop = await this.proofKey.proof('POST', url);
    return post(tokenCallUrl, { body, dpop }, (headers) => this.proofKey.learn(url, headers));
  }

  private async assertion(): Promise<string> {
    const { clientId, clientJwk, issuerUrl } = this.options;
    const jwk = JSON.parse(clientJwk) as JWK;
    const alg = jwk.alg ?? 'ES256';
    const nowS = Math.floor(this.now() / 1_000);
    return new SignJWT({})
      .setProtectedHeader({ alg, ...(jwk.kid !== undefined && { kid: jwk.kid }) })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(issuerUrl)
      .setJti(randomUUID())
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + ASSERTION_LIFETIME_S)
      .sign(await importJWK(jwk, alg));
  }
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly error?: string;
}

async function post(
  url: string,
  { body, dpop }: { readonly body: URLSearchParams; readonly dpop: string },
  learn: (headers: Headers) => void,
): Promise<TokenAnswer> {
  try {
    return await withTimeLimit(TIMEOUT_MS, 'Asking the issuer', async (signal) => {
      const response = await issuerFetch(url, {
        method: 'POST',
        body,
        headers: { dpop },
        redirect: 'error',
        signal,
      });
      learn(response.headers);
      const answer = (await response.json()) as TokenAnswer;
      return response.ok ? answer : { error: answer.error ?? `status ${response.status}` };
    });
  } catch (cause) {
    throw new TokenUnavailable('no answer', { cause });
  }
}
