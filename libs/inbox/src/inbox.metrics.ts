import { Counter, Gauge, register } from 'prom-client';
import { withTimeLimit } from '#libs/service-kit';
import type { Result } from './work-queue.ts';

/** What one consumer group tells at a scrape; each part rejects when what it asks is away. */
export interface InboxFigures {
  readonly group: string;
  readonly isMember: () => boolean;
  /** Pieces of work that wait for the database. */
  readonly waiting: () => number;
  /** Events that wait for an operator, as far as they are counted. */
  readonly parked: () => Promise<number>;
  /** Per topic: messages between the group's committed position and the end. */
  readonly lagEvents: () => Promise<ReadonlyMap<string, number>>;
  /** Per topic: when the oldest message under way here was written, in ms since the epoch. */
  readonly oldestUnderWay: () => ReadonlyMap<string, number>;
  readonly topics: readonly string[];
}

const SCRAPE_MS = 2_000;

/** All consumer groups of the process share the metrics, told apart by a label. */
const groups = new Map<string, InboxFigures>();

/** Adds a group to the default registry; the answer counts events and takes the group out again. */
export function inboxMetrics(figures: InboxFigures): { count: (result: Result) => void; close: () => void } {
  const { group } = figures;
  groups.set(group, figures);
  if (!register.getSingleMetric('einmal_inbox_member')) defineGauges();
  const name = 'einmal_inbox_handled_total';
  const counter =
    (register.getSingleMetric(name) as Counter | undefined) ??
    new Counter({ name, help: 'Events by what became of them', labelNames: ['group', 'result'] });
  return {
    count: (result) => counter.inc({ group, result }),
    close: () => void groups.delete(group),
  };
}

function defineGauges(): void {
  gauge('member', '1 while this process is a member of the consumer group', ['group'], (set, f) => {
    set({ group: f.group }, f.isMember() ? 1 : 0);
  });
  gauge('waiting', 'Pieces of work that wait for the database', ['group'], (set, f) => {
    set({ group: f.group }, f.waiting());
  });
  gauge('parked', 'Events that wait for an operator, up to 10,000', ['group'], async (set, f) => {
    set({ group: f.group }, await f.parked());
  });
  gauge('lag_events', 'Messages the group has not finished', ['group', 'topic'], async (set, f) => {
    for (const [topic, lag] of await f.lagEvents()) set({ group: f.group, topic }, lag);
  });
  gauge(
    'lag_seconds',
    'Age of the oldest message under way in this process',
    ['group', 'topic'],
    (set, f) => {
      const oldest = f.oldestUnderWay();
      for (const topic of f.topics) {
        const written = oldest.get(topic);
        set({ group: f.group, topic }, written === undefined ? 0 : Math.max(0, Date.now() - written) / 1_000);
      }
    },
  );
}

type SetGauge = (labels: Record<string, string>, value: number) => void;

function gauge(
  name: string,
  help: string,
  labelNames: string[],
  read: (set: SetGauge, figures: InboxFigures) => Promise<void> | void,
): void {
  new Gauge({
    name: `einmal_inbox_${name}`,
    help,
    labelNames,
    async collect(this: Gauge) {
      this.reset();
      const set: SetGauge = (labels, value) => this.set(labels, value);
      // What cannot be asked in time is absent from the scrape; the scrape itself must not fail.
      const readings = [...groups.values()].map((f) =>
        withTimeLimit(SCRAPE_MS, name, async () => read(set, f)),
      );
      await Promise.allSettled(readings);
    },
  });
}
