import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

const thumbprints = new WeakMap<Socket, string>();

/**
 * RFC 8705 §3.1 `x5t#S256` of the certificate the peer proved in the TLS handshake; undefined without one. Read from the
 * socket only: a header with the same content could be set by anybody. Once per connection, since it cannot change there.
 */
export function peerThumbprint(socket: Socket): string | undefined {
  const known = thumbprints.get(socket);
  if (known !== undefined || !(socket instanceof TLSSocket)) return known;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url');
  thumbprints.set(socket, thumbprint);
  return thumbprint;
}
