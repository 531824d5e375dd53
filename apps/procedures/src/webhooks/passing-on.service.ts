import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Background } from '#libs/service-kit';
import { AuthorityClientsConfig, keptBy } from '../authorities/index.ts';

const EVERY_MS = 60_000;
const MOST = 500;

/** What waits for $2 waits for $1 from now on, without the failures of the other one. */
const passOnSql = `
update webhook_cursor set receiver = $1, attempts = 0, due_at = '-infinity'
where (stream, redelivery) in (
  select stream, redelivery from webhook_cursor where receiver = $2 and position < head limit $3 for update skip locked)`;

/** What an authority's own system was not told before its last day, that of its successor is. */
@Injectable()
export class PassingOn {
  private readonly log = new Logger('Webhooks');

  constructor(
    background: Background,
    private readonly source: DataSource,
    private readonly config: AuthorityClientsConfig,
  ) {
    background.loop({ name: 'passing-on', everyMs: EVERY_MS, work: () => this.passOn() });
  }

  /** @returns 0 where there may be more */
  async passOn(): Promise<number> {
    let more = false;
    for (const keeper of this.config.callbacks?.keys() ?? [])
      for (const former of keptBy(keeper)) {
        if (former === keeper) continue;
        const [, passed] = await this.source.query<[unknown, number]>(passOnSql, [keeper, former, MOST]);
        more ||= passed === MOST;
        if (passed > 0)
          this.log.log({
            msg: 'webhooks of a former authority pass to its successor',
            former,
            keeper,
            passed,
          });
      }
    return more ? 0 : EVERY_MS;
  }
}
