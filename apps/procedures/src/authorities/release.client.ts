import type { Pool } from 'undici';
import { createServicePool, ClientCredentials, type TokenConfig, TokenUnavailable } from '#libs/service-kit';
import type { AuthorityClientsConfig } from './authority-clients.config.ts';
import { actingFor } from './keepers.ts';

/** The gateway's answer to a release that was taken. */
export interface ReleaseAnswer {
  readonly lookupId: string;
  readonly previewId: string;
  readonly status: 'EVIDENCE' | 'NO_EVIDENCE';
  readonly evidenceType: string;
  readonly purpose: string;
  /** Both as `releaseGiver` makes them. */
  readonly giver: string;
  readonly givenFor?: string;
  /** OFFICER: the commercial register said at this taking that the giver represents the company. */
  readonly givenAs?: 'PARENT' | 'OFFICER';
  /** A second officer has confirmed the choice. */
  readonly isGivenJointly?: true;
  readonly registerAuthority?: string;
  readonly asOf?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly provenance?: Readonly<Record<string, unknown>>;
}

/** There is no answer yet; `reason` is an error code or a status. */
export class GatewaySilent extends Error {
  constructor(
    readonly reason: string,
    options: ErrorOptions = {},
  ) {
    super(`The gateway gave no answer: ${reason}`, options);
  }
}

/** The release cannot be taken, however often it is tried. */
export class ReleaseRefused extends Error {
  constructor(readonly code: string) {
    super(`The gateway refused a release: ${code}`);
  }
}

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 256 * 1024;
/** What another attempt may mend: load, a register that is away, a token or policy that is put right. */
const passing: ReadonlySet<number> = new Set([401, 408, 429, 500, 502, 503, 504]);
const passingCodes: ReadonlySet<string> = new Set([
  'client-inactive',
  'authority-ended',
  'authority-not-begun',
  'scope-missing',
]);
/** What another client of the same authority may still have. Around midnight not everybody knows of the new day yet. */
const ofThisClient = (error: unknown): boolean =>
  error instanceof ReleaseRefused
    ? error.code === 'release-unknown'
    : error instanceof GatewaySilent && passingCodes.has(error.reason);

/** Takes releases at the gateway, as every system of an authority does: there it is decided and recorded. */
export class ReleaseClient {
  private readonly pool: Pool;
  private readonly credentials: ReadonlyMap<string, ClientCredentials>;

  constructor(
    private readonly config: AuthorityClientsConfig,
    token: Pick<TokenConfig, 'issuerUrl'>,
  ) {
    const { authorityClients, gatewayUrl, gatewayAudience, tokenUrl, tokenCallUrl } = config;
    this.credentials = new Map(
      [...authorityClients].map(([authority, { clientId, clientJwk }]) => [
        authority,
        new ClientCredentials({
          issuerUrl: token.issuerUrl,
          audience: gatewayAudience,
          scope: 'lookup',
          clientId,
          clientJwk: JSON.stringify(clientJwk),
          ...(tokenUrl !== undefined && { tokenUrl }),
          ...(tokenCallUrl !== undefined && { tokenCallUrl }),
        }),
      ]),
    );
    this.pool = createServicePool(gatewayUrl, {
      connections: 4,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connectTimeoutMs: TIMEOUT_MS,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
  }

  /**
   * Under the same key the release may be taken again for ten minutes. After a succession it is the successor's: by its own
   * client, or by that of the former one, which acts for it then.
   * @throws GatewaySilent, ReleaseRefused
   */
  async take(authority: string, releaseId: string, key: string): Promise<ReleaseAnswer> {
    const headers = { 'idempotency-key': key };
    const able = actingFor(authority).filter((each) => this.credentials.has(each));
    const last = able.pop() ?? authority;
    const take = async (by: string): Promise<ReleaseAnswer> =>
      (await this.send(by, 'POST', '/v1/releases', { releaseId }, headers)) as ReleaseAnswer;
    for (const each of able)
      try {
        return await take(each);
      } catch (error) {
        if (!ofThisClient(error)) throw error;
      }
    return take(last);
  }

  /** Tells the gateway to which key it seals what is released to the authority; the same again changes nothing. */
  async registerKey(authority: string): Promise<void> {
    const { kty, crv, x, y, kid } = this.config.authorityClients.get(authority)?.encryptionJwk ?? {};
    await this.send(authority, 'PUT', '/v1/encryption-key', { kty, crv, x, y, kid, use: 'enc' });
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async send(
    authority: string,
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const credentials = this.credentials.get(authority);
    if (credentials === undefined) throw new GatewaySilent('no client of the authority');
    const { status, answer } = await this.exchange(credentials, method, path, body, headers).catch(
      (cause: unknown) => {
        throw new GatewaySilent(cause instanceof TokenUnavailable ? cause.reason : 'no connection', {
          cause,
        });
      },
    );
    if (status === 200) return answer;
    const { code = `status ${status}` } = answer as { readonly code?: string };
    // A token of the day before names who ended; the next one names the successor.
    if (status === 401 || code === 'authority-ended') credentials.discard();
    if (passing.has(status) || passingCodes.has(code)) throw new GatewaySilent(code);
    throw new ReleaseRefused(code);
  }

  private async exchange(
    credentials: ClientCredentials,
    method: 'POST' | 'PUT',
    path: string,
    content: object,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly answer: unknown }> {
    const { statusCode, body } = await this.pool.request({
      method,
      path,
      headers: {
        'content-type': 'application/json',
        ...headers,
        ...(await credentials.headers(method, this.config.gatewayUrl + path)),
      },
      body: JSON.stringify(content),
    });
    return { status: statusCode, answer: await body.json() };
  }
}
