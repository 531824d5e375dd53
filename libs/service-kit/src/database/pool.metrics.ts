import type { Pool } from 'pg';
import { Gauge, register } from 'prom-client';

const WAITING = 'einmal_database_waiting';
const CONNECTIONS = 'einmal_database_connections';
/** By the name that PostgreSQL shows of their connections. */
const pools = new Map<string, Pool>();

/** What a pool is doing, read at a scrape: its users pay nothing for it. One of the same name takes its place. */
export function measurePool(name: string, pool: Pool): void {
  pools.set(name, pool);
  if (register.getSingleMetric(WAITING)) return;
  new Gauge({
    name: WAITING,
    help: 'Who waits for a connection of the pool to the database',
    labelNames: ['pool'],
    collect() {
      for (const [each, { waitingCount }] of pools) this.set({ pool: each }, waitingCount);
    },
  });
  new Gauge({
    name: CONNECTIONS,
    help: 'Connections to the database by pool and what they do',
    labelNames: ['pool', 'state'],
    collect() {
      for (const [each, { totalCount, idleCount }] of pools) {
        this.set({ pool: each, state: 'idle' }, idleCount);
        this.set({ pool: each, state: 'used' }, totalCount - idleCount);
      }
    },
  });
}
