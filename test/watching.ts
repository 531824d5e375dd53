import type { Endpoints } from '../deploy/local/endpoints.ts';
import { panels } from '../deploy/grafana/panels.ts';
import { type Selector, rules, selectorsOf } from '../deploy/prometheus/rules.file.ts';

/** Names of the metrics that the doors tell, each with the labels of its samples; none where there is no sample yet. */
async function toldBy(doors: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const told = new Map<string, Set<string>>();
  for (const door of doors) {
    const text = await (await fetch(`${door}/metrics`)).text();
    for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm))
      for (const each of type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''])
        told.set(name + each, told.get(name + each) ?? new Set());
    for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)\{(.*)\} \S+$/gm))
      for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) told.get(name)?.add(label);
  }
  return told;
}

/** What Prometheus adds to each sample. */
const ofTargets = ['job', 'instance', 'part_of'];

/** What no door tells, and what is chosen by a label that no sample has. */
function missing({ name, labels }: Selector, told: Awaited<ReturnType<typeof toldBy>>): readonly string[] {
  if (name === 'up' || name === 'ALERTS' || name.includes(':')) return [];
  const known = told.get(name);
  if (known === undefined) return [name];
  if (known.size === 0) return [];
  return labels
    .filter((label) => !known.has(label) && !ofTargets.includes(label))
    .map((label) => `${name}{${label}}`);
}

export function describeWatching(endpoints: () => Endpoints): void {
  it('tells at its system doors all metrics and labels that rules and the dashboard ask for', async () => {
    const told = await toldBy(Object.values(endpoints().system));
    const shown = panels.flatMap(({ queries }) => queries.map(([, expr]) => expr));
    const asked = [...rules.map(({ expr }) => expr), ...shown].flatMap(selectorsOf);
    expect(asked.length).toBeGreaterThan(rules.length);
    expect([...new Set(asked.flatMap((selector) => missing(selector, told)))]).toEqual([]);
  });
}
