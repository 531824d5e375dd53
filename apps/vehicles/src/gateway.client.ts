import type { Pool } from 'undici';
import type { SearchedPerson } from '#libs/identifiers';
import { createServicePool, type ClientCredentials, TokenUnavailable } from '#libs/service-kit';

/** Purpose of this register's lookups, as the gateway's policy has it. */
export const HOLDER_UPDATE = 'vehicle-holder-update';

export interface Question {
  readonly evidenceType: string;
  readonly purpose: string;
  readonly subject: { readonly record: string } | { readonly person: SearchedPerson };
  /** Absent: all fields of the grant. */
  readonly fields?: readonly string[];
  readonly caseReference: string;
}

/** The gateway's answer; E is the shape of the evidence type. */
export type Answer<E> =
  | { readonly status: 'EVIDENCE'; readonly lookupId: string; readonly evidence: E }
  | { readonly status: 'NO_EVIDENCE'; readonly lookupId: string };

/** There is no answer yet; `reason` is an error code or a status, never a value of the question. */
export class GatewaySilent extends Error {
  constructor(
    readonly reason: string,
    options: ErrorOptions = {},
  ) {
    super(`The gateway gave no answer: ${reason}`, options);
  }
}

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/** Asks other registers as every authority does: through the gateway, which decides and records. */
export class GatewayClient {
  private readonly pool: Pool;

  /** @param url where the gateway is reached by services, which proofs of possession name (RFC 9449 §4.3) */
  constructor(
    private readonly url: string,
    private readonly credentials: ClientCredentials,
  ) {
    this.pool = createServicePool(url, {
      connections: 4,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connectTimeoutMs: TIMEOUT_MS,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
  }

  /** @throws GatewaySilent; the question may be asked again, which is another decision there */
  async lookUp<E>(question: Question): Promise<Answer<E>> {
    const { status, body } = await this.post(question).catch((cause: unknown) => {
      throw new GatewaySilent(cause instanceof TokenUnavailable ? cause.message : 'no connection', { cause });
    });
    if (status === 200) return body as Answer<E>;
    if (status === 401) this.credentials.discard();
    throw new GatewaySilent((body as { code?: string }).code ?? `status ${status}`);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async post(question: Question): Promise<{ readonly status: number; readonly body: unknown }> {
    const path = '/v1/lookups';
    const { statusCode, body } = await this.pool.request({
      method: 'POST',
      path,
      headers: {
        'content-type': 'application/json',
        ...(await this.credentials.headers('POST', this.url + path)),
      },
      body: JSON.stringify(question),
    });
    return { status: statusCode, body: await body.json() };
  }
}
