import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { insertEventsSql } from '../relay/events.sql.ts';

const PORTIONS_PER_SECOND = 10;

/** Change events of the residents register at a fixed rate, so that every consumer of the stack has work meanwhile. */
export class EventStream {
  #ended = false;
  readonly #written: Promise<void>;

  private constructor(databaseUrl: string, perSecond: number) {
    this.#written = this.#write(databaseUrl, perSecond);
  }

  static start(databaseUrl: string, perSecond: number): EventStream {
    return new EventStream(databaseUrl, perSecond);
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#written;
  }

  async #write(databaseUrl: string, perSecond: number): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    while (!this.#ended) {
      await client.query(insertEventsSql, [perSecond / PORTIONS_PER_SECOND]);
      await delay(1_000 / PORTIONS_PER_SECOND);
    }
    await client.end();
  }
}
