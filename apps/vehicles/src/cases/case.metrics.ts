import { Injectable } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { DataSource } from 'typeorm';

type Row = Readonly<Record<string, string | number>>;

/** What waits for officers and for other registers, read at every scrape; on the default registry. */
@Injectable()
export class CaseMetrics {
  constructor(source: DataSource) {
    gauge(source, 'einmal_vehicle_cases', 'Cases that are not closed', ['kind', 'state'], casesSql);
    gauge(
      source,
      'einmal_vehicle_enquiries',
      'Questions to other registers without an answer',
      ['about'],
      pendingSql,
    );
    gauge(source, 'einmal_vehicle_enquiry_age_seconds', 'Age of the oldest of them', ['about'], ageSql);
  }
}

function gauge(
  source: DataSource,
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
        const rows = await source.query<Row[]>(sql).catch((): Row[] => []);
        for (const { value, ...labels } of rows) this.set(labels, Number(value));
      },
    }),
  );
}

const casesSql = `
  select kind, state, count(*) as value from cases where state <> 'CLOSED' group by kind, state`;
const pendingSql = `
  select 'case' as about, count(*) as value from case_enquiries
  union all select 'fleet', count(*) from fleet_enquiries`;
const ageSql = `
  select 'case' as about, coalesce(extract(epoch from now() - min(opened_at)), 0) as value
  from case_enquiries join cases on id = case_id
  union all select 'fleet', coalesce(extract(epoch from now() - min(reported_at)), 0) from fleet_enquiries`;
