import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from 'jose';
import { IssuerKeysUnavailable } from './access.errors.ts';
import { fetchIssuerKeys } from './issuer-fetch.ts';
import { IssuerTrouble, type IssuerTroubles, keysSetting } from './issuer-trouble.ts';
import type { TokenConfig } from './token.config.ts';

/** A key the issuer withdrew (compromise) is refused after this, whatever it has verified before. */
const MAX_AGE_MS = 60_000;
/** A rotated-in key works after this at the latest; a flood of unknown `kid`s costs one fetch per cooldown. */
const COOLDOWN_MS = 5_000;
/** After a failed fetch, requests are refused at once for this long instead of queueing behind one timeout each. */
const FAILURE_PAUSE_MS = 1_000;
/** Clocks that differ by more let hardly a token pass; the time in an answer is of whole seconds, and some on its way. */
const CLOCKS_MAY_DIFFER_S = 30;

/** The pinned issuer's public keys by `kid`. Nothing in a token can name another source. Fails closed. */
export class IssuerKeys {
  private local: ReturnType<typeof createLocalJWKSet> | undefined;
  /** Of a clock that nobody sets: a fetch is as old as it is, whatever the time of day was. */
  private fetchedAtMs = Number.NEGATIVE_INFINITY;
  private failure: { readonly atMs: number; readonly trouble: IssuerTrouble } | undefined;
  private fetching: Promise<void> | undefined;

  constructor(
    private readonly config: Pick<TokenConfig, 'issuerUrl' | 'jwksUrl'>,
    private readonly troubles: IssuerTroubles,
  ) {}

  /** Milliseconds for which what the keys verified may be believed without asking them again. */
  get believableMs(): number {
    return MAX_AGE_MS - this.ageMs;
  }

  /** @throws IssuerKeysUnavailable, or jose's JWKSNoMatchingKey for an unknown `kid` */
  readonly find = async (header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> => {
    const local = this.local !== undefined && this.ageMs < MAX_AGE_MS ? this.local : await this.reload();
    try {
      return await local(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.ageMs < COOLDOWN_MS) throw error;
      return (await this.reload())(header, token);
    }
  };

  /** Looks again where there are no keys, old ones, or something was wrong. */
  async look(): Promise<void> {
    const isFine = this.troubles.current === undefined && this.ageMs < MAX_AGE_MS;
    if (!isFine && this.ageMs >= COOLDOWN_MS) await this.reload().catch(() => undefined);
  }

  private get ageMs(): number {
    return performance.now() - this.fetchedAtMs;
  }

  /** @throws IssuerKeysUnavailable */
  private async reload(): Promise<ReturnType<typeof createLocalJWKSet>> {
    if (this.failure && performance.now() - this.failure.atMs < FAILURE_PAUSE_MS)
      throw new IssuerKeysUnavailable({ cause: this.failure.trouble });
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    await this.fetching;
    return this.local!;
  }

  private async fetch(): Promise<void> {
    const { issuerUrl, jwksUrl = `${issuerUrl}/jwks` } = this.config;
    const askedAtMs = performance.now();
    try {
      const { keys, headers } = await fetchIssuerKeys(jwksUrl, keysSetting(this.config));
      this.local = createLocalJWKSet(keys);
      this.fetchedAtMs = askedAtMs;
      this.failure = undefined;
      this.troubles.clear('keys');
      this.compareClocks(headers);
    } catch (cause) {
      const trouble = cause as IssuerTrouble;
      this.failure = { atMs: performance.now(), trouble };
      this.troubles.add('keys', trouble);
      throw new IssuerKeysUnavailable({ cause: trouble });
    }
  }

  private compareClocks(headers: Headers): void {
    const theirs = Date.parse(headers.get('date') ?? '') + 1_000 * Number(headers.get('age') ?? 0);
    const differS = Math.round((Date.now() - theirs) / 1_000);
    if (!(Math.abs(differS) > CLOCKS_MAY_DIFFER_S)) return this.troubles.clear('clock');
    const ours = differS > 0 ? 'ahead of' : 'behind';
    const what = `ISSUER_URL: the clock of this machine is ${Math.abs(differS)} s ${ours} the issuer's, so that tokens are refused.`;
    return this.troubles.add('clock', new IssuerTrouble(what));
  }
}
