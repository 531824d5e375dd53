import pg from 'pg';
import { changeTopic } from '#libs/contracts';
import { LocalFailure } from '#libs/local-services';
import { facts } from '#libs/terminal';
import { type ChangeReader, type Patience, readChanges } from './change-reader.ts';
import { type Endpoints, observerLogin } from './endpoints.ts';
import { asCurl, sendJson } from './http-json.ts';
import { moveResident } from './move-resident.ts';
import {
  asker,
  choose,
  citizen,
  previewRequest,
  question,
  registerTaker,
  type Shown,
  takeRequest,
  useRequest,
} from './parking-choice.ts';
import { patiently } from './patiently.ts';
import { readable } from './readable.ts';
import { tokenOf, toolTlsOf } from './token-of.ts';

type Say = (text: string) => void;

const mover = 'bernd';
const topic = changeTopic('residents');

function heading(say: Say, text: string): void {
  say(`\n── ${text} ${'─'.repeat(Math.max(0, 96 - text.length))}`);
}

const asText = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value);

/** Anna sees what the office would get, and lets it have that. @returns the release, encrypted to the office */
async function previewAndUse(
  endpoints: Endpoints,
  consentId: string,
  patience: Patience,
  say: Say,
): Promise<string> {
  const token = await tokenOf(endpoints, citizen);
  const asked = previewRequest(endpoints, consentId);
  heading(say, `${citizen} sees what ${asker} would get; nobody else does`);
  say(asCurl(asked, citizen, toolTlsOf(endpoints, citizen)));
  const { previews } = await patiently(patience, () =>
    sendJson<{ previews: readonly Shown[] }>({ ...asked, token }),
  );
  const [shown] = previews;
  say(readable({ ...shown, key: 'told once, to this session' }));
  if (shown?.status !== 'EVIDENCE')
    throw new LocalFailure(
      `The guided lookup was answered ${shown?.status}: remove .local and start again for fresh sample data.`,
    );
  heading(say, `${citizen} says: use it. The release is encrypted to the office`);
  const used = await sendJson<{ release: string }>({ ...useRequest(endpoints, shown), token });
  say(readable({ ...used, release: `${used.release.slice(0, 40)}…` }));
  return used.release;
}

/** @returns id of the decision behind it */
async function take(
  endpoints: Endpoints,
  releaseId: string,
  patience: Patience,
  say: Say,
): Promise<{ readonly lookupId: string; readonly previewId: string }> {
  const request = takeRequest(endpoints, releaseId);
  heading(say, `${asker} opens the release and takes it`);
  say(asCurl(request, asker, toolTlsOf(endpoints, asker)));
  const token = await tokenOf(endpoints, asker);
  const answer = await patiently(patience, () =>
    sendJson<{ lookupId: string; previewId: string }>({ ...request, token }),
  );
  heading(say, 'The answer: exactly what was shown, with its provenance');
  say(readable(answer));
  return answer;
}

/** Both decisions were durable before any data left; they name nobody but by keyed pseudonyms. */
async function showDecisions(endpoints: Endpoints, ids: readonly string[], say: Say): Promise<void> {
  const client = new pg.Client({ connectionString: endpoints.databases.gateway });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(
      'select * from decision where id = any($1) order by id',
      [ids],
    );
    heading(say, 'The decision rows behind it (database einmal_gateway, INSERT-only)');
    for (const row of rows)
      say(
        facts(Object.entries(row).map(([name, value]) => [name, value === null ? undefined : asText(value)])),
      );
  } finally {
    await client.end();
  }
}

/** A register act and what the world learns of it: that something changed, never the values. */
async function showChange(
  endpoints: Endpoints,
  reader: ChangeReader,
  patience: Patience,
  say: Say,
): Promise<void> {
  try {
    heading(say, 'The residents office records that another resident has moved');
    const { receipt, request } = await patiently(patience, () => moveResident(endpoints, mover));
    say(asCurl(request, 'officer-residents', toolTlsOf(endpoints, 'officer-residents')));
    say(readable(receipt));
    const event = await reader.find(receipt.eventId, patience);
    heading(say, `The change event on Kafka (${topic})`);
    say(readable(event));
  } finally {
    await reader.close();
  }
}

/** One lawful lookup and one change, shown step by step with real requests. */
export async function guidedLookup(endpoints: Endpoints, say: Say, mostMs: number): Promise<void> {
  const patience: Patience = { mostMs, tell: (text) => say(`  … ${text}`) };
  // Joining takes a second, and the reader has to be there before the act.
  const reading = readChanges(observerLogin(endpoints.kafka), topic);
  // Whoever fails before it is awaited has the say.
  reading.catch(() => undefined);
  heading(say, `${citizen} logs in at the portal and chooses retrieval for ${question.purpose}`);
  say('Her number was retrieved by what her eID reads; the token names her by a pseudonym.');
  const consentId = await patiently(patience, () => choose(endpoints));
  say(`Recorded: consent ${consentId}`);
  const taker = await patiently(patience, () => registerTaker(endpoints));
  const release = await previewAndUse(endpoints, consentId, patience, say);
  const { lookupId, previewId } = await take(endpoints, await taker.open(release), patience, say);
  await showDecisions(endpoints, [previewId, lookupId], say);
  await showChange(endpoints, await reading, patience, say);
}
