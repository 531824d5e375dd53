import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
import { databaseTrouble, HOT_POOL } from '#libs/service-kit';
import { SubjectPseudonyms } from '../subjects/index.ts';

const BATCH = 500;

const unnamed = `
select id, citizen from consent where event_subject is null and state = 'ACTIVE' order by id limit ${BATCH}`;

/** Locked in the order of their ids, as everywhere. */
const name = `
with locked as (select id from consent where id = any($1::text[]) order by id for no key update)
update consent c set event_subject = n.event_subject
from unnest($1::text[], $2::text[]) as n(id, event_subject), locked
where c.id = n.id and c.id = locked.id and c.event_subject is null`;

/**
 * Names the person of every record from before events were followed, or from a gateway of the release before that still
 * runs beside this one. In batches, each committed by itself, so that no lookup waits long.
 */
@Injectable()
export class ConsentEventSubjects implements OnModuleInit {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly pseudonyms: SubjectPseudonyms,
  ) {}

  /** Before the first event is taken. */
  async onModuleInit(): Promise<void> {
    await this.complete();
  }

  /** Returns when no active record is without a name; one index look-up where nothing is to do. */
  async complete(): Promise<void> {
    for (;;) {
      const named = await this.nameSome().catch(lockedOut);
      if (named !== undefined && named < BATCH) return;
    }
  }

  private async nameSome(): Promise<number> {
    const { rows } = await this.pool.query<{ id: string; citizen: string }>(unnamed);
    if (rows.length === 0) return 0;
    const named = rows.map(({ citizen }) => this.pseudonyms.inEvents('residents', citizen));
    await this.pool.query(name, [rows.map(({ id }) => id), named]);
    return rows.length;
  }
}

/** A decision holds a record for one commit; whoever waited too long, or in a circle, tries again. */
function lockedOut(error: unknown): undefined {
  if (databaseTrouble(error) !== 'busy') throw error;
}
