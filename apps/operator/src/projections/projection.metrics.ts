import { Counter, Gauge, register } from 'prom-client';

const SKIPPED = 'einmal_operator_skipped_events_total';
const STUCK = 'einmal_operator_projection_stuck';
for (const name of [SKIPPED, STUCK]) register.removeSingleMetric(name);

/** Anything but 0 means that somebody else writes to a change topic, or that the contract was broken. */
export const skippedEvents = new Counter({
  name: SKIPPED,
  help: 'Messages on change topics that are no change events, left out of the projection',
  labelNames: ['topic'],
});

export const stuckProjections = new Gauge({
  name: STUCK,
  help: '1 while the projection of a topic fails again and again',
  labelNames: ['topic'],
});
