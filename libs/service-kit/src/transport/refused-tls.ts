import { connect } from 'node:tls';
import { types } from 'node:util';

/** The settings, or options, of a connection to a server. */
export interface ServerSettings {
  /** As a sentence calls it. */
  readonly server: string;
  readonly address: string;
  /** Absent where the address says by itself whether to encrypt. */
  readonly mode?: string;
  readonly ca: string;
  readonly cert: string;
  /** What to set where the certificate names another host, if there is such a setting. */
  readonly serverName?: string;
  /** Whether the service shows a certificate. */
  readonly showsCertificate: boolean;
}

/** Alerts of the other side that speak of what we show (RFC 8446 §6.2), as OpenSSL names them; without a certificate, of its want. */
const refusesOurs = /^ERR_SSL_.*_ALERT_(.*CERTIFICATE.*|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)$/;
const isForeign =
  /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)|CERT_SIGNATURE_FAILURE|CERT_UNTRUSTED|INVALID_CA)$/;
const isNoTls =
  /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|before secure TLS connection|does not support SSL connections|establishing an SSL connection/;

/** Why a TLS connection came to nothing that does so until somebody acts: one sentence, with the setting to look at. */
export function refusedTls(
  error: Error & { readonly code?: unknown },
  of: ServerSettings,
): string | undefined {
  const code = typeof error.code === 'string' ? error.code : '';
  const { server, address } = of;
  if (code === 'CERT_HAS_EXPIRED')
    return `${address}: the certificate of ${server} has expired; renew it there.`;
  if (code === 'CERT_NOT_YET_VALID')
    return `${address}: the certificate of ${server} is not valid yet: is the clock right?`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${of.serverName ?? address}: the certificate of ${server} names another host.`;
  if (isForeign.test(code)) return `${of.ca}: the certificate of ${server} is signed by none of these.`;
  if (isNoTls.test(`${code} ${error.message}`))
    return `${of.mode === undefined ? `${address} begins with https` : `${of.mode} is "on"`}, but ${server} speaks no TLS there; nothing was sent in plain text.`;
  if (!refusesOurs.test(code)) return undefined;
  if (!of.showsCertificate) return `${of.cert}: ${server} demands a certificate, and none is set.`;
  return `${of.cert}: ${server} does not take this certificate; it is of another authority, or has expired.`;
}

/** The same of whatever came of it: libraries wrap what a connection met. */
export function refusedTlsIn(fault: unknown, of: ServerSettings): string | undefined {
  for (let error = fault; types.isNativeError(error); error = error.cause) {
    const sentence = refusedTls(error, of);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}

/** Whether the other side ended a connection without an answer, as one that speaks TLS does with plain text. */
export function wasClosed(fault: unknown): boolean {
  for (let error = fault; types.isNativeError(error); error = error.cause)
    if (/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(String((error as NodeJS.ErrnoException).code)))
      return true;
  return false;
}

const PROBE_MS = 1_000;

/** Whether somebody answers there by TLS; nothing is sent but the greeting, and nobody is believed. */
export function speaksTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: PROBE_MS });
    const end = (does: boolean): void => {
      resolve(does);
      socket.destroy();
    };
    // Also who demands a certificate has shown its own by then.
    socket.once('secureConnect', () => end(true));
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false));
  });
}

/** Of an address in plain text whose other side closed the connection: whether it is to be called by https. */
export async function wantsHttps(url: string, fault: unknown): Promise<boolean> {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'http:' || !wasClosed(fault)) return false;
  return speaksTls(hostname, Number(port || 80));
}
