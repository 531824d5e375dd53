import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { peerThumbprint } from '#libs/service-kit';

/** The certificate that services will find on the same client's connections: from the handshake, never from a header. */
export const provenCertificate = (socket: Socket): X509Certificate | undefined =>
  socket instanceof TLSSocket && peerThumbprint(socket) !== undefined
    ? socket.getPeerX509Certificate()
    : undefined;
