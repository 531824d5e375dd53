import type { RecordVersion } from './record-version.rules.ts';
import { applyRowsSql, savePositionsSql } from './record-version.sql.ts';

/** A `pg` client or pool; statements of one transaction need a client. */
export interface SqlRunner {
  query<R extends object>(sql: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number | null }>;
}

export interface PartitionPosition {
  readonly partition: number;
  readonly next: number;
}

const rowColumns = `record_id as "recordId", version, last_type as "lastType", last_event as "lastEvent",
  effective_on::text as "effectiveOn", missing`;

/** The generation that readers of a topic's projection see; made on the first call. */
export async function currentGeneration(db: SqlRunner, topic: string, lock = ''): Promise<number> {
  const find = `select generation::int as generation from projection where topic = $1 ${lock}`;
  const { rows } = await db.query<{ generation: number }>(find, [topic]);
  if (rows[0]) return rows[0].generation;
  await db.query(
    `with made as (insert into projection_generation (topic) values ($1) returning id)
     insert into projection (topic, generation) select $1, id from made on conflict do nothing`,
    [topic],
  );
  return currentGeneration(db, topic, lock);
}

export async function positionsOf(db: SqlRunner, generation: number): Promise<readonly PartitionPosition[]> {
  const { rows } = await db.query<PartitionPosition>(
    'select partition, next_offset as next from projection_position where generation = $1',
    [generation],
  );
  return rows;
}

export async function applyRows(
  db: SqlRunner,
  generation: number,
  rows: readonly RecordVersion[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(applyRowsSql, [
    generation,
    rows.map((row) => row.recordId),
    rows.map((row) => row.version),
    rows.map((row) => row.lastType),
    rows.map((row) => row.lastEvent),
    rows.map((row) => row.effectiveOn),
    rows.map((row) => row.missing),
  ]);
}

export async function savePositions(
  db: SqlRunner,
  generation: number,
  positions: readonly PartitionPosition[],
): Promise<void> {
  const partitions = positions.map(({ partition }) => partition);
  await db.query(savePositionsSql, [generation, partitions, positions.map(({ next }) => next)]);
}

/** All rows of a generation, in portions, in the order of their record ids. */
export async function* rowsOf(db: SqlRunner, generation: number): AsyncGenerator<readonly RecordVersion[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await db.query<RecordVersion>(
      `select ${rowColumns} from record_version where generation = $1 and record_id > $2 order by record_id limit 10000`,
      [generation, after],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.recordId;
  }
}

/** Removes rows of a generation that nobody reads, in portions. */
export async function dropGeneration(db: SqlRunner, generation: number): Promise<void> {
  const portion = `delete from record_version where generation = $1 and record_id in (
    select record_id from record_version where generation = $1 limit 20000)`;
  while (((await db.query(portion, [generation])).rowCount ?? 0) > 0);
  await db.query(
    `delete from projection_generation g where id = $1
     and not exists (select 1 from projection p where p.generation = g.id)`,
    [generation],
  );
}

export interface ProjectionSummary {
  readonly topic: string;
  readonly generation: number;
  readonly replay?: string;
  readonly since: string;
  readonly records: number;
  readonly recordsWithGaps: number;
  readonly missingVersions: number;
}

export async function describeProjections(db: SqlRunner): Promise<readonly ProjectionSummary[]> {
  const { rows } = await db.query<
    Omit<ProjectionSummary, 'since' | 'replay'> & { since: Date; replay: string | null }
  >(
    `select p.topic, p.generation::int as generation, g.replay, p.swapped_at as since, g.records::int as records,
       g.with_gaps::int as "recordsWithGaps", g.missing::float8 as "missingVersions"
     from projection p join projection_generation g on g.id = p.generation order by p.topic`,
  );
  return rows.map(({ since, replay, ...rest }) => ({
    ...rest,
    ...(replay !== null && { replay }),
    since: since.toISOString(),
  }));
}
