import { Counter, register } from 'prom-client';

const NAME = 'einmal_operator_unreadable_announcements_total';
register.removeSingleMetric(NAME);

/** Anything but 0 means that somebody else writes to a dead-letter topic, or that the contract was broken. */
export const unreadableAnnouncements = new Counter({
  name: NAME,
  help: 'Messages on dead-letter topics that are not announcements of a parked event',
  labelNames: ['topic'],
});
