import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

interface Proven {
  readonly thumbprint: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

const known = new WeakMap<Socket, Proven>();

/**
 * RFC 8705 §3.1 `x5t#S256` of the certificate the peer proved in the TLS handshake; undefined without one, and outside its
 * validity, whoever signed it. Read from the socket only: a header with the same content could be set by anybody. Once per
 * connection, since it cannot change there.
 */
export function peerThumbprint(socket: Socket): string | undefined {
  const proven = known.get(socket) ?? provenBy(socket);
  if (proven === undefined) return undefined;
  const now = Date.now();
  return proven.fromMs <= now && now < proven.untilMs ? proven.thumbprint : undefined;
}

function provenBy(socket: Socket): Proven | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  const proven = {
    thumbprint: createHash('sha256').update(certificate.raw).digest('base64url'),
    fromMs: Date.parse(certificate.validFrom),
    untilMs: Date.parse(certificate.validTo),
  };
  known.set(socket, proven);
  return proven;
}
