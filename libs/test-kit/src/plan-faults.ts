import type { Work } from './plan-work.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  /** With those of its children. */
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

export interface LoggedPlan {
  readonly 'Query Text': string;
  readonly 'Query Parameters'?: string;
  readonly Plan: PlanNode;
}

export interface Fault {
  /** The text of its query. */
  readonly of: string;
  readonly says: string;
}

/** Levels of an index and versions in its table, for each row or each search. */
const BLOCKS_OF_ROW = 10;
/** What else a search may read: what others have left behind. */
const BLOCKS_BESIDE = 100;

/**
 * What looks at more than `most` rows, and how; of calls also what goes through an index and reads far more blocks than its
 * rows are in, because the index begins with another column. What a task removes it may find again until it is vacuumed.
 */
export function faultsIn(
  told: readonly LoggedPlan[],
  { most, of }: Pick<Work, 'most' | 'of'>,
): readonly Fault[] {
  const found = told.flatMap(({ 'Query Text': text, Plan }) =>
    [...visits(Plan)].flatMap(({ node, rows, loops, blocks = 0 }) => {
      const shown = text.trim().slice(0, 400);
      const says = (what: string): Fault => ({ of: text, says: `${node} ${what}: ${shown}` });
      if (rows > most) return says(`looks at ${rows} rows`);
      const needed = BLOCKS_BESIDE + BLOCKS_OF_ROW * (rows + loops);
      return of === 'calls' && blocks > needed ? says(`reads ${blocks} blocks for ${rows} rows`) : [];
    }),
  );
  return [...new Map(found.map((fault) => [fault.says, fault])).values()];
}

/** Those whose statement was not executed. */
export const notAmong = (told: readonly LoggedPlan[], faults: readonly Fault[]): readonly Fault[] =>
  faults.filter(({ of }) => !told.some((plan) => plan['Query Text'] === of));

/** What a statement went by, itself and what it called. */
export function indexesIn(told: readonly LoggedPlan[]): readonly string[] {
  return told.flatMap(({ Plan }) => [...nodesOf(Plan)].flatMap((node) => node['Index Name'] ?? []));
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

interface Visit {
  readonly node: string;
  readonly rows: number;
  readonly loops: number;
  readonly blocks?: number;
}

/** Rows that each scan looks at, those it throws away included, and that each sort has to hold. */
function* visits(node: PlanNode): Generator<Visit> {
  const type = node['Node Type'];
  const loops = node['Actual Loops'];
  const thrown = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  if (type.includes('Scan')) {
    const where = node['Index Name'] ?? node['Relation Name'] ?? '';
    const rows = Math.round((node['Actual Rows'] + thrown) * loops);
    const blocks = type.startsWith('Index') ? node['Shared Hit Blocks'] + node['Shared Read Blocks'] : 0;
    yield { node: `${type} ${where}`.trim(), rows, loops, blocks };
  }
  for (const child of node.Plans ?? []) {
    if (type === 'Sort')
      yield { node: type, rows: Math.round(child['Actual Rows'] * child['Actual Loops']), loops };
    yield* visits(child);
  }
}
