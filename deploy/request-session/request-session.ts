import { randomUUID } from 'node:crypto';
import type { Endpoints } from '../local/endpoints.ts';
import { moveResident } from '../local/move-resident.ts';
import { type Asked, caseReference, Cast, citizen, somebodyElse, types } from './cast.ts';
import {
  chosen,
  named,
  previewed,
  type Scene,
  type Screen,
  show,
  stateOf,
  taken,
  valuesOf,
  waysText,
} from './scene.ts';

interface Trail {
  readonly disclosures: readonly {
    readonly authority: { readonly name: string };
    readonly stage: string;
    readonly outcome: string;
    readonly recipient: string;
    readonly refusal?: string;
    readonly previewId?: string;
    readonly evidenceType: { readonly title: { readonly en: string } };
  }[];
}

/** One request of an authority, and what each person sees of it: declined, used, withdrawn, changed in between. */
export async function playRequest(endpoints: Endpoints, screen: Screen): Promise<void> {
  const cast = await Cast.of(endpoints);
  const play = (title: string, seen: Scene): void => show(screen, title, seen);
  const request = await asked(cast, play);
  await declined(cast, request, play);
  const { consentId, release, key } = await used(cast, request, play);
  await withdrawn(cast, { consentId, release, key }, play);
  await changed(cast, request, play);
  await ended(cast, request, play);
}

type Play = (title: string, seen: Scene) => void;

async function asked(cast: Cast, play: Play): Promise<string> {
  const { id } = await cast.ask(Object.values(types));
  const { requests } = await cast.call<{ requests: readonly Asked[] }>(citizen, '/v1/me/requests');
  const others = await cast.call<{ requests: readonly Asked[] }>(somebodyElse, '/v1/me/requests');
  const mine = requests.find((each) => each.id === id)!;
  const isElsewhere = others.requests.some((each) => each.id === id);
  play('The office asks', {
    citizen: [
      `${mine.authority.name} asks me.`,
      `For: ${mine.purposeTitle.en}`,
      `In their words: ${mine.requestersWords.caseReference}`,
      ...mine.items.flatMap(({ title, register, legalBasis, fields, state }) => [
        '',
        `${title.en}: ${state}`,
        `  from the ${register} register`,
        `  ground ${legalBasis}`,
        `  ${named(fields.map((field) => field.title.en))}`,
      ]),
    ],
    portal: [
      `GET /v1/me/requests: ${mine.items.length} evidence types, decided one by one`,
      `The same as ${somebodyElse}: ${isElsewhere ? 'it is there as well' : 'no such request'}`,
    ],
    office: ['POST /v1/requests', `File number ${caseReference}`, ...stateOf(await cast.state(id))],
  });
  return id;
}

async function declined(cast: Cast, request: string, play: Play): Promise<void> {
  const shown = await cast.preview(types.vehicle, await cast.choose(types.vehicle), request);
  play(`${citizen} looks at the vehicle`, {
    citizen: valuesOf(shown.evidence, cast.titles),
    portal: [...chosen, ...previewed(shown)],
    office: stateOf(await cast.state(request)),
  });
  const { otherWays } = await cast.call<{ otherWays: string[] }>(
    citizen,
    `/v1/previews/${shown.id}/decline`,
    {},
  );
  play('and declines it', {
    citizen: ['They do not get it.', `Other ways: ${waysText(otherWays)}`],
    portal: ['POST /v1/previews/…/decline'],
    office: stateOf(await cast.state(request)),
  });
}

async function used(cast: Cast, request: string, play: Play) {
  const consentId = await cast.choose(types.address);
  const shown = await cast.preview(types.address, consentId, request);
  const release = await cast.use(shown);
  const key = randomUUID();
  const state = await cast.state(request);
  const [first, again] = [await cast.take(release, key), await cast.take(release, key)];
  play(`${citizen} uses the address`, {
    citizen: valuesOf(shown.evidence, cast.titles),
    portal: [
      ...chosen,
      ...previewed(shown),
      'POST /v1/previews/…/use: a release that the office alone can open',
    ],
    office: [
      ...stateOf(state),
      ...taken(first, cast.titles),
      'The same again under its Idempotency-Key:',
      ...taken(again, cast.titles),
    ],
  });
  return { consentId, release, key };
}

interface Released {
  readonly consentId: string;
  readonly release: string;
  readonly key: string;
}

async function withdrawn(cast: Cast, { consentId, release, key }: Released, play: Play): Promise<void> {
  const { state } = await cast.call<{ state: string }>(citizen, `/v1/consents/${consentId}/withdrawal`, {});
  play('and withdraws', {
    citizen: [`My choice: ${state}`],
    portal: ['POST /v1/consents/…/withdrawal'],
    office: ['Once more under the same key:', ...taken(await cast.take(release, key), cast.titles)],
  });
}

async function changed(cast: Cast, request: string, play: Play): Promise<void> {
  const consentId = await cast.choose(types.residence);
  const shown = await cast.preview(types.residence, consentId, request);
  const release = await cast.use(shown);
  await moveResident(cast.endpoints, citizen);
  play(`${citizen} uses the residence, and moves before the office takes it`, {
    citizen: valuesOf(shown.evidence, cast.titles),
    portal: [...chosen, ...previewed(shown), 'POST /v1/previews/…/use'],
    office: taken(await cast.take(release, randomUUID()), cast.titles),
  });
  const now = await cast.preview(types.residence, consentId);
  const answer = await cast.take(await cast.use(now), randomUUID());
  play('so there is a new preview', {
    citizen: valuesOf(now.evidence, cast.titles),
    portal: [...previewed(now), 'POST /v1/previews/…/use'],
    office: taken(answer, cast.titles),
  });
}

async function ended(cast: Cast, request: string, play: Play): Promise<void> {
  const { disclosures } = await cast.call<Trail>(citizen, '/v1/me/disclosures?limit=10');
  play('In the end', {
    citizen: [
      'Who asked, and what became of it:',
      ...disclosures.flatMap(
        ({ authority, stage, evidenceType, outcome, refusal, recipient, previewId }, at) => [
          ...(authority.name === disclosures[at - 1]?.authority.name ? [] : [authority.name]),
          `${previewId?.slice(-4) ?? '····'} ${stages[stage] ?? stage} of the ${evidenceType.title.en}: ${refusal ? `refused (${refusal})` : (outcomes[outcome] ?? outcome)}${told(recipient, outcome)}`,
        ],
      ),
    ],
    portal: ['GET /v1/me/disclosures', 'The digits name the preview: its parts are one story.'],
    office: stateOf(await cast.state(request)),
  });
}

const stages: Readonly<Record<string, string>> = {
  LOOKUP: 'retrieval',
  PREVIEW: 'preview',
  RELEASE: 'release',
  CONTENT: 'content',
  OWN_DATA: 'own data',
};
const outcomes: Readonly<Record<string, string>> = {
  DISCLOSED: 'told',
  CHANGED: 'changed in between',
  NOTHING_DISCLOSED: 'nothing told',
  REGISTER_SILENT: 'the register was silent',
};

/** A preview tells the person alone, also where the trail says DISCLOSED. */
const told = (recipient: string, outcome: string): string => {
  if (outcome !== 'DISCLOSED') return '';
  return recipient === 'PERSON' ? ' to me' : ' to them';
};
