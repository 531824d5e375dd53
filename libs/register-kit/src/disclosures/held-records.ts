import type { Pool } from 'pg';
import { eventSubject, type Holding, pseudonym } from '#libs/contracts';
import { type PseudonymKeys, pseudonymKeysOf } from '../record/pseudonym-keys.ts';
import { asRefusal } from '../record/database-refusals.ts';
import type { Register } from '../record/register-definition.ts';
import type { RecordLayout } from '../record/record-layout.ts';
import type { RegisterRecord, Values } from '../record/register-record.ts';

const PAGE = 1_000;

/** The kit's own, beside the register's properties. */
type Row<T extends RegisterRecord> = Values<T> &
  Omit<Holding, 'recordId' | 'subject'> & { readonly id: string };

/** Whose records a process keeps, under the names of their events: what the events of all of them would say. */
export class HeldRecords<T extends RegisterRecord> {
  private readonly sql: string;
  private readonly keys: ReturnType<typeof pseudonymKeysOf>;

  constructor(
    private readonly register: Register<T>,
    layout: RecordLayout,
    private readonly pool: Pool,
    keys: PseudonymKeys,
  ) {
    this.keys = pseudonymKeysOf(keys);
    const properties = [...layout.columns].map(([property, column]) => `r.${column} as "${property}"`);
    this.sql = `
      select ${properties.join(', ')}, r.id, r.authority, r.version, r.origins -> '*' ->> 'effectiveOn' as since,
        r.recorded_at as "recordedAt", not (${register.found?.('r') ?? 'true'}) as closed
      from ${layout.table} r where r.id > $1::uuid and r.authority is not null order by r.id limit ${PAGE}`;
  }

  /** After a record, by id. None of a register that one body keeps for all. @throws RegisterUnavailable */
  async page(after: string): Promise<readonly Holding[]> {
    if (this.register.keptCentrally) return [];
    try {
      const { rows } = await this.pool.query<Row<T>>(this.sql, [after]);
      return rows.map((row) => this.holding(row));
    } catch (error) {
      throw asRefusal(error);
    }
  }

  private holding(row: Row<T>): Holding {
    const { id, authority, version, since, recordedAt, closed } = row;
    return { recordId: id, subject: this.subject(row), authority, version, since, recordedAt, closed };
  }

  private subject(row: Row<T>): string {
    const key = this.register.eventKey(row);
    const name = typeof key === 'string' ? key : pseudonym(this.keys.citizen, 'citizen', key.person);
    return eventSubject(this.keys.event, this.register.name, name);
  }
}
