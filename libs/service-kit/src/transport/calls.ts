import { Agent, buildConnector, fetch as fetchBy, Pool, type RequestInit as UndiciRequest } from 'undici';
import { Certificates, type Credential, type TlsSettings } from './certificates.ts';

/** One process is one service: what it shows of itself is the same wherever it calls. */
let own: Certificates | undefined;
let agent: Agent | undefined;

/** Says by which certificate this process calls others; it is to be said before any call. */
export function useTransport(settings: TlsSettings): Certificates | undefined {
  own = Certificates.of(settings);
  agent = own && new Agent({ connect: connectorOf() });
  return own;
}

/** Each new connection by the files as they are then. */
function connectorOf(timeout?: number): buildConnector.connector {
  const limit = timeout !== undefined && { timeout };
  let made: { readonly of: Credential | undefined; readonly connect: buildConnector.connector } | undefined;
  return (options, callback) => {
    const credential = own?.current();
    if (made === undefined || made.of !== credential)
      made = { of: credential, connect: buildConnector({ ...credential, ...limit }) };
    made.connect(options, callback);
  };
}

interface ServicePoolOptions extends Omit<Pool.Options, 'connect'> {
  /** To connect, TLS included. */
  readonly connectTimeoutMs: number;
}

/** Connections to the internal door of another service. */
export function createServicePool(url: string, { connectTimeoutMs, ...options }: ServicePoolOptions): Pool {
  return new Pool(url, { ...options, connect: connectorOf(connectTimeoutMs) });
}

/** `fetch` of the issuer and of other services' system doors. */
export function serviceFetch(url: string, init: RequestInit): Promise<Response> {
  if (!agent) return fetch(url, init);
  // Of the same package as its agent; Node's own is another version.
  return fetchBy(url, {
    ...init,
    dispatcher: agent,
  } as unknown as UndiciRequest) as Promise<unknown> as Promise<Response>;
}
