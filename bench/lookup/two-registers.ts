import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { authorityTable, today } from '#libs/authorities';
import type { ManagedProcess } from '#libs/local-services';
import type { RegisterProcesses } from '#libs/service-kit';
import type { AppName } from '../../deploy/local/apps.ts';
import { appSettings } from '../../deploy/local/app-settings.ts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';

/** Every second authority of the table is the other register's: some 470 each. */
const ids = authorityTable.keepersOf('residents', today()).map(({ id }) => id);
const inSecond = new Set(ids.filter((_, index) => index % 2 === 1));

export const appFor = (authority: string | undefined): AppName =>
  inSecond.has(authority ?? '') ? 'residents-goettingen' : 'residents';

/** REGISTERS of a gateway that routes between the two. */
export function registersOfTwo(stack: IsolatedStack): Readonly<Record<string, string>> {
  const { registers } = JSON.parse(appSettings('gateway', stack.facts)['REGISTERS'] ?? '') as {
    readonly registers: readonly {
      readonly register: string;
      readonly processes: RegisterProcesses['residents'];
    }[];
  };
  const processes = (['residents', 'residents-goettingen'] as const).map((app) => ({
    url: stack.endpoints.internal[app],
    authorities: ids.filter((id) => appFor(id) === app),
  }));
  const shared = registers.map((each) => (each.register === 'residents' ? { ...each, processes } : each));
  return { REGISTERS: JSON.stringify({ registers: shared }) };
}

/** The other register, for all that the table has; its officers are those of the first one. */
export const startSecond = (stack: IsolatedStack): Promise<ManagedProcess> =>
  stack.startApp('residents-goettingen', {
    REGISTER_AUTHORITIES: '',
    PUBLIC_URL: stack.endpoints.apps.residents,
  });

/** Waits until the gateway knows of each record who keeps it: under its subject's name and its own. */
export async function untilRouted(stack: IsolatedStack, records: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: stack.databases.gateway.migratorUrl });
  try {
    const count = async (): Promise<number> => {
      const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from routing.residence');
      return rows[0]?.n ?? 0;
    };
    const until = Date.now() + 60_000;
    for (let known = await count(); known < 2 * records; known = await count()) {
      if (Date.now() > until) throw new Error(`The directory knows ${known / 2} of ${records} records.`);
      await sleep(200);
    }
  } finally {
    await pool.end();
  }
}
