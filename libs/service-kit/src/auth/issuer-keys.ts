import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type CryptoKey,
  type JWSHeaderParameters,
  type FetchImplementation,
  type FlattenedJWSInput,
} from 'jose';
import { withTimeLimit } from '../background/index.ts';
import { IssuerKeysUnavailable } from './access.errors.ts';

/** A key the issuer withdrew (compromise) is refused for new tokens after this; jose's default of 10 min is too long. */
const MAX_AGE_MS = 60_000;
/** A rotated-in key works after this at the latest; a flood of unknown `kid`s costs one fetch per cooldown. */
const COOLDOWN_MS = 5_000;
/** Longer than any healthy answer, shorter than a caller's patience. */
const TIMEOUT_MS = 2_000;
/** After a failed fetch, requests are refused at once for this long instead of queueing behind one timeout each. */
const FAILURE_PAUSE_MS = 1_000;

/** The pinned issuer's public keys by `kid`. Nothing in a token can name another source. Fails closed. */
export class IssuerKeys {
  private readonly jwks: ReturnType<typeof createRemoteJWKSet>;
  private failedAt = Number.NEGATIVE_INFINITY;
  private failure: unknown;

  constructor(jwksUrl: string) {
    this.jwks = createRemoteJWKSet(new URL(jwksUrl), {
      cacheMaxAge: MAX_AGE_MS,
      cooldownDuration: COOLDOWN_MS,
      timeoutDuration: 10 * TIMEOUT_MS,
      [customFetch]: fetchInTime,
    });
  }

  /** @throws IssuerKeysUnavailable, or jose's JWKSNoMatchingKey for an unknown `kid` */
  readonly find = async (header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> => {
    if (performance.now() - this.failedAt < FAILURE_PAUSE_MS)
      throw new IssuerKeysUnavailable({ cause: this.failure });
    try {
      return await this.jwks(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys)
        throw cause;
      if (cause instanceof errors.JOSENotSupported) throw cause;
      this.failedAt = performance.now();
      this.failure = cause;
      throw new IssuerKeysUnavailable({ cause });
    }
  };
}

/** The whole answer within our own limit, because jose's fires although the answer lies in the socket. */
const fetchInTime: FetchImplementation = (url, options) =>
  withTimeLimit(TIMEOUT_MS, 'Fetching the keys', async (signal) => {
    const response = await fetch(url, { ...options, signal });
    return new Response(await response.arrayBuffer(), response);
  });
