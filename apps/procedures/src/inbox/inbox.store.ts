import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { type AccessClaims, actorOf, nameOf } from '#libs/contracts';
import { alongIndex } from '#libs/service-kit';
import {
  type PageOf,
  submissionColumns,
  type SubmissionRow,
  type SubmissionState,
} from '../submissions/index.ts';

interface InboxQuery extends PageOf {
  readonly authorities: readonly string[];
  readonly state?: SubmissionState | undefined;
  readonly form?: string | undefined;
  readonly ending?: 'true' | undefined;
}

const readSql = `
insert into submission_read (id, iss, reader, client, authority, what, submissions) values ($1, $2, $3, $4, $5, $6, $7)`;

/** What clerks see, and the record that they saw it: neither is without the other. */
@Injectable()
export class InboxStore {
  constructor(private readonly source: DataSource) {}

  list(query: InboxQuery, reader: AccessClaims): Promise<readonly SubmissionRow[]> {
    return this.source.transaction(async (manager) => {
      const { sql, values } = listSql(query);
      const rows = sql === '' ? [] : await manager.query<SubmissionRow[]>(sql, [...values]);
      const shown = rows.slice(0, query.limit - 1).map(({ id }) => id);
      await this.note(manager, 'LIST', shown, reader);
      return rows;
    });
  }

  /** Before anything of it is answered. */
  async note(
    manager: EntityManager,
    what: 'LIST' | 'ONE',
    submissions: readonly string[],
    reader: AccessClaims,
  ): Promise<void> {
    const { person, clientId, authority = '' } = reader;
    const values = [v7(), person?.iss, nameOf(actorOf(reader)), clientId, authority, what, submissions];
    await manager.query(readSql, values);
  }
}

/** A page of each authority, of which the newest make the page; empty for nobody's. */
function listSql({ authorities, state, form, ending, limit, after }: InboxQuery) {
  const values: unknown[] = [limit];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const given = {
    state: state === undefined ? undefined : parameter(state),
    form: form === undefined ? undefined : parameter(form),
    after: after === undefined ? undefined : `${parameter(after)}::uuid`,
  };
  const pages = authorities.map(
    (authority) => `(${pageSql(parameter(authority), given, ending === 'true')})`,
  );
  const sql =
    pages.length > 1
      ? `select * from (${pages.join(' union all ')}) p order by id desc limit $1`
      : pages.join('');
  return { sql, values };
}

function pageSql(
  authority: string,
  { state, form, after }: Readonly<Record<'state' | 'form' | 'after', string | undefined>>,
  isEnding: boolean,
) {
  const { where, orderBy } = alongIndex({
    fixed: {
      authority,
      ...(state !== undefined && { state }),
      ...(state === undefined && form !== undefined && { form }),
    },
    by: 'id',
    descending: true,
    after,
  });
  const alike = state !== undefined && form !== undefined ? ` and form = ${form}` : '';
  const also = isEnding ? `${alike} and ends_told_at is not null` : alike;
  return `select ${submissionColumns} from submission where ${where}${also} order by ${orderBy} limit $1`;
}
