import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { isForThisMachine } from '../auth/loopback.ts';
import type { HttpConfig } from '../config/index.ts';
import { StartRefused } from '../errors/index.ts';
import {
  type Certificates,
  internalPortOf,
  isInternal,
  markInternal,
  tlsServer,
} from '../transport/index.ts';
import type { ConnectionErrors } from './connection-errors.ts';
import { RefusedCallers, tellRefusedHandshakes } from './refused-connections.ts';
import { CallerNotListed, RouteUnknown } from './request.errors.ts';

const INTERNAL = /^\/internal(\/|$)/;
const LOOPBACK = '127.0.0.1';
/** How often connections are closed that have become idle since the door began to close. */
const REAP_MS = 50;

/**
 * Routes below `/internal/` are answered at the internal door alone; elsewhere there is nothing at their addresses. By the
 * route that was found, since an address can be written in many ways.
 */
export function keepInside(fastify: FastifyInstance, callers: readonly string[] | undefined): void {
  if (callers) {
    const refused = new RefusedCallers();
    fastify.addHook('onRequest', (request, _reply, done) => {
      const { socket } = request.raw;
      done(isInternal(socket) && !isCaller(socket, callers, refused) ? new CallerNotListed() : undefined);
    });
  }

  const refuse: onRequestHookHandler = (request, _reply, done) =>
    done(isInternal(request.raw.socket) ? undefined : new RouteUnknown());
  fastify.addHook('onRoute', (route) => {
    if (INTERNAL.test(route.url)) route.onRequest = [refuse, ...[route.onRequest ?? []].flat()];
  });
}

interface DoorOptions {
  readonly http: HttpConfig;
  readonly errors: ConnectionErrors;
  readonly limits: ServerOptions;
  readonly certificates: Certificates | undefined;
}

const listed = new WeakMap<Socket, boolean>();

/** By the names in its certificate, once per connection. */
function isCaller(socket: Socket, callers: readonly string[], refused: RefusedCallers): boolean {
  const known = listed.get(socket);
  if (known !== undefined) return known;
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  const names = (certificate?.subjectAltName?.split(', ') ?? []).map((name) =>
    name.replace(/^(DNS|URI):/, ''),
  );
  const is = names.some((name) => callers.includes(name));
  listed.set(socket, is);
  if (!is) refused.tell(names);
  return is;
}

/** Where services call: the same routes, and those below `/internal/`. */
export class InternalDoor {
  private readonly server: Server;

  constructor(
    fastify: FastifyInstance,
    private readonly options: DoorOptions,
  ) {
    const { errors, limits, certificates } = options;
    this.server = certificates ? tlsServer(limits, certificates, 'own') : createServer(limits);
    if (certificates) tellRefusedHandshakes(this.server, 'internal');
    markInternal(this.server, certificates ? 'secureConnection' : 'connection');
    this.server.on('request', (request, response) => fastify.routing(request, response));
    this.server.on('clientError', errors.answerFault);
    errors.attach(this.server);
  }

  /** @returns where it is; rejects when it cannot listen */
  async open(): Promise<string> {
    const { http, certificates } = this.options;
    this.server.listen(internalPortOf(http), http.internalHost ?? LOOPBACK);
    await once(this.server, 'listening');
    const { address, port } = this.server.address() as AddressInfo;
    return `${certificates ? 'https' : 'http'}://${address}:${port}`;
  }

  /** Ends when the last answer is out; a connection that is kept would else be waited for. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    // by hand: ends with the server
    const reaping = setInterval(() => this.server.closeIdleConnections(), REAP_MS);
    await closed;
    clearInterval(reaping);
  }
}

/** @throws StartRefused where other machines reach the internal door and nothing tells who they are */
export function requireSafeInternalDoor(http: HttpConfig): void {
  if (http.tlsCertFile !== undefined) return;
  const { internalHost: host = LOOPBACK, reachableFrom } = http;
  if (isForThisMachine(reachableFrom === undefined ? { host } : { host, reachableFrom })) return;
  throw new StartRefused(
    'INTERNAL_HOST is no loopback address: set TLS_CERT_FILE, TLS_KEY_FILE and TLS_CA_FILE, so that callers show who they are, or INTERNAL_HOST=127.0.0.1.',
  );
}
