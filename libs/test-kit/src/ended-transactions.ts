import type { ClientBase, Pool } from 'pg';

export interface EndedTransactions {
  /** Whose inserts fail. */
  readonly table: string;
  /** So many of them; a sequence is not rolled back, so a repeated transaction counts on. */
  readonly times: number;
  /** SQLSTATE: a deadlock without this. */
  readonly state?: string;
}

/** Does the work while PostgreSQL ends transactions as for the sake of others. @param owner may make triggers there */
export async function whileEnding<T>(
  owner: ClientBase | Pool,
  { table, times, state = '40P01' }: EndedTransactions,
  work: () => Promise<T>,
): Promise<T> {
  await owner.query(`
    create sequence tries;
    create function victim() returns trigger language plpgsql security definer as $$ begin
      if nextval('tries') <= ${times} then raise exception 'ended' using errcode = '${state}'; end if;
      return new;
    end $$;
    create trigger victim before insert on ${table} for each row execute function victim()`);
  try {
    return await work();
  } finally {
    await owner.query('drop function victim() cascade; drop sequence tries');
  }
}
