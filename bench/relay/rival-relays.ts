/**
 * Three common ways to read an outbox, as their tutorials show them, with the same Kafka client and batch size as ours.
 * Each throws what it cannot do; none is meant for use.
 */
import { Client } from 'pg';
import type { OutboxEvent } from '#libs/outbox';

export type Rival = 'naive' | 'xid8' | 'skip-locked';

export type RivalRow = Pick<OutboxEvent, 'key' | 'payload'> & { readonly id: string; readonly xid?: string };

/** One round: reads the next rows, lets them be published, and moves on. */
export interface RivalSource {
  /** What the recipe needs beyond the table. */
  readonly prepare: readonly string[];
  /** Goes on where the process before has stopped. */
  resume(client: Client): Promise<void>;
  next(client: Client, limit: number, publish: (rows: readonly RivalRow[]) => Promise<void>): Promise<number>;
}

/** (a) Everything above the highest id seen. */
function naive(): RivalSource {
  let high = '0';
  return {
    prepare: [],
    async resume(client) {
      high = (await savedCursor(client)).high;
    },
    async next(client, limit, publish) {
      const { rows } = await client.query<RivalRow>({
        name: 'naive',
        text: 'select id, key, payload from outbox where id > $1 order by id limit $2',
        values: [high, limit],
      });
      await publish(rows);
      high = rows.at(-1)?.id ?? high;
      if (rows.length > 0) await save(client, high, '0');
      return rows.length;
    },
  };
}

/** (b) Only rows of transactions below the oldest one that still runs, in the order of transaction ids. */
function xid8(): RivalSource {
  let last = { xid: '0', id: '0' };
  return {
    prepare: [
      'alter table outbox add column if not exists written_by xid8 not null default pg_current_xact_id()',
      'create index if not exists outbox_written_by on outbox (written_by, id)',
    ],
    async resume(client) {
      const { high, xid } = await savedCursor(client);
      last = { xid, id: high };
    },
    async next(client, limit, publish) {
      const { rows } = await client.query<RivalRow>({
        name: 'xid8',
        text: `select id, key, payload, written_by::text as xid from outbox
               where written_by < pg_snapshot_xmin(pg_current_snapshot())
                 and (written_by, id) > ($1::xid8, $2::bigint)
               order by written_by, id limit $3`,
        values: [last.xid, last.id, limit],
      });
      await publish(rows);
      const end = rows.at(-1);
      if (end) last = { xid: end.xid ?? last.xid, id: end.id };
      if (end) await save(client, last.id, last.xid);
      return rows.length;
    },
  };
}

/** (c) A queue: rows that nobody else holds are locked, published and deleted in one transaction. */
function skipLocked(): RivalSource {
  return {
    prepare: [],
    resume: () => Promise.resolve(),
    async next(client, limit, publish) {
      await client.query('begin');
      const { rows } = await client.query<RivalRow>({
        name: 'skip-locked',
        text: `delete from outbox where (id, created_at) in (
                 select id, created_at from outbox order by id limit $1 for update skip locked)
               returning id, key, payload`,
        values: [limit],
      });
      rows.sort((a, b) => Number(a.id) - Number(b.id));
      await publish(rows);
      await client.query('commit');
      return rows.length;
    },
  };
}

const save = (client: Client, high: string, xid: string): Promise<unknown> =>
  client.query({
    name: 'save',
    text: 'update outbox_cursor set high = $1, saved_by = $2::xid8',
    values: [high, xid],
  });

async function savedCursor(client: Client): Promise<{ readonly high: string; readonly xid: string }> {
  const { rows } = await client.query<{ high: string; xid: string }>(
    'select high::text, saved_by::text as xid from outbox_cursor',
  );
  return rows[0] ?? { high: '0', xid: '0' };
}

const sources: Record<Rival, () => RivalSource> = { naive, xid8, 'skip-locked': skipLocked };

export const rivals = Object.keys(sources) as Rival[];

export const rivalSource = (rival: Rival): RivalSource => sources[rival]();
