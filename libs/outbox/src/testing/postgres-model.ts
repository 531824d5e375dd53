import { advance, stamped, startOfOutbox, type Cursor } from '../cursor.rules.ts';

interface Row {
  readonly id: number;
  readonly key: string;
}

interface Transaction {
  readonly xid: number;
  readonly keys: Set<string>;
  readonly rows: Row[];
}

/** How the model's relay gets the stamp of a new gap: as built, or as a careless reader of the manual would. */
export type Stamping = 'saving transaction' | 'snapshot xmax';

/**
 * PostgreSQL as far as the outbox depends on it: transaction ids, key locks held to the end, a sequence that ignores
 * rollbacks, and snapshots whose xmax is "highest completed + 1". A relay reads it through the real cursor rules.
 */
export class PostgresModel {
  readonly published: Row[] = [];
  readonly committed: Row[] = [];
  private readonly open = new Map<number, Transaction>();
  private nextXid = 100;
  private highestCompleted = 99;
  private nextId = 1;
  private cursor: Cursor = startOfOutbox;
  private durable: Cursor = startOfOutbox;

  constructor(
    private readonly stamping: Stamping,
    private readonly limit: number,
  ) {}

  begin(slot: number): void {
    if (!this.open.has(slot)) this.open.set(slot, { xid: this.nextXid++, keys: new Set(), rows: [] });
  }

  /** Locks the key and draws an id; does nothing where the real writer would still be waiting. */
  append(slot: number, key: string): void {
    const writer = this.open.get(slot);
    const held = [...this.open.values()].some((other) => other !== writer && other.keys.has(key));
    if (!writer || held) return;
    writer.keys.add(key);
    writer.rows.push({ id: this.nextId++, key });
  }

  end(slot: number, commit: boolean): void {
    const writer = this.open.get(slot);
    if (!writer) return;
    this.open.delete(slot);
    this.highestCompleted = Math.max(this.highestCompleted, writer.xid);
    if (commit) this.committed.push(...writer.rows);
  }

  /** One poll, published at once; the save may come late or never (a crash follows). */
  poll(save: boolean): void {
    const { xmin, xmax } = this.snapshot();
    const wanted = (id: number): boolean =>
      id > this.cursor.high || this.cursor.gaps.some((gap) => gap.first <= id && id <= gap.last);
    const rows = this.committed
      .filter((row) => wanted(row.id))
      .sort((a, b) => a.id - b.id)
      .slice(0, this.limit);
    const step = advance(this.cursor, { rows, limit: this.limit, xmin });
    this.published.push(...step.publish);
    this.cursor = step.cursor;
    if (this.stamping === 'snapshot xmax') this.cursor = stamped(this.cursor, this.cursor.high, xmax);
    if (save) this.save();
  }

  crash(): void {
    this.cursor = this.durable;
  }

  openGaps(): number {
    return this.cursor.gaps.length;
  }

  private save(): void {
    const xid = this.nextXid++;
    this.highestCompleted = Math.max(this.highestCompleted, xid);
    this.cursor = stamped(this.cursor, this.cursor.high, xid);
    this.durable = this.cursor;
  }

  private snapshot(): { xmin: number; xmax: number } {
    const xmax = this.highestCompleted + 1;
    return { xmax, xmin: Math.min(xmax, ...[...this.open.values()].map((writer) => writer.xid)) };
  }
}
