import pg from 'pg';
import { changeTopic } from '#libs/contracts';
import { LocalFailure } from '#libs/local-services';
import { facts } from '#libs/terminal';
import { type ChangeReader, type Patience, readChanges } from './change-reader.ts';
import { type Endpoints, observerLogin } from './endpoints.ts';
import { asCurl, sendJson } from './http-json.ts';
import { moveResident } from './move-resident.ts';
import { asker, choose, citizen, question } from './parking-choice.ts';
import { patiently } from './patiently.ts';
import { readable } from './readable.ts';
import { tokenOf } from './token-of.ts';

type Say = (text: string) => void;

const mover = 'bernd';
const topic = changeTopic('residents');

function heading(say: Say, text: string): void {
  say(`\n── ${text} ${'─'.repeat(Math.max(0, 96 - text.length))}`);
}

const asText = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value);

async function ask(endpoints: Endpoints, consentId: string, patience: Patience, say: Say): Promise<string> {
  const person = endpoints.citizens[citizen];
  if (!person) throw new LocalFailure(`The sample data have no citizen ${citizen}.`);
  const request = {
    method: 'POST' as const,
    url: `${endpoints.apps.gateway}/v1/lookups`,
    body: {
      evidenceType: question.evidenceType,
      purpose: question.purpose,
      subject: { idnr: person.idnr, birthDate: person.birthDate },
      consentId,
    },
  };
  heading(say, `${asker} asks for what a parking permit needs`);
  say(asCurl(request, asker));
  const token = await tokenOf(endpoints, asker);
  const answer = await patiently(patience, () =>
    sendJson<{ lookupId: string; status: string }>({ ...request, token }),
  );
  heading(say, 'The answer: exactly the granted fields, with their provenance');
  say(readable(answer));
  if (answer.status === 'EVIDENCE') return answer.lookupId;
  throw new LocalFailure(
    `The guided lookup was answered ${answer.status}: remove .local and start again for fresh sample data.`,
  );
}

/** The decision was durable before any data left; it names nobody but by keyed pseudonyms. */
async function showDecision(endpoints: Endpoints, lookupId: string, say: Say): Promise<void> {
  const client = new pg.Client({ connectionString: endpoints.databases.gateway });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>('select * from decision where id = $1', [
      lookupId,
    ]);
    heading(say, 'The decision row behind it (database einmal_gateway, INSERT-only)');
    const columns = Object.entries(rows[0] ?? {});
    say(facts(columns.map(([name, value]) => [name, value === null ? undefined : asText(value)])));
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
    say(asCurl(request, 'officer-residents'));
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
  const consentId = await patiently(patience, () => choose(endpoints));
  say(`Recorded: consent ${consentId}`);
  say('Provisional until she can see the evidence before it is used (EGovG §5(5)): docs/law.md, row A1.');
  const lookupId = await ask(endpoints, consentId, patience, say);
  await showDecision(endpoints, lookupId, say);
  await showChange(endpoints, await reading, patience, say);
}
