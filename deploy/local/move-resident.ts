import { LocalFailure } from '#libs/local-services';
import { today } from '../sample/days.ts';
import type { Endpoints } from './endpoints.ts';
import { sendJson } from './http-json.ts';
import { tokenOf } from './token-of.ts';

/** What an act answers. */
export interface Receipt {
  readonly id: string;
  readonly version: number;
  readonly changedFields: readonly string[];
  readonly eventId: string;
}

export interface Home {
  readonly ags: string;
  readonly postcode: string;
  readonly place: string;
  readonly street: string;
  readonly houseNumber: string;
}

interface Resident {
  readonly id: string;
  readonly version: number;
  readonly addresses: readonly (Home & { readonly movedOutOn?: string | null })[];
}

export interface MoveRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly body: object;
}

const city = { ags: '03241001', postcode: '30159', place: 'Hannover' };
/** The resident moves to and fro, start after start. */
const homes: readonly Home[] = [
  { ...city, street: 'Probegasse', houseNumber: '7' },
  { ...city, street: 'Musterwall', houseNumber: '21' },
];

async function find(endpoints: Endpoints, login: string, token: string): Promise<Resident> {
  const url = `${endpoints.apps.residents}/v1/residents/search`;
  const idnr = endpoints.citizens[login]?.idnr;
  const { records } = await sendJson<{ records: readonly Resident[] }>({
    method: 'POST',
    url,
    token,
    body: { idnr },
  });
  const [resident] = records;
  if (resident) return resident;
  throw new LocalFailure(
    `The residents register does not know ${login}: remove .local and start again for fresh sample data.`,
  );
}

/** Records a move of a demo citizen as the residents office does it. @param to instead of one of the two homes */
export async function moveResident(
  endpoints: Endpoints,
  login: string,
  to?: Home,
): Promise<{ receipt: Receipt; request: MoveRequest }> {
  const token = await tokenOf(endpoints, 'officer-residents');
  const { id, version, addresses } = await find(endpoints, login, token);
  const current = addresses.find(({ movedOutOn }) => !movedOutOn);
  const address = to ?? homes.find(({ street }) => street !== current?.street);
  const request = {
    method: 'POST' as const,
    url: `${endpoints.apps.residents}/v1/residents/${id}/acts/move`,
    body: {
      ground: 'BMG §17(1): notified by the resident',
      effectiveOn: today(),
      expectedVersion: version,
      address,
    },
  };
  return { receipt: await sendJson<Receipt>({ ...request, token }), request };
}
