import { createHash, randomBytes } from 'node:crypto';

import { urls } from './demo-identity.ts';

export const redirectUri = 'http://127.0.0.1:54321/callback';
export const verifier = randomBytes(32).toString('base64url');

const request = {
  client_id: 'portal',
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'openid citizen',
  resource: urls.gateway,
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  state: 'the-state',
};

/** Path of a good authorization request, but for what is changed (`undefined`: left out). */
export function authorizationRequest(changes: Record<string, string | undefined> = {}): string {
  const given = Object.entries({ ...request, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `/auth?${new URLSearchParams(given).toString()}`;
}

export const location = (response: Response): string => response.headers.get('location') ?? '';

/** Keeps cookies, follows nothing by itself. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly base: string) {}

  get(address: string): Promise<Response> {
    return this.send(address, {});
  }

  post(address: string, form: Record<string, string>): Promise<Response> {
    return this.send(address, { method: 'POST', body: new URLSearchParams(form) });
  }

  private async send(address: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, this.base), {
      ...init,
      redirect: 'manual',
      headers: { cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.cookies.set(name!, value!);
    }
    return response;
  }
}
