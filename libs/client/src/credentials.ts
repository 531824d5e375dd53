import type { Proofs } from './proofs.ts';
import type { WireAnswer } from './transport.ts';

/** Authorises requests to one service. */
export interface Credentials {
  /** Headers for one request; a proof is good for it alone. @param signal of the caller who waits */
  headersFor(method: string, url: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** Looks at an answer. @returns why the same request may now succeed: it was refused before anything was done */
  secondChance(
    url: string,
    answer: WireAnswer,
    sent: Readonly<Record<string, string>>,
  ): 'nonce' | 'token' | undefined;
}

export async function authorisation(
  proofs: Proofs | undefined,
  token: string,
  method: string,
  url: string,
): Promise<Readonly<Record<string, string>>> {
  return proofs
    ? { authorization: `DPoP ${token}`, dpop: await proofs.proof(method, url, token) }
    : { authorization: `Bearer ${token}` };
}

/** For routes that are open to everybody. */
export const withoutToken: Credentials = {
  headersFor: () => Promise.resolve({}),
  secondChance: () => undefined,
};

/** A login: whoever keeps the session renews its token. */
export class SessionToken implements Credentials {
  readonly #token: () => Promise<string> | string;
  readonly #proofs: Proofs | undefined;

  constructor(token: () => Promise<string> | string, proofs?: Proofs) {
    this.#token = token;
    this.#proofs = proofs;
  }

  async headersFor(method: string, url: string): Promise<Readonly<Record<string, string>>> {
    return authorisation(this.#proofs, await this.#token(), method, url);
  }

  secondChance(url: string, answer: WireAnswer): 'nonce' | undefined {
    return this.#proofs?.learn(url, answer) ? 'nonce' : undefined;
  }
}
