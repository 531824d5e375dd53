import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockKeys } from '#libs/service-kit';
import type { WrappedKey } from '../sealing/index.ts';

export interface DraftRow extends WrappedKey {
  readonly id: string;
  readonly person: string;
  readonly form: string;
  readonly formVersion: number;
  readonly version: number;
  /** Sealed. */
  readonly answers: Buffer;
  readonly changedAt: Date;
  readonly expiresAt: Date;
}

export type NewDraft = Pick<
  DraftRow,
  'id' | 'person' | 'form' | 'formVersion' | 'keyVersion' | 'wrappedKey' | 'answers'
>;
type SavedDraft = Pick<
  DraftRow,
  'id' | 'person' | 'version' | 'formVersion' | 'keyVersion' | 'wrappedKey' | 'answers'
>;

const columns = `id, person, form, form_version as "formVersion", version, key_version as "keyVersion",
  wrapped_key as "wrappedKey", answers, changed_at as "changedAt", expires_at as "expiresAt"`;

const insertSql = `
insert into draft (id, person, form, form_version, key_version, wrapped_key, answers, expires_at)
select $1, $2, $3, $4, $5, $6, $7, now() + keep from retention_period
where kind = 'draft' and part = ''
  and (select count(*) from draft where person = $2 and expires_at > now()) < $8
returning ${columns}`;

const saveSql = `
with saved as (
  update draft set version = version + 1, form_version = $4, key_version = $5, wrapped_key = $6, answers = $7,
    changed_at = clock_timestamp()
  where id = $1 and person = $2 and version = $3 and expires_at > now()
  returning ${columns})
select * from saved`;

/** Drafts as their rows are: what is in them stays sealed here. */
@Injectable()
export class DraftStore {
  constructor(private readonly source: DataSource) {}

  /** @returns nothing where the person has as many as one can have */
  begin(draft: NewDraft, most: number): Promise<DraftRow | undefined> {
    const { id, person, form, formVersion, keyVersion, wrappedKey, answers } = draft;
    return this.source.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(${lockKeys.draftScope})`, [person]);
      const values = [id, person, form, formVersion, keyVersion, wrappedKey, answers, most];
      const [row] = await manager.query<DraftRow[]>(insertSql, values);
      return row;
    });
  }

  async find(id: string, person: string): Promise<DraftRow | undefined> {
    const [row] = await this.source.query<DraftRow[]>(
      `select ${columns} from draft where id = $1 and person = $2 and expires_at > now()`,
      [id, person],
    );
    return row;
  }

  list(person: string): Promise<readonly DraftRow[]> {
    return this.source.query<DraftRow[]>(
      `select ${columns} from draft where person = $1 and expires_at > now() order by person desc, id desc`,
      [person],
    );
  }

  /** @returns nothing where it was saved meanwhile, or is not there */
  async save(draft: SavedDraft): Promise<DraftRow | undefined> {
    const { id, person, version, formVersion, keyVersion, wrappedKey, answers } = draft;
    const values = [id, person, version, formVersion, keyVersion, wrappedKey, answers];
    const [row] = await this.source.query<DraftRow[]>(saveSql, values);
    return row;
  }

  /** It may be gone already. */
  async remove(id: string, person: string): Promise<void> {
    await this.source.query('delete from draft where id = $1 and person = $2', [id, person]);
  }

  /** Held until the end of the transaction. */
  async hold(manager: EntityManager, id: string, person: string): Promise<DraftRow | undefined> {
    const [row] = await manager.query<DraftRow[]>(
      `select ${columns} from draft where id = $1 and person = $2 and expires_at > now() for update`,
      [id, person],
    );
    return row;
  }

  /** What it held is somewhere else now. */
  async consume(manager: EntityManager, id: string): Promise<void> {
    await manager.query('delete from draft where id = $1', [id]);
  }
}
