import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, type Server as PlainServer, type Socket } from 'node:net';
import type { HttpConfig } from '../config/http.config.ts';
import { StartRefused } from '../errors/program.ts';

/** Where the other doors are when no setting says: so far above the public port. */
export const SYSTEM_PORT_DISTANCE = 1_000;
export const INTERNAL_PORT_DISTANCE = 2_000;

const LOOPBACK = '127.0.0.1';
const HIGHEST_PORT = 65_535;
const IS_INTERNAL = Symbol('came through the internal door');

type Marked = Socket & { [IS_INTERNAL]?: true };
type Ports = Pick<HttpConfig, 'port' | 'systemPort' | 'internalPort'>;

/** Every connection that this server takes from now on is one of the internal door. */
export function markInternal(server: Server, event: 'connection' | 'secureConnection'): void {
  server.on(event, (socket: Marked) => {
    socket[IS_INTERNAL] = true;
  });
}

/** By the server that took the connection, never by what a caller sends. */
export const isInternal = (socket: Socket): boolean => (socket as Marked)[IS_INTERNAL] === true;

/** @throws StartRefused where the public port leaves no room above it */
export const systemPortOf = ({ port, systemPort }: Ports): number =>
  systemPort ?? above(port, SYSTEM_PORT_DISTANCE, 'SYSTEM_PORT');

/** @throws StartRefused where the public port leaves no room above it */
export const internalPortOf = ({ port, internalPort }: Ports): number =>
  internalPort ?? above(port, INTERNAL_PORT_DISTANCE, 'INTERNAL_PORT');

function above(port: number, distance: number, variable: string): number {
  // Any port that is free, as for the public door.
  if (port === 0) return 0;
  if (port + distance <= HIGHEST_PORT) return port + distance;
  throw new StartRefused(`${variable} has to be set, because PORT + ${distance} is no port.`);
}

/** What services call the internal door; undefined where only the kernel knows its port. */
export function ownInternalUrl(
  http: Partial<Pick<HttpConfig, 'internalUrl' | 'tlsCertFile'>> & Partial<Ports>,
): string | undefined {
  const { internalUrl, port = 0, internalPort, tlsCertFile } = http;
  if (internalUrl !== undefined) return internalUrl;
  const at = internalPortOf({ port, ...(internalPort !== undefined && { internalPort }) });
  return at === 0 ? undefined : `${tlsCertFile === undefined ? 'http' : 'https'}://127.0.0.1:${at}`;
}

/** Listens at all doors together, and at none afterwards. @throws StartRefused naming the setting */
export async function requireDoors(http: HttpConfig): Promise<void> {
  const doors = [
    ['', http.host, http.port],
    ['SYSTEM_', http.systemHost ?? LOOPBACK, systemPortOf(http)],
    ['INTERNAL_', http.internalHost ?? LOOPBACK, internalPortOf(http)],
  ] as const;
  const open: PlainServer[] = [];
  try {
    for (const [door, host, port] of doors) {
      // Who calls meanwhile would keep it from closing.
      const server = createServer((caller) => caller.destroy());
      try {
        server.listen(port, host);
        await once(server, 'listening');
      } catch (error) {
        throw new StartRefused(sentenceOf(door, port, (error as NodeJS.ErrnoException).code), {
          cause: error,
        });
      }
      open.push(server);
    }
  } finally {
    await Promise.all(open.map((server) => once(server.close(), 'close')));
  }
}

function sentenceOf(door: string, port: number, code = 'no code'): string {
  if (code === 'EADDRINUSE')
    return `${door}PORT: port ${port} is taken: end the program that uses it, or choose another port.`;
  if (code === 'EACCES')
    return `${door}PORT: this user may not listen at port ${port}: choose one from 1024 on.`;
  return `${door}HOST is no address of this machine at which it can listen (${code}): write one that it has, such as 127.0.0.1 or 0.0.0.0.`;
}
