import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type RegisterName, registerNames } from '#libs/contracts';
import { LongWait } from '#libs/local-services';
import { asker } from '../local/parking-choice.ts';
import { sendJson } from '../local/http-json.ts';
import { tokenOf } from '../local/token-of.ts';
import type { Files } from './load-files.ts';
import type { Acknowledged, Found } from './losses.ts';
import type { OutsideEndpoints } from './outside-endpoints.ts';

const EVENTS_WITHIN_MS = 60_000;
const POLL_MS = 500;

/** Reads what the load left: histories and feed as officers and subscribers do, the logs where they are kept. */
export async function whatIsThere(
  endpoints: OutsideEndpoints,
  files: Files,
  acts: readonly Acknowledged[],
): Promise<Found> {
  const logOf = (register: RegisterName): Promise<readonly string[]> =>
    idsOf(
      endpoints.databases[register],
      `select decision_id as id from disclosure_log where outcome = 'EVIDENCE'`,
    );
  const logs = await Promise.all(registerNames.map(async (name) => [name, await logOf(name)] as const));
  return {
    history: await historyOf(endpoints, files),
    feed: await wholeFeed(endpoints, files, acts),
    decided: await idsOf(
      endpoints.databases.gateway,
      `select d.id from decision d join outcome o on o.decision_id = d.id where d.permitted and o.status = 'EVIDENCE'`,
    ),
    disclosed: Object.fromEntries(logs) as Record<RegisterName, readonly string[]>,
  };
}

/** Acts since the load began. */
async function historyOf(endpoints: OutsideEndpoints, { movers }: Files): Promise<readonly Acknowledged[]> {
  const token = await tokenOf(endpoints, 'officer-residents');
  const found: Acknowledged[] = [];
  for (const { id, firstVersion } of movers) {
    const url = `${endpoints.apps.residents}/v1/residents/${id}/history`;
    const entries = await sendJson<readonly Omit<Acknowledged, 'id'>[]>({ method: 'GET', url, token });
    for (const { version, eventId } of entries)
      if (version > firstVersion) found.push({ id, version, eventId });
  }
  return found;
}

/** From its beginning, and again while an event of an act has not come yet: it is told of soon, not at once. */
async function wholeFeed(
  endpoints: OutsideEndpoints,
  files: Files,
  acts: readonly Acknowledged[],
): Promise<readonly string[]> {
  const wait = new LongWait(EVENTS_WITHIN_MS, () => undefined);
  for (;;) {
    const found = await feedOnce(endpoints, files);
    const there = new Set(found);
    if (acts.every(({ eventId }) => there.has(eventId)) || !wait.goesOn()) return found;
    await sleep(POLL_MS);
  }
}

async function feedOnce(endpoints: OutsideEndpoints, { feed }: Files): Promise<readonly string[]> {
  const token = await tokenOf(endpoints, asker);
  const found: string[] = [];
  for (let after = ''; ;) {
    const { events, next } = await sendJson<{ events: readonly { id: string }[]; next: string }>({
      method: 'GET',
      url: `${endpoints.apps.gateway}${feed}?limit=100${after}`,
      token,
    });
    if (events.length === 0) return found;
    found.push(...events.map(({ id }) => id));
    after = `&after=${next}`;
  }
}

async function idsOf(url: string, sql: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(sql);
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
