import { Injectable, Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { RegisterName } from '#libs/contracts';
import { Upkeep } from '#libs/service-kit';
import { RegisterDirectory } from '../registers/index.ts';

interface Waiting {
  readonly id: string;
  readonly recalls: string;
  readonly register: RegisterName;
  readonly words: string | null;
}

const EVERY_MS = 5_000;
const MOST = 50;

/** A new one at once, the others every five minutes; whoever is asked about goes last, whatever comes of it. */
const nextSql = `
update report r set asked_at = clock_timestamp()
from (select id from report where about = 'VALUE' and state <> 'CLOSED' and asked_at < now() - interval '5 minutes'
  order by asked_at limit $1 for no key update skip locked) next
where r.id = next.id
returning r.id, r.decision_id as recalls, r.recipient as register, r.content as words`;

const doneSql = `
update report set state = $2, outcome = $3, content = null,
  state_at = case when state = $2 then state_at else clock_timestamp() end
where id = $1`;

/**
 * Hands what persons say is wrong to the registers, and asks what became of it. The same again makes no second case, so a
 * crash at any point leaves one that is handed over anew.
 */
@Injectable()
export class ReportForwarding {
  private readonly logger = new Logger('Reports');

  constructor(
    upkeep: Upkeep,
    private readonly registers: RegisterDirectory,
  ) {
    upkeep.add({
      name: 'report-forwarding',
      most: MOST,
      everyMs: EVERY_MS,
      portion: (database) => this.portion(database),
      lag: `select case when asked_at = '-infinity' then extract(epoch from now() - made_at) end::float8 as seconds
        from report where about = 'VALUE' and state <> 'CLOSED' order by asked_at limit 1`,
    });
  }

  private async portion(database: ClientBase): Promise<number> {
    const { rows } = await database.query<Waiting>(nextSql, [MOST]);
    const silent = new Set<RegisterName>();
    for (const each of rows) {
      if (!silent.has(each.register) && !(await this.handOver(database, each))) silent.add(each.register);
    }
    return rows.length;
  }

  /** @returns whether the register answered; one that does not is asked no more in this portion */
  private async handOver(database: ClientBase, { id, recalls, register, words }: Waiting): Promise<boolean> {
    try {
      const { state, outcome } = await this.registers.report(register, {
        id,
        recalls,
        ...(words !== null && { words }),
      });
      if (state === 'UNKNOWN') return true;
      await database.query(doneSql, [id, state === 'CLOSED' ? 'CLOSED' : 'RECEIVED', outcome]);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.logger.warn({ msg: 'report not handed over', report: id, register, reason });
      return false;
    }
  }
}
