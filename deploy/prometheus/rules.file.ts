import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../local/repository.ts';

/** Where the rules lie, and what Prometheus reads them from. */
export const folder = join(root, 'deploy/prometheus');

const read = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));

export const configuration = read('prometheus.yml') as {
  readonly global: Readonly<Record<'scrape_interval' | 'evaluation_interval', string>>;
};

export interface Rule {
  readonly expr: string;
  readonly record?: string;
  readonly alert?: string;
  readonly for?: string;
  readonly labels?: { readonly severity?: string };
  readonly annotations?: Readonly<Record<'summary' | 'within' | 'runbook_url', string>>;
}

interface RulesFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

const RULES = 'einmal.rules.yaml';
export const rulesFile = join(folder, RULES);
export const rules: readonly Rule[] = (read(RULES) as RulesFile).groups.flatMap((group) => group.rules);

export const alerts = rules.filter((rule): rule is Rule & { alert: string } => rule.alert !== undefined);

/** What an expression asks for: names of metrics, each with the labels by which it is chosen. */
export function selectorsOf(expr: string): readonly Selector[] {
  const bare = expr
    .replaceAll(/"[^"]*"/g, '""')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ');
  return [...bare.matchAll(/(?<![\w:.])([a-z_][\w:]*)\s*(\(|\{[^}]*\})?/gi)]
    .filter(([, name = '', next]) => next !== '(' && !words.has(name))
    .map(([, name = '', chosen = '']) => ({
      name,
      labels: [...chosen.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label),
    }));
}

export interface Selector {
  readonly name: string;
  readonly labels: readonly string[];
}

const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);
