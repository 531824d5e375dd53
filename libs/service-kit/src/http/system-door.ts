import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:http';
import { collectDefaultMetrics, Gauge, register } from 'prom-client';
import type { HttpConfig } from '../config/index.ts';
import { notesForOperators } from '../errors/index.ts';
import { type Certificates, systemPortOf, tlsServer } from '../transport/index.ts';
import { tellRefusedHandshakes } from './refused-connections.ts';
import type { Health, ReadinessRegistry } from './readiness.ts';

/** Whoever asks sooner again, or while it is being read, gets the same. */
const FRESH_MS = 1_000;

/**
 * What only the operators of the machines ask for, on a port of its own and on loopback unless told otherwise:
 * `GET /metrics`, of which `name[]` chooses some as in other clients of Prometheus, and health with its reasons. Callers of the service cannot reach it, and cannot make it ask the database.
 * @param limits of connections by TLS
 * @param certificates TLS, without a certificate of the caller
 * @returns how to close it; rejects when it cannot listen
 */
export async function openSystemDoor(
  http: HttpConfig,
  limits: ServerOptions,
  certificates: Certificates | undefined,
  health: Health,
): Promise<() => Promise<void>> {
  const port = systemPortOf(http);
  // How often the event loop is looked at, in ms: a stop is seen if it lasts until then, and each look wakes the process.
  collectDefaultMetrics({ eventLoopMonitoringPrecision: 500 });
  measureReadiness(health.readiness);
  const metrics = readMetrics();
  const server: Server = certificates ? tlsServer(limits, certificates, 'none') : createServer();
  if (certificates) tellRefusedHandshakes(server, 'system');
  const answers: Readonly<Record<string, (names: readonly string[]) => Promise<Answer>>> = {
    '/metrics': async (names) => ({ status: 200, type: register.contentType, text: await metrics(names) }),
    '/health/live': () => stateOf('live', health.liveness),
    '/health/ready': () => stateOf('ready', health.readiness),
  };
  server.on('request', ({ method, url = '' }, response) => {
    const [path = '', query] = url.split('?', 2);
    const names = new URLSearchParams(query).getAll('name[]');
    const answer = method === 'GET' && Object.hasOwn(answers, path) ? answers[path] : undefined;
    if (answer === undefined) return void response.writeHead(404).end();
    answer(names).then(
      ({ status, type, text }) => response.writeHead(status, { 'content-type': type }).end(text),
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

const READY = 'einmal_ready';

/** For whoever watches metrics alone: what a load balancer is told. */
function measureReadiness(readiness: ReadinessRegistry): void {
  register.removeSingleMetric(READY);
  new Gauge({
    name: READY,
    help: '1 while the service can do its work: what /health/ready answers',
    async collect() {
      this.set((await readiness.failing()).length === 0 ? 1 : 0);
    },
  });
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** As at the public door, and why, and what is to be mended meanwhile: sentences that name settings are for operators. */
async function stateOf(state: 'live' | 'ready', registry: ReadinessRegistry): Promise<Answer> {
  const { failing, reasons } = await registry.findings();
  const isWell = failing.length === 0;
  const told = state === 'ready' ? notesForOperators() : [];
  const body = {
    ...(isWell ? { status: state } : { status: `not-${state}`, failing, reasons }),
    ...(told.length > 0 && { notes: told }),
  };
  return { status: isWell ? 200 : 503, type: 'application/json', text: JSON.stringify(body) };
}

/** @returns all for no name; names that there are not have no figures */
function readMetrics(): (names: readonly string[]) => Promise<string> {
  const all = shared(() => register.metrics());
  const each = new Map<string, () => Promise<string>>();
  const of = (name: string): Promise<string> => {
    const read = each.get(name) ?? shared(() => register.getSingleMetricAsString(name));
    each.set(name, read);
    return read();
  };
  return async (names) => {
    if (names.length === 0) return all();
    const there = new Set(register.getMetricsAsArray().map(({ name }) => name));
    const known = [...new Set(names)].filter((name) => there.has(name));
    return `${(await Promise.all(known.map(of))).join('\n\n')}\n`;
  };
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
