import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { collectDefaultMetrics, register } from 'prom-client';
import type { HttpConfig } from '../config/index.ts';

/** Where the system door is when SYSTEM_PORT does not say: so far above the public port. */
export const SYSTEM_PORT_DISTANCE = 1_000;
/** Whoever asks sooner again, or while it is being read, gets the same. */
const FRESH_MS = 1_000;

/**
 * What only the operators of the machines ask for, on a port of its own and on loopback unless told otherwise:
 * `GET /metrics`. Callers of the service cannot reach it, and cannot make it ask the database.
 * @param options TLS as at the public door
 * @returns how to close it; rejects when it cannot listen
 */
export async function openSystemDoor(
  http: HttpConfig,
  options: ServerOptions | undefined,
): Promise<() => Promise<void>> {
  const port = systemPortOf(http);
  // How often the event loop is looked at, in ms: a stop is seen if it lasts until then, and each look wakes the process.
  collectDefaultMetrics({ eventLoopMonitoringPrecision: 500 });
  const metrics = shared(() => register.metrics());
  const server: Server = options ? createTlsServer(options) : createServer();
  server.on('request', (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    metrics().then(
      (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(port, http.systemHost ?? '127.0.0.1');
  await once(server, 'listening');
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}

/** @throws a plain Error where the public port leaves no room above it */
export function systemPortOf({ port, systemPort }: HttpConfig): number {
  if (systemPort !== undefined) return systemPort;
  // Any port that is free, as for the public door.
  if (port === 0) return 0;
  const above = port + SYSTEM_PORT_DISTANCE;
  if (above > 65_535)
    throw new Error(`SYSTEM_PORT has to be set, because PORT + ${SYSTEM_PORT_DISTANCE} is no port.`);
  return above;
}

function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | undefined;
  let reading = false;
  return () => {
    if (last && (reading || performance.now() - last.at < FRESH_MS)) return last.value;
    reading = true;
    const value = read().finally(() => (reading = false));
    last = { at: performance.now(), value };
    return value;
  };
}
