import { readFileSync } from 'node:fs';
import { Agent, fetch as fetchBy, type RequestInit as UndiciRequest } from 'undici';

/** How a tool of a stack with TLS shows who it is, and whom it believes; absent where the stack speaks plain text. */
export interface ToolTls {
  readonly caFile: string;
  /** To whom its tokens are bound (RFC 8705); both, or neither where nothing is asked with a token. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

const agents = new Map<string, Agent>();
/** A token is good for minutes, and a tool asks for a few hundred of them. */
const holders = new Map<string, ToolTls>();

function agentFor({ caFile, certFile, keyFile }: ToolTls): Agent {
  const name = [caFile, certFile].join('\n');
  const known = agents.get(name);
  if (known) return known;
  const own = certFile && keyFile ? { cert: readFileSync(certFile), key: readFileSync(keyFile) } : {};
  const agent = new Agent({ connect: { ca: readFileSync(caFile), ...own } });
  agents.set(name, agent);
  return agent;
}

/** Remembers with whose certificate this token has to be shown. @returns the token */
export function heldBy(token: string, tls: ToolTls | undefined): string {
  if (tls) holders.set(token, tls);
  return token;
}

function holderOf({ headers }: RequestInit): ToolTls | undefined {
  const [, token = ''] = (new Headers(headers).get('authorization') ?? '').split(' ');
  return holders.get(token);
}

/** `fetch` of the tools: with the certificate that the token in the request is bound to, or the one that is given. */
export function toolFetch(url: string, init: RequestInit = {}, tls?: ToolTls): Promise<Response> {
  const used = tls ?? holderOf(init);
  if (!used) return fetch(url, init);
  // Of the same package as its agent; Node's own is another version.
  const request = { ...init, dispatcher: agentFor(used) } as unknown as UndiciRequest;
  return fetchBy(url, request);
}
