import { randomInt } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { tryLock } from './file-lock.mjs';
import { LocalFailure } from './local-failure.ts';

const host = '127.0.0.1';

/** A service listens on its port, and its other doors on these distances from it (endpoints.json: `system`, `internal`). */
const DOORS = [0, 1_000, 2_000] as const;
const LOWEST = 10_000;
/** Bases stand in the first thousand of every three, so that a door of one is never the base of another. */
const BLOCK = 3_000;

const reserved = new Set<string>();

/**
 * A loopback TCP port nobody listens on, nor on its other doors; no other process of this user is given it while this
 * one lives. It lies below the ports that the kernel gives to outgoing connections: on a busy machine half a minute can
 * pass until a service listens, and a connection of anybody took such a port in between.
 */
export async function freePort(): Promise<number> {
  const bases = basesBelow(firstEphemeralPort());
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const port = bases[randomInt(bases.length)]!;
    if (!reserve(port)) continue;
    const taken = await Promise.all(DOORS.map((distance) => isPortTaken(port + distance)));
    if (!taken.includes(true)) return port;
  }
  throw new LocalFailure('No free port was found: end programs that listen on ports from 10000 on.');
}

/** False where a process that lives has it, this one included. */
function reserve(port: number): boolean {
  const file = join(tmpdir(), `einmal-ports-${userInfo().uid}`, `${port}`);
  if ('owner' in tryLock(file)) return false;
  if (reserved.size === 0)
    process.once('exit', () => reserved.forEach((each) => rmSync(each, { force: true })));
  reserved.add(file);
  return true;
}

/** The one port from {@link LOWEST} on that `fetch` refuses (WHATWG Fetch, "port blocking"). */
const REFUSED_BY_FETCH = 10_080;

export function basesBelow(limit: number): readonly number[] {
  const blocks = Math.floor((Math.max(limit, 32_768) - LOWEST) / BLOCK);
  return Array.from(
    { length: blocks * 1_000 },
    (_, n) => LOWEST + Math.floor(n / 1_000) * BLOCK + (n % 1_000),
  ).filter((port) => port !== REFUSED_BY_FETCH);
}

/** The first port the kernel gives to outgoing connections (ip(7)); 32768 where it says nothing. */
function firstEphemeralPort(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 32_768;
  }
}

/** Whether something already listens on the loopback port (or it may not be bound). */
export function isPortTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, host, () => server.close(() => resolve(false)));
  });
}

/** The wanted port when it is free and was given to nobody else meanwhile, otherwise another free one. */
export async function portNear(wanted: number | undefined): Promise<number> {
  const isFree = wanted !== undefined && !(await isPortTaken(wanted)) && reserve(wanted);
  return isFree ? wanted : freePort();
}

/** Whether a TCP connection to the loopback port is accepted. */
export function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
