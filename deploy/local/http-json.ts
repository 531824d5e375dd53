import { LocalFailure } from '#libs/local-services';
import { toolFetch, type ToolTls } from './tls/tool-fetch.ts';

export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly token: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is no good one. */
export class Refused extends LocalFailure {
  readonly status: number;

  constructor({ method, url }: JsonRequest, status: number, text: string) {
    super(`${method} ${url} answered ${status}: ${text}`);
    this.status = status;
  }
}

/** Sends JSON. */
export function send({ method, url, token, body, headers }: JsonRequest): Promise<Response> {
  return toolFetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** Sends JSON, reads JSON; any answer but a good one ends the demonstration with that answer's text. */
export async function sendJson<T>(request: JsonRequest): Promise<T> {
  const response = await send(request);
  const text = await response.text();
  if (!response.ok) throw new Refused(request, response.status, text);
  return JSON.parse(text) as T;
}

/** In single quotes, as a POSIX shell wants them. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * The request as somebody would type it; `tokenName` is the argument of `npm run token`.
 * @param tls the certificate to which that token is bound
 */
export function asCurl(
  { method, url, body, headers = {} }: Omit<JsonRequest, 'token'>,
  tokenName: string,
  tls?: ToolTls,
): string {
  const lines = [
    `curl -s${method === 'POST' ? '' : ` -X ${method}`} ${url}`,
    ...(tls ? [`--cacert ${tls.caFile}`, `--cert ${tls.certFile}`, `--key ${tls.keyFile}`] : []),
    `-H "authorization: Bearer $(npm run -s token -- ${tokenName})"`,
    ...Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(body ? [`-H 'content-type: application/json'`, `-d ${quoted(JSON.stringify(body))}`] : []),
  ];
  return lines.join(' \\\n  ');
}
