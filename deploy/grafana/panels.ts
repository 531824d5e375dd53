/** A panel of the one page, in the order and sizes in which they stand; 24 columns are a line. */
export interface Panel {
  readonly title: string;
  /** What it means that a figure is high, or low. */
  readonly description: string;
  readonly type: 'stat' | 'table' | 'timeseries';
  readonly width: number;
  readonly height: number;
  readonly unit: string;
  readonly queries: readonly (readonly [legend: string, expr: string])[];
  /** From which value on it is orange, and red. */
  readonly steps?: readonly [orange: number, red: number];
  readonly texts?: Readonly<Record<string, string>>;
}

const pages = 'ALERTS{alertstate="firing", severity="page", alertname=~"Einmal.*"}';

const stat = (
  title: string,
  description: string,
  unit: string,
  expr: string,
  steps?: Panel['steps'],
): Panel => ({
  ...{ title, description, type: 'stat', width: 4, height: 5, unit, queries: [['', expr]] },
  ...(steps && { steps }),
});
const lines = (title: string, description: string, unit: string, queries: Panel['queries']): Panel => ({
  ...{ title, description, type: 'timeseries', width: 8, height: 8, unit, queries },
});

export const panels: readonly Panel[] = [
  {
    ...stat(
      'Are citizens being served?',
      'Yes, while no alert of the urgency "page" fires. Else the list beside it says which.',
      'none',
      // Where no rule was loaded it is no "Yes" but nothing.
      `count(${pages}) or 0 * einmal:watts_per_core:estimate`,
      [1, 1],
    ),
    texts: { '0': 'Yes' },
  },
  {
    ...stat('What fires', 'Each name is a paragraph of the manual, to which it leads.', 'none', ''),
    ...{ type: 'table', width: 8 },
    queries: [['', 'ALERTS{alertstate="firing", alertname=~"Einmal.*"}']],
  },
  stat('Lookups a second', 'Answered ones, of five minutes.', 'reqps', 'einmal:answered_lookups:rate5m'),
  stat(
    'Without an answer',
    'Permitted lookups that a register left without an answer.',
    'percentunit',
    'einmal:unanswered_lookups:ratio5m',
    [0.01, 0.05],
  ),
  stat(
    'One in twenty takes longer than',
    'Of lookups at the gateway.',
    's',
    'job_route:einmal_http_request_duration_seconds:p95_5m{route="/v1/lookups"}',
    [0.5, 1],
  ),
  lines('Requests', 'By service.', 'reqps', [['{{job}}', 'job:einmal_http_requests:rate5m']]),
  lines('Faults', 'Answers of 500 and above, as a part of all.', 'percentunit', [
    ['{{job}}', 'job:einmal_http_faults:ratio5m'],
  ]),
  lines('p95 by route of the gateway', 'Slow for all: database or CPU. Slow for one: that route.', 's', [
    ['{{route}}', 'job_route:einmal_http_request_duration_seconds:p95_5m{job="gateway"}'],
  ]),
  lines('What came of permits', 'A lock and an unknown person are both NO_EVIDENCE.', 'reqps', [
    ['{{status}}', 'sum by (status) (rate(einmal_outcomes_total[5m]))'],
  ]),
  lines('Refusals', 'By the code that callers got.', 'reqps', [
    ['{{refusal}}', 'sum by (refusal) (rate(einmal_decisions_total{effect="DENIAL"}[5m]))'],
  ]),
  lines('Services that can work', '1 for each process that is ready.', 'none', [
    ['{{job}}', 'sum by (job) (einmal_ready)'],
  ]),
  lines('Changes that wait for Kafka', 'Age of the oldest, by register.', 's', [
    ['{{job}}', 'max by (job) (einmal_outbox_oldest_event_age_seconds)'],
  ]),
  lines('Events that wait for consumers', 'After an import many, and falling.', 'none', [
    ['{{group}}', 'group:einmal_inbox_lag_events:sum'],
    ['parked: {{group}}', 'max by (group) (einmal_inbox_parked) > 0'],
  ]),
  lines('Who waits longest', 'Applications for their evidence, receivers for their messages.', 's', [
    ['applications', 'max(einmal_submissions_age_seconds)'],
    ['webhooks of {{job}}', 'max by (job) (einmal_webhook_oldest_waiting_seconds)'],
  ]),
  lines('Cores in use', 'A process uses one at most.', 'none', [
    ['{{job}}', 'job:einmal_cpu_seconds:rate5m'],
  ]),
  lines('Memory', 'Resident, by service.', 'bytes', [
    ['{{job}}', 'sum by (job) (process_resident_memory_bytes{part_of="einmal"})'],
  ]),
  lines('Database', 'Connections in use, and who waits for one.', 'none', [
    ['{{pool}} used', 'sum by (pool) (einmal_database_connections{state="used"})'],
    ['{{pool}} waits', 'sum by (pool) (einmal_database_waiting) > 0'],
  ]),
  lines(
    'Share of a round trip',
    'How many decisions or permits go together: more of them, under load.',
    'none',
    [['{{batch}}', 'batch:einmal_batch_size:mean5m']],
  ),
  lines('Energy', 'An estimate: CPU seconds of all services by lookup, times a figure of yours.', 'joule', [
    ['a lookup', 'einmal:joules_per_lookup:estimate1h'],
  ]),
  lines('Security events', 'docs/security-events.md says what each is.', 'none', [
    ['{{event}}', 'sum by (event) (increase(einmal_security_events_total[15m])) > 0'],
  ]),
];

/** Left to right, line by line: a panel that does not fit begins the next line. */
export function places(): readonly { x: number; y: number; w: number; h: number }[] {
  let [x, y, lineHeight] = [0, 0, 0];
  return panels.map(({ width: w, height: h }) => {
    if (x + w > 24) [x, y, lineHeight] = [0, y + lineHeight, 0];
    const place = { x, y, w, h };
    [x, lineHeight] = [x + w, Math.max(lineHeight, h)];
    return place;
  });
}
