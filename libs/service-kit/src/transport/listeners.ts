import { createServer, type Server, type ServerOptions } from 'node:https';
import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { Certificates, Credential } from './certificates.ts';

/** What a door asks of callers: any certificate, to which a token may be bound (RFC 8705); one of our own authority; none. */
export type Asks = 'any' | 'own' | 'none';

const contextOf = ({ cert, key, ca }: Credential, asks: Asks): SecureContextOptions => ({
  cert,
  key,
  minVersion: 'TLSv1.2',
  ...(asks === 'own' && { ca }),
});

export const tlsOptions = (certificates: Certificates, asks: Asks): TlsOptions => ({
  ...contextOf(certificates.current(), asks),
  requestCert: asks !== 'none',
  rejectUnauthorized: asks === 'own',
});

/** Each connection is taken by the files as they are then; those that there are keep what they began with. */
export function followCertificates(server: Server, certificates: Certificates, asks: Asks): void {
  let used = certificates.current();
  server.prependListener('connection', () => {
    const current = certificates.current();
    if (current === used) return;
    used = current;
    server.setSecureContext(contextOf(current, asks));
  });
}

/** What listens at a door beside the application's own. */
export function tlsServer(options: ServerOptions, certificates: Certificates, asks: Asks): Server {
  const server = createServer({ ...options, ...tlsOptions(certificates, asks) });
  followCertificates(server, certificates, asks);
  return server;
}
