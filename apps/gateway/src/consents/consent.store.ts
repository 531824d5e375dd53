import { Injectable } from '@nestjs/common';
import type { AssuranceLevel } from '#libs/contracts';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { databaseTrouble, lockKeys, Overloaded } from '#libs/service-kit';
import type { Once, Run } from '../idempotency/index.ts';
import {
  close,
  lockActive,
  log,
  type Paused,
  reachOf,
  type Scope,
  scopeOf,
  setPaused,
} from './consent-changes.ts';
import { Consent, ConsentEvent, type NewConsent, Notice } from './consent.entity.ts';
import type { NoticeText } from './notice.catalogue.ts';
import { standingSql } from './standing.sql.ts';

const ATTEMPTS = 3;
/** Decisions hold a consent for one commit each; the timeout bounds what a single attempt may wait behind them. */
const LOCK_TIMEOUT = `set local lock_timeout = '2s'`;

/** A record that is being given when its person's death is handled is there before it, and ended, or comes after it. */
const notWhileDying = (mode: '_shared' | ''): string =>
  `select pg_advisory_xact_lock${mode}(${lockKeys.consentSubject})`;

interface ConsentPage {
  readonly limit: number;
  readonly after: string | undefined;
  /** Only what was given at one of these levels; all where absent. */
  readonly levels: readonly AssuranceLevel[] | undefined;
}

/**
 * The only writer of consents besides the decision statement, which spends uses, and `JointChoices`. All changes of one person's records
 * for one recipient, purpose and evidence type take turns (advisory lock), so a record given and a withdrawal cannot
 * pass each other. Rows are locked in the order of their ids, as the decision statement does.
 */
@Injectable()
export class ConsentStore {
  constructor(private readonly source: DataSource) {}

  /** Like {@link give}, unless one stands that says the same. @returns its id */
  giveOnce(record: NewConsent, shown: NoticeText): Promise<string> {
    return this.inTurn(record, async (manager) => {
      const [standing]: { id: string }[] = await manager.query(standingSql, [JSON.stringify([record])]);
      return (standing ?? (await insert(manager, record, shown))).id;
    });
  }

  /** Stores the record and the text shown; a record for the same that is still active is superseded. */
  give(record: NewConsent, shown: NoticeText, once?: Once): Promise<Consent> {
    const before = async (manager: EntityManager): Promise<Consent | undefined> => {
      const earlier = await once?.claim(runIn(manager));
      return earlier === undefined ? undefined : manager.findOneByOrFail(Consent, { id: earlier });
    };
    const give = async (manager: EntityManager): Promise<Consent> => {
      const given = await insert(manager, record, shown);
      await once?.made(record.id, runIn(manager));
      return given;
    };
    return this.inTurn(record, give, before);
  }

  /**
   * Closes every active record of this person for the same recipient, purpose and evidence type: a twin left active
   * would make the withdrawal void. Who acts for another one closes what they gave or confirmed themselves. When this resolves no permit under any of them can commit any more.
   */
  withdraw(
    record: Consent,
    actedBy: string,
  ): Promise<{ readonly record: Consent; readonly closed: readonly string[] }> {
    return this.inTurn(record, async (manager) => {
      const closed = await close(manager, reachOf(record, actedBy), 'WITHDRAWN', actedBy);
      return { record: await manager.findOneByOrFail(Consent, { id: record.id }), closed };
    });
  }

  /**
   * Lets rest what a withdrawal would close: a twin that went on would make the pause void. When this resolves no permit
   * under any of them can commit until it is resumed.
   */
  pause(record: Consent, actedBy: string): Promise<Paused> {
    return this.inTurn(record, async (manager) => {
      const active = await lockActive(manager, reachOf(record, actedBy));
      return setPaused(manager, record, { ids: active, isPaused: true, actedBy });
    });
  }

  /** Resumes this record alone. */
  resume(record: Consent, actedBy: string): Promise<Paused> {
    return this.inTurn(record, async (manager) => {
      const active = await lockActive(manager, [{ id: record.id }]);
      return setPaused(manager, record, { ids: active, isPaused: false, actedBy });
    });
  }

  /**
   * Ends everything a person had chosen or consented to. The rows are locked as by a withdrawal: once the caller's
   * transaction has committed, no permit under any of them can commit any more.
   * @param eventSubject the person's name in events of the residents register
   * @returns ids of what was ended
   */
  async endByDeath(manager: EntityManager, eventSubject: string): Promise<readonly string[]> {
    await manager.query(LOCK_TIMEOUT);
    await manager.query(notWhileDying(''), [eventSubject]);
    return close(manager, [{ eventSubject }], 'ENDED_BY_DEATH', null);
  }

  /** Of the person, or what the person gave for another one and is valid: what a parent gave ends with the minority. */
  find(id: string, person: string): Promise<Consent | null> {
    const lasting = { id, validUntil: MoreThan(new Date()) };
    return this.source.manager.findOneBy(Consent, [
      { id, citizen: person },
      { ...lasting, actedBy: person },
      { ...lasting, actedWith: person },
    ]);
  }

  /** Newest first; keyset paging after one of the person's own records. */
  list(citizen: string, { limit, after, levels }: ConsentPage): Promise<Consent[]> {
    const query = this.source.manager
      .createQueryBuilder(Consent, 'c')
      .where('c.citizen = :citizen', { citizen });
    if (after !== undefined) {
      const position =
        '(select x.valid_from, x.id from consent x where x.id = :after and x.citizen = :citizen)';
      query.andWhere(`(c.valid_from, c.id) < ${position}`, { after });
    }
    if (levels !== undefined) query.andWhere('(c.acr is null or c.acr = any(:levels))', { levels });
    return query.orderBy('c.valid_from', 'DESC').addOrderBy('c.id', 'DESC').limit(limit).getMany();
  }

  events(consentId: string): Promise<ConsentEvent[]> {
    return this.source.manager.find(ConsentEvent, { where: { consentId }, order: { id: 'asc' } });
  }

  notice(sha256: string): Promise<Notice> {
    return this.source.manager.findOneByOrFail(Notice, { sha256 });
  }

  /** @param before what it returns, if anything, is the result, and the turn is not waited for */
  private async inTurn<T>(
    scope: Scope,
    work: (manager: EntityManager) => Promise<T>,
    before?: (manager: EntityManager) => Promise<T | undefined>,
  ): Promise<T> {
    const key = [scope.citizen, scope.authority, scope.purpose, scope.evidenceType].join(' ');
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return await this.source.transaction(async (manager) => {
          await manager.query(LOCK_TIMEOUT);
          const done = await before?.(manager);
          if (done !== undefined) return done;
          await manager.query(`select pg_advisory_xact_lock(${lockKeys.consentScope})`, [key]);
          return work(manager);
        });
      } catch (error) {
        if (databaseTrouble(error) !== 'busy') throw error;
      }
    }
    throw new Overloaded();
  }
}

async function insert(manager: EntityManager, record: NewConsent, shown: NoticeText): Promise<Consent> {
  const { sha256, templateVersion, locale, text } = shown;
  const notice = { sha256, templateVersion, locale, text };
  await manager.createQueryBuilder().insert().into(Notice).values(notice).orIgnore().execute();
  await manager.query(notWhileDying('_shared'), [record.eventSubject]);
  const { actedBy } = record;
  // What another representative gave stands beside it: neither ends what evidence of the other one waits on.
  const giver = record.actingAs === 'ONESELF' ? {} : { actedBy };
  const twins = { ...scopeOf(record), subject: record.subject, ...giver };
  const [twin] = await close(manager, [twins], 'SUPERSEDED', actedBy);
  const pausedAt = record.jointly ? new Date() : null;
  await manager.insert(Consent, { ...record, pausedAt, supersedes: twin ?? null });
  await log(manager, [record.id], {
    type: 'GIVEN',
    fromState: null,
    toState: record.jointly ? 'PAUSED' : 'ACTIVE',
    actedBy,
  });
  return manager.findOneByOrFail(Consent, { id: record.id });
}

const runIn =
  (manager: EntityManager): Run =>
  (sql, values) =>
    manager.query(sql, [...values]);
