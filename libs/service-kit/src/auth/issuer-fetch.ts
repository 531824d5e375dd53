import type { JSONWebKeySet } from 'jose';
import { withTimeLimit } from '../background/index.ts';
import { type IssuerSetting, IssuerTrouble } from './issuer-trouble.ts';
import { issuerFetch, refusedTlsIn, wantsHttps } from '../transport/index.ts';

/** Longer than any healthy answer, shorter than the patience of a caller and of a health check. */
const TIMEOUT_MS = 1_500;
/** Some hundred keys. */
const MOST_BYTES = 256 * 1_024;

interface Published {
  readonly keys: JSONWebKeySet;
  readonly headers: Headers;
}

/**
 * Fetches keys whole, within a time and a number of bytes, from the address that was configured and no other.
 * @throws IssuerTrouble
 */
export async function fetchIssuerKeys(url: string, setting: IssuerSetting): Promise<Published> {
  const trouble = (what: string): IssuerTrouble => new IssuerTrouble(`${setting}: ${what}`);
  const [{ status, headers }, body] = await withTimeLimit(TIMEOUT_MS, 'Fetching the keys', async (signal) => {
    const response = await issuerFetch(url, { headers: { accept }, redirect: 'manual', signal });
    return [response, await upTo(MOST_BYTES, response)] as const;
  }).catch(async (cause: unknown) => {
    throw new IssuerTrouble(await unreached(url, setting, cause), { cause });
  });
  if (status >= 300 && status < 400)
    throw trouble('answers with a redirect, which is not followed; it has to be the address of the keys.');
  if (status !== 200) throw trouble(`answers with status ${status} instead of keys.`);
  if (body === undefined)
    throw trouble(`answers with more than ${MOST_BYTES / 1_024} KiB, which is not read.`);
  const keys = keysOf(body);
  if (keys === undefined) throw trouble('does not answer with a JWK set (RFC 7517).');
  return { keys, headers };
}

/** Why there is no answer, as far as it does not pass by itself. */
async function unreached(url: string, setting: IssuerSetting, fault: unknown): Promise<string> {
  const sentence = refusedTlsIn(fault, { ...servers, address: setting });
  if (sentence !== undefined) return sentence;
  const wants = (await wantsHttps(url, fault)) ? ' There it has to begin with https.' : '';
  return `${setting}: no answer to the request for the keys that sign tokens.${wants}`;
}

const servers = { server: 'the issuer', ca: 'TLS_CA_FILE', cert: 'TLS_CERT_FILE', showsCertificate: true };

const accept = 'application/jwk-set+json, application/json';

/** @returns undefined where there are more */
async function upTo(most: number, response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body = response.body as AsyncIterable<Uint8Array> | null;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    // Which ends the connection.
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function keysOf(body: string): JSONWebKeySet | undefined {
  try {
    const { keys } = JSON.parse(body) as Partial<JSONWebKeySet>;
    const areKeys = Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
    return areKeys ? { keys } : undefined;
  } catch {
    return undefined;
  }
}
