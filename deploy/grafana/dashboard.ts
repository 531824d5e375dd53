import { type Panel, panels, places } from './panels.ts';

const manual = 'https://gitlab.opencode.de/einmal/einmal/-/blob/main/docs/operate.md#alerts';
const source = { type: 'prometheus', uid: '${source}' };

function thresholds([orange, red]: NonNullable<Panel['steps']>): object {
  const steps = [
    { color: 'green', value: null },
    { color: 'orange', value: orange },
    { color: 'red', value: red },
  ];
  return {
    mode: 'absolute',
    steps: orange === red ? steps.filter(({ color }) => color !== 'orange') : steps,
  };
}

const mappings = (texts: Readonly<Record<string, string>>): readonly object[] => [
  {
    type: 'value',
    options: Object.fromEntries(Object.entries(texts).map(([value, text]) => [value, { text, index: 0 }])),
  },
];

/** What Grafana's schema asks of each type of panel, as Grafana itself would write it. */
const options: Readonly<Record<Panel['type'], object>> = {
  stat: {
    ...{ graphMode: 'area', colorMode: 'background', justifyMode: 'auto', textMode: 'value' },
    ...{
      wideLayout: true,
      showPercentChange: false,
      percentChangeColorMode: 'standard',
      orientation: 'auto',
    },
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
  },
  table: { frameIndex: 0, showHeader: true, cellHeight: 'sm' },
  timeseries: {
    legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
    tooltip: { mode: 'multi', sort: 'desc' },
  },
};

function drawn(panel: Panel, index: number): object {
  const { title, description, type, unit, queries, steps, texts } = panel;
  const isTable = type === 'table';
  return {
    ...{ id: index + 1, title, description, type, datasource: source, gridPos: places()[index] },
    targets: queries.map(([legendFormat, expr], at) => ({
      ...{ refId: String.fromCharCode(65 + at), datasource: source, expr, legendFormat },
      ...(type === 'timeseries' ? { range: true } : { instant: true, range: false }),
      ...(isTable && { format: 'table' }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        ...(steps && { thresholds: thresholds(steps) }),
        ...(texts && { mappings: mappings(texts) }),
        ...(isTable && { links: [{ title: 'What to do', url: manual, targetBlank: true }] }),
      },
      overrides: [],
    },
    options: options[type],
    ...(isTable && {
      transformations: [
        {
          id: 'filterFieldsByName',
          options: { include: { names: ['alertname', 'severity', 'job', 'group', 'task'] } },
        },
      ],
    }),
  };
}

/** deploy/grafana/einmal.json */
export const dashboard = (): string =>
  JSON.stringify({
    ...{ uid: 'einmal', title: 'Einmal: are citizens being served?', tags: ['einmal'], schemaVersion: 41 },
    ...{ editable: false, refresh: '30s', time: { from: 'now-3h', to: 'now' }, timezone: 'browser' },
    annotations: { list: [] },
    links: [
      {
        ...{ title: 'Manual', type: 'link', url: manual, targetBlank: true, icon: 'doc', asDropdown: false },
        ...{ tooltip: 'What each alert means', tags: [], includeVars: false, keepTime: false },
      },
    ],
    templating: {
      list: [{ name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus' }],
    },
    panels: panels.map(drawn),
  });
