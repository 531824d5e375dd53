import type { RegisterName } from '#libs/contracts';
import { LocalFailure } from '#libs/local-services';
import { asker, citizen, question } from '../local/parking-choice.ts';
import { sendJson } from '../local/http-json.ts';
import { tokenOf } from '../local/token-of.ts';
import { today } from '../sample/days.ts';
import type { OutsideEndpoints } from './outside-endpoints.ts';

/** So many that none collects hundreds of addresses. */
const MOVERS = 24;

export interface LookupQuestion {
  readonly register: RegisterName;
  readonly client: 'parking-hannover' | 'procurement-goettingen' | 'vehicles-register';
  readonly body: object;
}

/** A resident who moves from house to house. */
export interface Mover {
  readonly id: string;
  /** Before the load. */
  readonly firstVersion: number;
  version: number;
  readonly home: object;
  /** The latest act that was acknowledged, as it was sent. */
  last?: { readonly path: string; readonly key: string; readonly body: object };
}

/** What the callers of a steady load have on their desks. */
export interface Files {
  readonly questions: readonly LookupQuestion[];
  readonly movers: readonly Mover[];
  /** Path of the feed that tells of the movers. */
  readonly feed: string;
}

interface Resident {
  readonly id: string;
  readonly version: number;
  readonly idnr: string;
  readonly locks?: readonly unknown[];
  readonly deathDate?: string | null;
}

/** One question for each register, residents of the sample data, and a subscription to their moves. */
export async function prepareFiles(endpoints: OutsideEndpoints): Promise<Files> {
  const { gateway, residents, business } = endpoints.apps;
  const { records } = await sendJson<{ records: readonly Resident[] }>({
    method: 'GET',
    url: `${residents}/v1/residents?limit=100`,
    token: await tokenOf(endpoints, 'officer-residents'),
  });
  const demo = Object.values(endpoints.citizens).map(({ idnr }) => idnr);
  const movers = records
    .filter(({ idnr, locks, deathDate }) => !demo.includes(idnr) && !locks?.length && !deathDate)
    .slice(0, MOVERS);
  if (movers.length < MOVERS) throw new LocalFailure('The sample data have too few residents to move.');
  const { feed } = await sendJson<{ feed: string }>({
    method: 'POST',
    url: `${gateway}/v1/subscriptions`,
    token: await tokenOf(endpoints, asker),
    body: {
      purpose: question.purpose,
      eventTypes: ['resident.moved.v1'],
      lastDay: today(),
      subjects: movers.map(({ idnr }, at) => ({ idnr, reference: `LOAD-${at}` })),
    },
  });
  const companies = await sendJson<{ records: readonly { euid: string }[] }>({
    method: 'GET',
    url: `${business}/v1/companies?limit=1`,
    token: await tokenOf(endpoints, 'officer-business'),
  });
  return {
    questions: questionsFor(endpoints, companies.records[0]?.euid),
    movers: movers.map(({ id, version }) => ({ id, firstVersion: version, version, home })),
    feed,
  };
}

const home = { ags: '03241001', postcode: '30159', place: 'Hannover', street: 'Probegasse' };

/** The demo citizen, as BMG §38(1) has it. */
const named = { familyName: 'Lindemann', givenNames: 'Anna', municipality: home.ags };

function questionsFor({ citizens }: OutsideEndpoints, euid: string | undefined): readonly LookupQuestion[] {
  const { purpose } = question;
  const person = citizens[citizen];
  return [
    {
      register: 'residents',
      client: 'vehicles-register',
      body: {
        evidenceType: 'residents.holder-address.v1',
        purpose: 'vehicle-holder-update',
        subject: { person: { ...named, birthDate: person?.birthDate } },
      },
    },
    {
      register: 'vehicles',
      client: asker,
      body: { evidenceType: 'vehicles.parking-permit.v1', purpose, subject: { plate: person?.plate } },
    },
    {
      register: 'business',
      client: 'procurement-goettingen',
      body: { evidenceType: 'business.master-data.v1', purpose: 'procurement', subject: { euid } },
    },
  ];
}
