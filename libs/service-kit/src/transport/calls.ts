import { Readable } from 'node:stream';
import { getCACertificates } from 'node:tls';
import {
  Agent,
  buildConnector,
  type Dispatcher,
  fetch as fetchBy,
  Pool,
  request as requestBy,
  type RequestInit as UndiciRequest,
} from 'undici';
import { StartRefused } from '../errors/program.ts';
import { untraced } from '../tracing/current-span.ts';
import { currentSpan, isTracing, startSpan, traceparent } from '../tracing/tracing.ts';
import { Certificates, type Credential, noteCertificates, type TlsSettings } from './certificates.ts';

/** Whom a call believes: who signed our own certificates, and for an issuer of others the authorities that Node knows too. */
type Believes = 'own' | 'public';

/** One process is one service: what it shows of itself is the same wherever it calls. */
let own: Certificates | undefined;
let agents: Readonly<Record<Believes, Agent>> | undefined;

/** Says by which certificate this process calls others; it is to be said before any call. */
export function useTransport(settings: TlsSettings): Certificates | undefined {
  own = Certificates.of(settings);
  if (own) noteCertificates('own', own);
  agents = own && {
    own: new Agent({ connect: connectorOf('own') }),
    public: new Agent({ connect: connectorOf('public') }),
  };
  return own;
}

const believed = ({ ca }: Credential, whom: Believes): string | string[] =>
  whom === 'own' ? ca : [ca, ...getCACertificates('default')];

/** Each new connection by the files as they are then. */
function connectorOf(whom: Believes, timeout?: number): buildConnector.connector {
  const limit = timeout !== undefined && { timeout };
  let made: { readonly of: Credential | undefined; readonly connect: buildConnector.connector } | undefined;
  return (options, callback) => {
    const credential = own?.current();
    if (made === undefined || made.of !== credential) {
      const ca = credential && { ca: believed(credential, whom) };
      made = { of: credential, connect: buildConnector({ ...credential, ...ca, ...limit }) };
    }
    const { connect } = made;
    untraced(() => connect(options, callback));
  };
}

interface ServicePoolOptions extends Omit<Pool.Options, 'connect'> {
  /** To connect, TLS included. */
  readonly connectTimeoutMs: number;
}

/** Connections to the internal door of another service. */
export function createServicePool(url: string, { connectTimeoutMs, ...options }: ServicePoolOptions): Pool {
  const pool = new Pool(url, { ...options, connect: connectorOf('own', connectTimeoutMs) });
  if (isTracing()) pool.request = tracedRequest(pool);
  return pool;
}

type Request = (options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>;

/** Tells who is called where in a trace that is, and of the call no more than its method: a path may hold an id. */
function tracedRequest(pool: Pool): Request {
  const request: Request = pool.request.bind(pool);
  return async (options) => {
    const { method } = options;
    const span = currentSpan() && startSpan('client', method, { 'http.request.method': method });
    if (span === undefined) return request(options);
    const headers = { ...(options.headers as object), traceparent: traceparent(span)! };
    try {
      const response = await request({ ...options, headers });
      span.set({ 'http.response.status_code': response.statusCode });
      span.end({ failed: response.statusCode >= 400 });
      return response;
    } catch (error) {
      span.end({ failed: true });
      throw error;
    }
  };
}

/**
 * `fetch` of a program that is no service, with files that its caller named; undefined where none is named.
 * @param files by the options that name them
 * @throws StartRefused naming the option that is wrong
 */
export function fetchWith(
  files: Partial<Record<keyof Credential, { readonly variable: string; readonly file: string }>>,
): typeof issuerFetch | undefined {
  if (Object.keys(files).length === 0) return undefined;
  if ((files.cert === undefined) !== (files.key === undefined))
    throw new StartRefused('A certificate and its key are given together, or neither.');
  const connect = { ...new Certificates<Partial<Credential>>(files).current() };
  const dispatcher = new Agent({ connect });
  return (url, init) => fetchThrough(url, init, dispatcher);
}

/**
 * Asks another service. Not by `fetch`, which rules of browsers keep from some ports: 10080, the door beside 8080, is one of
 * them. Redirects are not followed, and a body without success is not told.
 */
export async function serviceFetch(
  url: string,
  { method = 'GET', headers, body, signal }: Asked = {},
): Promise<Response> {
  const asked = await requestBy(url, {
    method,
    headers: Object.fromEntries(new Headers(headers)),
    ...(body && { body }),
    ...(signal && { signal }),
    ...(agents && { dispatcher: agents.own }),
  });
  if (asked.statusCode === 200) return new Response(Readable.toWeb(asked.body) as ReadableStream);
  await asked.body.dump();
  return new Response(null, { status: asked.statusCode });
}

interface Asked extends Pick<RequestInit, 'headers' | 'signal'> {
  readonly method?: 'GET' | 'POST';
  readonly body?: Uint8Array;
}

/** `fetch` of the issuer, which may be somebody else's, with a certificate of a public authority. */
export const issuerFetch = (url: string, init: RequestInit): Promise<Response> =>
  agents ? fetchThrough(url, init, agents.public) : fetch(url, init);

/** Of the same package as its agent; Node's own is another version. */
function fetchThrough(url: string, init: RequestInit, dispatcher: Agent): Promise<Response> {
  const request = { ...init, dispatcher } as unknown as UndiciRequest;
  return fetchBy(url, request) as Promise<unknown> as Promise<Response>;
}
