/** The settings of a connection to a server. */
export interface ServerSettings {
  readonly server: 'PostgreSQL' | 'Kafka';
  readonly address: string;
  readonly mode: string;
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
    return `${of.mode} is "on", but ${server} speaks no TLS there; nothing was sent in plain text.`;
  if (!refusesOurs.test(code)) return undefined;
  if (!of.showsCertificate) return `${of.cert}: ${server} demands a certificate, and none is set.`;
  return `${of.cert}: ${server} does not take this certificate; it is of another authority, or has expired.`;
}
