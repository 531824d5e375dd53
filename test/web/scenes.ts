import { choose, question } from '../../deploy/local/parking-choice.ts';
import { moveResident } from '../../deploy/local/move-resident.ts';
import { sendJson } from '../../deploy/local/http-json.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { demoCompanies } from '../../deploy/sample/demo-companies.ts';
import { eventually } from '#libs/test-kit';
import { mila } from '../demo-family.ts';
import { ReleaseWay } from '../release-way.ts';
import { below, Draft, drafts, parking, PLATE } from './draft.ts';
import { Person } from './person.ts';
import type { WebStand } from './web-stand.ts';

const city = { ags: '03241001', postcode: '30159', place: 'Hannover' };

interface Entry {
  readonly lookupId: string;
  readonly recipient: string;
  readonly outcome: string;
  readonly evidenceType: { readonly id: string };
}

export interface Scenes {
  readonly anna: Person;
  readonly bernd: Person;
  readonly clara: Person;
  readonly petra: Person;
  readonly viola: Person;
  readonly hanna: Person;
  /** Of the residents office of another town. */
  readonly georg: Person;
  readonly guest: Person;
  readonly colleague: Person;
  /** Before the page from which everything is tried. */
  readonly door: Person;
  /** Pages of theirs, by what can be seen there; without the language. */
  readonly at: Readonly<Record<string, string>>;
}

const says = (person: Person, path: string, text: string): Promise<boolean> =>
  eventually(`the page says ${text}`, async () => (await person.read(path)).includes(text));

/** People of the demonstration in the midst of all that can be done at the portals. */
export async function setScenes(stand: WebStand): Promise<Scenes> {
  const { endpoints } = stand.portals.stack;
  const { portal, staff } = stand.portals;
  const citizen = (login: string) => Person.signedIn(stand, login, portal);
  const member = (login: string) => Person.signedIn(stand, login, staff);
  const anna = await citizen('anna');
  const [bernd, clara, guest, petra, viola, hanna, georg, colleague, door] = [
    await citizen('bernd'),
    await citizen('clara'),
    await Person.guest(stand, portal),
    await member('petra'),
    await member('viola'),
    await member('hanna'),
    await member('georg'),
    await Person.guest(stand, staff),
    await Person.guest(stand, stand.door),
  ];
  const at: Record<string, string> = {};

  const atCourt = await tokenOf(endpoints, 'officer-business', 'registergericht-hannover');
  const companies = `${endpoints.apps.business}/v1/companies`;
  for (const body of Object.values(demoCompanies))
    await sendJson({ method: 'POST', url: companies, token: atCourt, body });

  const [seen, whole] = [await drafts.seen(anna), await drafts.whole(anna)];
  const child = { for: 'PARENT', childIdnr: mila.idnr, childBirthDate: mila.birthDate };
  const forChild = await (await Draft.begun(anna, parking)).previewed(child);
  const company = await Draft.begun(anna, 'trade-notice');
  await company.send('acting', { for: 'OFFICER' });
  Object.assign(at, {
    seen: below(seen.path),
    whole: below(whole.path),
    forChild: below(forChild.path),
    company: below(company.path),
  });

  // One after the other: a new choice of the same supersedes what the office has not fetched yet.
  const handedIn = async (isAllUsed: boolean): Promise<string> => {
    const path = await (await Draft.begun(anna, parking)).handedIn(isAllUsed);
    await says(anna, path, isAllUsed ? 'ist bewilligt' : 'prüft Ihren Antrag');
    return path;
  };
  const taken = async (deed: string, fields: Readonly<Record<string, string>>): Promise<[string, string]> => {
    const path = await handedIn(false);
    const id = path.split('/')[3]!;
    const desk = `/de/clerk/cases/${id}`;
    await petra.send(desk, {}, `${desk}/take`);
    if (deed !== '') await petra.send(`${desk}/${deed}`, fields);
    return [below(path), below(desk)];
  };
  [at.granted] = [below(await handedIn(true))];
  [at.waiting] = [below(await handedIn(false))];
  [at.asked, at.askedDesk] = await taken('question', {
    text: 'Wem gehört das Fahrzeug?\nBitte nennen Sie den Namen.',
  });
  const refusal = {
    outcome: 'REFUSED',
    withoutPaper: 'Das Papier lag nicht vor.',
    text: 'Das Fahrzeug ist nicht auf Sie zugelassen.',
  };
  [at.refused, at.refusedDesk] = await taken('decision', refusal);
  [, at.takenDesk] = await taken('', {});
  [at.paperSeen, at.paperSeenDesk] = await taken('papers/vehicles.parking-permit.v1', {
    paper: 'Fahrzeugschein',
    seenOn: '30.11.2026',
  });
  at.waitingDesk = `/clerk/cases/${at.waiting.split('/')[2]}`;

  // Taken back after its use. Another system of the office asks, so that nothing is handed in to this one after it.
  const way = await ReleaseWay.of(endpoints);
  const given = await choose(endpoints);
  const shown = await way.shown('anna', given);
  await way.use(shown);
  at.given = `/permissions/${given}`;
  await anna.send(`/de${at.given}/end`);
  await way.take(shown);

  const permission = async (...asked: readonly [string?, object?]): Promise<string> =>
    `/permissions/${await choose(endpoints, 'anna', ...asked)}`;
  [at.ended, at.permission, at.paused] = [
    await permission(),
    await permission(),
    await permission('vehicles.parking-permit.v1', { subject: { plate: PLATE } }),
  ];
  await anna.send(`/de${at.permission}/end`, {}, `/de${at.paused}/pause`);
  at.receipt = at.permission.replace('permissions', 'receipts');
  at.endedReceipt = at.ended.replace('permissions', 'receipts');

  const { authority, purpose, evidenceType } = question;
  const items = [evidenceType, 'vehicles.parking-permit.v1'].map((each) => ({ evidenceType: each }));
  const asks = async (caseReference: string) =>
    sendJson<{ id: string }>({
      method: 'POST',
      url: `${endpoints.apps.gateway}/v1/requests`,
      token: await tokenOf(endpoints, 'parking-hannover-desk', authority),
      body: { purpose, person: { idnr: endpoints.citizens['anna']!.idnr }, items, caseReference },
    });
  at.request = `/requests/${(await asks('BPA-2026-000123')).id}`;
  const declined = await asks('BPA-2026-000124');
  await anna.send('/de/requests', { evidenceType }, `/de/requests/${declined.id}/decline`);

  const { disclosures } = await stand.portals.stack
    .as('anna')
    .get<{ disclosures: readonly Entry[] }>('/v1/me/disclosures');
  const entryOf = (recipient: string): string => {
    const isThat = (entry: Entry): boolean =>
      entry.outcome === 'DISCLOSED' &&
      entry.recipient === recipient &&
      entry.evidenceType.id === evidenceType;
    return `/trail/${disclosures.find(isThat)!.lookupId}`;
  };
  [at.entry, at.reported] = [entryOf('AUTHORITY'), entryOf('PERSON')];
  at.refusedEntry = `/trail/${disclosures.find(({ outcome }) => outcome === 'REFUSED')!.lookupId}`;
  const doubt = { about: 'VALUE', text: 'Die Hausnummer stimmt nicht.' };
  await anna.send(`/de${at.reported}/report`, doubt);

  const home = { ...city, street: 'Musterwall', houseNumber: '21' };
  await moveResident(endpoints, 'bernd', home);
  at.vehicleCase = await firstCase(viola, '/de/vehicles/0');
  at.residentsCase = await firstCase(hanna, '/de/residents/0');
  return { anna, bernd, clara, guest, petra, viola, hanna, georg, colleague, door, at };
}

async function firstCase(officer: Person, list: string): Promise<string> {
  const first = async (): Promise<string | undefined> =>
    new RegExp(`href="/de(${list.slice(3)}/cases/[^"]+)"`).exec(await officer.read(list))?.[1];
  return eventually('there is a case', first);
}
