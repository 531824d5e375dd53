import type { Pool } from 'pg';
import { Gauge, register } from 'prom-client';

type Row = Readonly<Record<string, string | number>>;

/** A gauge on the default registry that a statement answers: `value`, and a column for each label. */
export function sqlGauge(
  pool: Pool,
  name: string,
  help: string,
  labelNames: readonly string[],
  sql: string,
): void {
  register.removeSingleMetric(name);
  register.registerMetric(
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [],
      async collect() {
        this.reset();
        // A scrape must not fail with the database: then there is no figure.
        const rows = await pool.query<Row>(sql).then(
          (found) => found.rows,
          () => [],
        );
        for (const { value, ...labels } of rows) this.set(labels, Number(value));
      },
    }),
  );
}
