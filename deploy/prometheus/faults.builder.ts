/** What a series does: where it starts, and how much it grows in 15 seconds, or only every few minutes. */
export type Course = readonly [start: number, growth: number, everyMin?: number] | 'absent';

export interface Fault {
  readonly alert: string;
  /** What happened. */
  readonly planted: string;
  readonly changes: Readonly<Record<string, Course>>;
  /** What fires with it. */
  readonly also?: readonly string[];
}

const gateway = 'job="gateway",instance="gateway:9080",part_of="einmal"';
const residents = 'job="residents",instance="residents:9081",part_of="einmal"';
const operator = 'job="operator",instance="operator:9084",part_of="einmal"';
const DAY_S = 86_400;
const lookups = (status: number): string =>
  `einmal_http_request_duration_seconds_count{${gateway},method="POST",route="/v1/lookups",status="${status}"}`;
const answers = (register: string, status: string): string =>
  `einmal_register_answers_total{${gateway},register="${register}",status="${status}"}`;
const permits = (reason: string): string => `einmal_permits_refused_total{${residents},reason="${reason}"}`;
const within = (le: string): string =>
  `einmal_http_request_duration_seconds_bucket{${gateway},method="POST",route="/v1/lookups",status="200",le="${le}"}`;

/** Two services and the operator, of which each metric that an alert looks at is as on a good day. */
export const quietHour: Readonly<Record<string, Course>> = {
  [`up{${gateway}}`]: [1, 0],
  [`up{${residents}}`]: [1, 0],
  [`einmal_ready{${residents}}`]: [1, 0],
  [`einmal_database_waiting{${gateway},pool="gateway-hot"}`]: [0, 0],
  [`process_start_time_seconds{${gateway}}`]: [1_000, 0],
  [`process_cpu_seconds_total{${gateway}}`]: [0, 3],
  [`process_open_fds{${gateway}}`]: [90, 0],
  [`process_max_fds{${gateway}}`]: [1_024, 0],
  [lookups(200)]: [0, 300],
  [lookups(401)]: [0, 1],
  [lookups(500)]: [0, 0],
  [within('0.5')]: [0, 299],
  [within('1')]: [0, 300],
  [within('5')]: [0, 300],
  [within('+Inf')]: [0, 300],
  [`einmal_outcomes_total{${gateway},status="EVIDENCE"}`]: [0, 290],
  [answers('vehicles', 'answered')]: [0, 280],
  [answers('residents', 'answered')]: [0, 10],
  [`einmal_routing_unserved_total{${gateway},register="residents"}`]: [0, 0],
  [`einmal_routing_claimed_twice_total{${gateway},register="residents"}`]: [0, 0],
  [`einmal_outbox_relay_leading{${residents}}`]: [1, 0],
  [`einmal_outbox_oldest_event_age_seconds{${residents}}`]: [0.4, 0],
  [`einmal_outbox_days_refused{${residents}}`]: [0, 0],
  [`einmal_inbox_member{${gateway},group="gateway.routing"}`]: [1, 0],
  [`einmal_inbox_parked{${gateway},group="gateway.routing"}`]: [0, 0],
  [`einmal_inbox_lag_events{${gateway},group="gateway.routing",topic="t"}`]: [3, 0],
  [`einmal_inbox_lag_seconds{${gateway},group="gateway.routing",topic="t"}`]: [0.2, 0],
  [`einmal_operator_projection_stuck{${operator},topic="t"}`]: [0, 0],
  [`einmal_operator_skipped_events_total{${operator},topic="t"}`]: [0, 0],
  [`einmal_operator_unreadable_announcements_total{${operator},topic="t"}`]: [0, 0],
  [`einmal_webhook_oldest_waiting_seconds{${gateway}}`]: [2, 0],
  [`einmal_submissions_age_seconds{job="procedures",part_of="einmal"}`]: [5, 0],
  [`einmal_vehicle_enquiry_age_seconds{job="vehicles",part_of="einmal",about="case"}`]: [1, 0],
  [`einmal_feedback_age_seconds{${residents}}`]: [0, 0],
  [`einmal_upkeep_last_success_timestamp_seconds{${gateway},task="previews"}`]: [0, 15],
  [`einmal_upkeep_lag_seconds{${gateway},task="previews"}`]: [10, 0],
  [`einmal_background_failures_total{${gateway},task="Quotas"}`]: [0, 0],
  [`einmal_security_events_total{${gateway},event="limit-reached"}`]: [2, 0],
  [permits('replayed')]: [0, 0],
  [permits('expired')]: [0, 0],
  [`einmal_certificate_remaining_seconds{${gateway},setting="TLS_CERT_FILE"}`]: [30 * DAY_S, -15],
};

const forgotten = 'EinmalServiceForgotten';
const unwatched = (...services: readonly string[]): Fault['changes'] =>
  Object.fromEntries(services.map((service) => [`up{${service}}`, 'absent']));
const fault = (
  alert: string,
  planted: string,
  changes: Fault['changes'],
  ...also: readonly string[]
): Fault => ({ alert, planted, changes, also });

export const faults: readonly Fault[] = [
  fault('EinmalNothingWatched', 'Prometheus was told of no target', unwatched(gateway, residents), forgotten),
  fault(forgotten, 'a new configuration of Prometheus lost one service', unwatched(residents)),
  fault('EinmalServiceDown', 'the only process of a register was killed', { [`up{${residents}}`]: [0, 0] }),
  fault('EinmalNotReady', 'the password of the database was changed', {
    [`einmal_ready{${residents}}`]: [0, 0],
  }),
  fault('EinmalProcessDown', 'one of two processes was killed', {
    [`up{job="gateway",instance="gateway-2:9080",part_of="einmal"}`]: [0, 0],
  }),
  fault('EinmalProcessRestarts', 'a process ends a minute after each start, and waits five for the next', {
    [`process_start_time_seconds{${gateway}}`]: [3_000, 360, 6],
  }),
  fault('EinmalAnswersFail', 'the database takes every tenth statement no more', { [lookups(500)]: [0, 33] }),
  fault('EinmalLookupsSlow', 'a table has no index any more', {
    [within('0.5')]: [36_000, 30],
    [within('1')]: [36_000, 60],
  }),
  fault('EinmalRegisterSilent', 'a register that is seldom asked hangs, among others that answer', {
    [answers('residents', 'unavailable')]: [0, 6],
  }),
  fault('EinmalSubjectsUnserved', 'an authority was forgotten in AUTHORITIES', {
    [`einmal_routing_unserved_total{${gateway},register="residents"}`]: [1, 0],
  }),
  fault('EinmalSubjectsClaimedTwice', 'two towns hold one person', {
    [`einmal_routing_claimed_twice_total{${gateway},register="residents"}`]: [1, 0],
  }),
  fault('EinmalNoRelay', 'Kafka refuses the account of a register', {
    [`einmal_outbox_relay_leading{${residents}}`]: [0, 0],
  }),
  fault('EinmalEventsWait', 'the disk of the broker is full', {
    [`einmal_outbox_oldest_event_age_seconds{${residents}}`]: [0, 15],
  }),
  fault('EinmalConsumerGone', 'the broker refuses the group', {
    [`einmal_inbox_member{${gateway},group="gateway.routing"}`]: [0, 0],
  }),
  fault('EinmalConsumerBehind', 'a handler became slow', {
    [`einmal_inbox_lag_events{${gateway},group="gateway.routing",topic="t"}`]: [2_000, 40],
  }),
  fault('EinmalEventsParked', 'an event of an unknown kind came', {
    [`einmal_inbox_parked{${gateway},group="gateway.routing"}`]: [1, 0],
  }),
  fault('EinmalProjectionStuck', 'the operators database is without a column', {
    [`einmal_operator_projection_stuck{${operator},topic="t"}`]: [1, 0],
  }),
  fault('EinmalForeignMessages', 'somebody writes to a change topic by hand', {
    [`einmal_operator_skipped_events_total{${operator},topic="t"}`]: [1, 0],
  }),
  fault('EinmalLedgerDisagrees', 'a row of the outbox was deleted by hand', {
    [`einmal_outbox_days_refused{${residents}}`]: [1, 0],
  }),
  fault('EinmalWebhooksWait', 'a receiver refuses everything', {
    [`einmal_webhook_oldest_waiting_seconds{${gateway}}`]: [3_610, 15],
  }),
  fault('EinmalApplicationsWait', 'procedures cannot open what is released', {
    [`einmal_submissions_age_seconds{job="procedures",part_of="einmal"}`]: [910, 15],
  }),
  fault('EinmalEnquiriesWait', 'another register does not answer', {
    [`einmal_vehicle_enquiry_age_seconds{job="vehicles",part_of="einmal",about="case"}`]: [3_610, 15],
  }),
  fault('EinmalUpkeepLate', 'somebody holds a lock for good', {
    [`einmal_upkeep_last_success_timestamp_seconds{${gateway},task="previews"}`]: [1_800, 0],
  }),
  fault('EinmalUpkeepLate', 'a task has never come to its end since the start', {
    [`einmal_upkeep_last_success_timestamp_seconds{${residents},task="retention"}`]: [1_800, 0],
  }),
  fault('EinmalWorkFails', 'a task lacks a right', {
    [`einmal_background_failures_total{${gateway},task="Quotas"}`]: [0, 1.4],
  }),
  fault('EinmalCertificateEnds', 'a certificate was not replaced', {
    [`einmal_certificate_remaining_seconds{${gateway},setting="TLS_CERT_FILE"}`]: [6 * DAY_S, -15],
  }),
  fault('EinmalProcessBusy', 'more lookups came than one core can answer', {
    [`process_cpu_seconds_total{${gateway}}`]: [360, 14.9],
  }),
  fault('EinmalDatabaseWaits', 'a statement holds every connection', {
    [`einmal_database_waiting{${gateway},pool="gateway-hot"}`]: [20, 0],
  }),
  fault('EinmalFilesRunOut', 'connections are not closed', { [`process_open_fds{${gateway}}`]: [900, 5] }),
  fault('EinmalTokensRefused', 'a client lost its key', { [lookups(401)]: [120, 150] }),
  fault('EinmalLimitReached', 'a client tries numbers', {
    [`einmal_security_events_total{${gateway},event="limit-reached"}`]: [2, 2],
  }),
  fault('EinmalPermitRefused', 'somebody reaches the internal door of a register', {
    [permits('replayed')]: [1, 0],
  }),
];

/** What may happen at any time and calls nobody. */
export const harmless: readonly Omit<Fault, 'alert'>[] = [
  { planted: 'a register refuses permits', changes: { [answers('residents', 'refused')]: [0, 5] } },
  {
    planted: 'the only lookup of a quarter of an hour at night takes three seconds, and has no answer',
    changes: {
      [lookups(200)]: [36_000, 0],
      [within('0.5')]: [35_880, 0],
      [within('1')]: [36_000, 0],
      [within('5')]: [36_000, 1, 15],
      [within('+Inf')]: [36_000, 1, 15],
      [answers('vehicles', 'answered')]: [33_600, 0],
      [answers('residents', 'answered')]: [1_200, 0],
      [answers('residents', 'unavailable')]: [0, 1, 15],
    },
  },
  {
    planted: 'probes of an idle service are told that it is not ready yet',
    changes: {
      [lookups(200)]: [36_000, 0],
      [`einmal_http_request_duration_seconds_count{${gateway},method="GET",route="/health/ready",status="503"}`]:
        [0, 3],
    },
  },
  {
    planted: 'a register of an earlier version does not know a member, and its clock is wrong',
    changes: { [permits('shape')]: [5, 1], [permits('expired')]: [5, 1] },
  },
  {
    planted: 'a process is started anew twice in a morning',
    changes: { [`process_start_time_seconds{${gateway}}`]: [3_000, 2_400, 40] },
  },
];
