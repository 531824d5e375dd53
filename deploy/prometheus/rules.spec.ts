import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../local/repository.ts';
import { type Course, type Fault, faults, harmless, quietHour } from './faults.builder.ts';
import { hasPromtool, promtool } from './promtool.ts';
import { alerts, configuration, folder, rules, rulesFile, selectorsOf } from './rules.file.ts';

const runbooks = 'https://gitlab.opencode.de/einmal/einmal/-/blob/main/docs/operate.md#';

/** Rules are tried as often as the configuration has them evaluated. */
const timing = { evaluation_interval: configuration.global.evaluation_interval };

describe('each alert', () => {
  const page = readFileSync(join(root, 'docs/operate.md'), 'utf8');

  it('has its paragraph in docs/operate.md, and each paragraph its alert', () => {
    const paragraphs = [...page.matchAll(/^### (Einmal\w+)$/gm)].map(([, name]) => name);
    expect(paragraphs).toEqual(alerts.map(({ alert }) => alert));
    for (const { alert, labels, annotations } of alerts)
      expect(page).toContain(`### ${alert}\n\n**${labels?.severity}, within ${annotations?.within}.** `);
  });

  it.each(alerts)(
    '$alert says what happened, how urgent it is, within which time, and where to read on',
    (rule) => {
      const { alert, labels, annotations } = rule;
      expect(['page', 'ticket']).toContain(labels?.severity);
      expect(annotations).toEqual({
        summary: expect.stringMatching(/^\S.*\.$/),
        within: expect.stringMatching(/^(\d+h)?\d+m$/),
        runbook_url: `${runbooks}${alert.toLowerCase()}`,
      });
    },
  );

  it('looks at what another rule records only where there is such a rule', () => {
    const recorded = rules.flatMap(({ record }) => record ?? []);
    const asked = rules.flatMap(({ expr }) => selectorsOf(expr)).map(({ name }) => name);
    expect(asked.filter((name) => name.includes(':') && !recorded.includes(name))).toEqual([]);
  });
});

it('names of an expression are told from functions, labels and words', () => {
  const expr = `sum by (job) (rate(a_total{status=~"5..", job!="x"}[5m])) / on (job) (job:b:rate5m > 0) or vector(10) and c`;
  expect(selectorsOf(expr)).toEqual([
    { name: 'a_total', labels: ['status', 'job'] },
    { name: 'job:b:rate5m', labels: [] },
    { name: 'c', labels: [] },
  ]);
});

// Debian's package `prometheus` has it, and .ci/run installs that.
if (hasPromtool)
  describe('promtool', () => {
    tryRules();
  });
else
  it('is not installed, so that no alert is tried here', () =>
    expect(process.env['PROMTOOL']).toBeUndefined());

function tryRules(): void {
  let dir: string;
  beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'einmal-unit-'))));
  afterAll(() => rmSync(dir, { recursive: true }));

  function tested(name: string, groups: readonly object[]): string {
    const file = join(dir, `${name}.json`);
    const test = { rule_files: [rulesFile], ...timing, tests: groups };
    writeFileSync(file, JSON.stringify(test));
    return promtool('test', 'rules', file);
  }

  it('takes the configuration and the rules', () => {
    expect(promtool('check', 'config', join(folder, 'prometheus.yml'))).toMatch(/1 rule files? found/);
  });

  it('sees nothing fire in a quiet hour', () => {
    const minutes = Array.from({ length: 61 }, (_, minute) => minute);
    tested('quiet', [{ ...planted(60), promql_expr_test: minutes.map((at) => firing(`${at}m`, [])) }]);
  });

  it.each(harmless)('sees nothing fire when $planted', ({ changes }) => {
    const after = 60;
    const minutes = Array.from({ length: after }, (_, minute) => FAULT_MIN + minute);
    const input = planted(FAULT_MIN + after, { changes });
    tested('harmless', [{ ...input, promql_expr_test: minutes.map((at) => firing(`${at}m`, [])) }]);
  });

  it('tells the part of callers that are refused, and not how many a second', () => {
    const { changes } = faults.find(({ alert }) => alert === 'EinmalTokensRefused')!;
    const expr = alerts.find(({ alert }) => alert === 'EinmalTokensRefused')!.expr;
    // 150 of 450 in 15 seconds.
    const exp_samples = [{ labels: '{job="gateway"}', value: 1 / 3 }];
    tested('part', [
      { ...planted(60, { changes }), promql_expr_test: [{ expr, eval_time: '50m', exp_samples }] },
    ]);
  });

  it('adds up for each group what it has before it, whose every member tells it', () => {
    const lag = (instance: string, topic: string): string =>
      `einmal_inbox_lag_events{job="gateway",instance="${instance}",group="gateway.feed",topic="${topic}"}`;
    const changes: Fault['changes'] = {
      [lag('a', 't')]: [7, 0],
      [lag('b', 't')]: [7, 0],
      [lag('b', 'u')]: [5, 0],
    };
    const name = 'group:einmal_inbox_lag_events:sum';
    const exp_samples = [{ labels: `${name}{group="gateway.feed"}`, value: 12 }];
    tested('lag', [
      {
        ...planted(60, { changes }),
        promql_expr_test: [{ expr: `${name}{group="gateway.feed"}`, eval_time: '50m', exp_samples }],
      },
    ]);
  });

  it('has a fault for each alert', () => {
    expect([...new Set(faults.map(({ alert }) => alert))]).toEqual(alerts.map(({ alert }) => alert));
  });

  it.each(faults)('$alert fires within the time it says when $planted', (fault) => {
    const within = alerts.find(({ alert }) => alert === fault.alert)?.annotations?.within ?? '';
    const [, hours = 0, minutes = 0] = /^(?:(\d+)h)?(\d+)m$/.exec(within) ?? [];
    const after = FAULT_MIN + Number(hours) * 60 + Number(minutes);
    const names = [fault.alert, ...(fault.also ?? [])];
    tested(fault.alert, [
      {
        ...planted(after + 1, fault),
        promql_expr_test: [firing(`${FAULT_MIN - 1}m`, []), firing(`${after}m`, names)],
      },
    ]);
  });
}

/** When a fault happens, after so many minutes of quiet. */
const FAULT_MIN = 30;
const SAMPLES_A_MINUTE = 4;

function planted(minutes: number, fault?: Pick<Fault, 'changes'>): object {
  const changes = fault?.changes ?? {};
  const quietMin = fault ? FAULT_MIN : minutes;
  const names = new Set([...Object.keys(quietHour), ...Object.keys(changes)]);
  return {
    interval: configuration.global.scrape_interval,
    input_series: [...names].map((series) => {
      const quiet = quietHour[series] ?? 'absent';
      const after = changes[series] ?? later(quiet, quietMin);
      return { series, values: `${values(quiet, quietMin)} ${values(after, minutes - quietMin + 1)}` };
    }),
  };
}

/** As it goes on where no fault touches it. */
const later = (course: Course, minutes: number): Course =>
  course === 'absent' ? course : [course[0] + course[1] * minutes * SAMPLES_A_MINUTE, course[1]];

/** In promtool's notation: `a+bxn` are n + 1 samples. */
function values(course: Course, minutes: number): string {
  const samples = minutes * SAMPLES_A_MINUTE;
  if (samples === 0) return '';
  if (course === 'absent') return `_x${samples}`;
  const [start, growth, everyMin] = course;
  if (everyMin !== undefined)
    return Array.from({ length: Math.ceil(minutes / everyMin) }, (_, step) => {
      const length = Math.min(everyMin, minutes - step * everyMin) * SAMPLES_A_MINUTE;
      return `${start + step * growth}+0x${length - 1}`;
    }).join(' ');
  return `${start}${growth < 0 ? '' : '+'}${growth}x${samples - 1}`;
}

/** Which alerts fire at that time, and no other. */
const firing = (at: string, names: readonly string[]): object => ({
  eval_time: at,
  expr: 'group by (alertname) (ALERTS{alertstate="firing"})',
  exp_samples: names.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 })),
});
