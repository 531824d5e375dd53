import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import { PortalConfig } from '../portal.config.ts';
import { idOf, newCookie, newFormKey, open, personOf, seal } from './session-seal.ts';
import type { Session } from './session.ts';

/** A session as a request finds it. */
export interface OpenSession {
  readonly cookie: string;
  /** As it was found, with the tokens that were got for it since. */
  session: Session;
  /** When it ends unless it is used. */
  readonly lastsUntil: Date;
  /** When it ends however much it is used. */
  readonly endsAt: Date;
}

interface Row {
  readonly sealed: Buffer;
  readonly lasts_until: Date;
  readonly ends_at: Date;
  readonly is_stale: boolean;
}

/** Written at most once a minute for the mere use of a session. */
const STALE = `interval '1 minute'`;

/** So long the same person finds again what they chose (ADR 0075). */
export const KEPT_AFTER_END = '1 day';

const findSql = `
select sealed, lasts_until, ends_at, used_at < clock_timestamp() - ${STALE} as is_stale
from session where id = $1 and lasts_until > clock_timestamp()`;

const useSql = `
update session set used_at = clock_timestamp(),
  lasts_until = least(clock_timestamp() + make_interval(mins => $2), ends_at)
where id = $1 returning sealed, lasts_until, ends_at, false as is_stale`;

const openSql = 'select id from session where id = any($1) and lasts_until > clock_timestamp()';

const takeOverSql = `
delete from session where id = $1 and lasts_until <= clock_timestamp()
  and lasts_until > clock_timestamp() - interval '${KEPT_AFTER_END}'
returning sealed`;

const beginSql = `
insert into session (id, whose, lasts_until, ends_at, sealed)
select $1, $2, least(now() + make_interval(mins => $3), now() + make_interval(hours => $4)),
  now() + make_interval(hours => $4), $5
returning sealed, lasts_until, ends_at, false as is_stale`;

/** One that holds something typed has 64 kB at most. */
const MOST_OF_NOBODY = 10_000;
const crowdedSql = 'select exists (select from session where whose is null offset $1) as crowded';

/** Sessions in PostgreSQL: a restart loses none, and replicas share them. */
@Injectable()
export class SessionStore {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly config: PortalConfig,
  ) {}

  /**
   * A new session under a new cookie; one made before a login is never carried on after it (session fixation).
   * @param former cookie of one that may have ended by time
   */
  async begin(given: Partial<Session> = {}, former?: string): Promise<OpenSession> {
    const left = former === undefined ? {} : await this.leftBy(former);
    return this.begun(this.pool, { ...left, ...given });
  }

  /** Such a new one in place of another, with what that has at this very moment. @returns nothing where it has ended */
  replace(cookie: string, fresh: (session: Session) => Partial<Session>): Promise<OpenSession | undefined> {
    return this.atOnce(async (client) => {
      const found = await lockedSession(client, cookie);
      if (found === undefined) return undefined;
      const begun = await this.begun(client, fresh(found));
      await client.query('delete from session where id = $1', [idOf(cookie)]);
      return begun;
    });
  }

  /** Whether so many of nobody are open that one more is not kept for what was typed: anybody can begin them. */
  async areCrowded(): Promise<boolean> {
    const { rows } = await this.pool.query<{ crowded: boolean }>(crowdedSql, [MOST_OF_NOBODY]);
    return rows[0]?.crowded === true;
  }

  private async begun(database: Pick<Pool, 'query'>, given: Partial<Session>): Promise<OpenSession> {
    const cookie = newCookie();
    const whose = given.person?.subject ?? given.formerly;
    const session: Session = { tokens: {}, applications: {}, ...given, formKey: newFormKey(whose) };
    const { sessionIdleMinutes, sessionHours } = this.config;
    const person = whose === undefined ? null : personOf(whose);
    const values = [idOf(cookie), person, sessionIdleMinutes, sessionHours, seal(session, cookie)];
    const { rows } = await database.query<Row>(beginSql, values);
    return opened(cookie, rows[0]!)!;
  }

  /** Its use puts its end off. @returns nothing where there is none, or not any more */
  async find(cookie: string): Promise<OpenSession | undefined> {
    const { rows } = await this.pool.query<Row>(findSql, [idOf(cookie)]);
    const [row] = rows;
    if (row?.is_stale !== true) return row && opened(cookie, row);
    const used = await this.pool.query<Row>(useSql, [idOf(cookie), this.config.sessionIdleMinutes]);
    return used.rows[0] && opened(cookie, used.rows[0]);
  }

  /** As it is, its end not put off: of what goes on while nobody does anything. */
  async look(cookie: string): Promise<OpenSession | undefined> {
    const { rows } = await this.pool.query<Row>(findSql, [idOf(cookie)]);
    return rows[0] && opened(cookie, rows[0]);
  }

  /** Of these cookies those whose session has not ended, by one question; no end is put off. */
  async openOf(cookies: readonly string[]): Promise<ReadonlySet<string>> {
    const ids = cookies.map(idOf);
    const { rows } = await this.pool.query<{ id: Buffer }>(openSql, [ids]);
    return new Set(cookies.filter((_, index) => rows.some(({ id }) => id.equals(ids[index]!))));
  }

  /** One change at a time: two tabs lose nothing of one another. @returns what it is then; nothing where it has ended */
  change(cookie: string, change: (session: Session) => Session): Promise<Session | undefined> {
    return this.atOnce(async (client) => {
      const found = await lockedSession(client, cookie);
      if (found === undefined) return undefined;
      const changed = change(found);
      const values = [idOf(cookie), seal(changed, cookie)];
      await client.query('update session set sealed = $2 where id = $1', values);
      return changed;
    });
  }

  private async atOnce<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const done = await work(client);
      await client.query('commit');
      return done;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  async end(cookie: string): Promise<void> {
    await this.pool.query('delete from session where id = $1', [idOf(cookie)]);
  }

  /** How far applications came before the session ended by time, for the next login of the same person; handed over once. */
  private async leftBy(cookie: string): Promise<Pick<Session, 'applications' | 'formerly'> | undefined> {
    const { rows } = await this.pool.query<Pick<Row, 'sealed'>>(takeOverSql, [idOf(cookie)]);
    const left = rows[0] && open(rows[0].sealed, cookie);
    const formerly = left?.person?.subject ?? left?.formerly;
    if (left === undefined || formerly === undefined) return undefined;
    // What registers answered lasts no longer than the session.
    const applications = Object.entries(left.applications).map(
      ([id, { filled: _told, ...application }]) => [id, application] as const,
    );
    return { applications: Object.fromEntries(applications), formerly };
  }

  /** In every browser. @returns how many there were */
  async endAllOf(subject: string): Promise<number> {
    const { rowCount } = await this.pool.query('delete from session where whose = $1', [personOf(subject)]);
    return rowCount ?? 0;
  }
}

async function lockedSession(client: PoolClient, cookie: string): Promise<Session | undefined> {
  const { rows } = await client.query<Row>(`${findSql} for update`, [idOf(cookie)]);
  return rows[0] && opened(cookie, rows[0])?.session;
}

function opened(cookie: string, { sealed, lasts_until, ends_at }: Row): OpenSession | undefined {
  const session = open(sealed, cookie);
  return session && { cookie, session, lastsUntil: lasts_until, endsAt: ends_at };
}
