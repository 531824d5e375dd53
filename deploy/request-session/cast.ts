import { LocalFailure } from '#libs/local-services';
import type { Endpoints } from '../local/endpoints.ts';
import { send, sendJson } from '../local/http-json.ts';
import { choose, question, registerTaker, type Taker } from '../local/parking-choice.ts';
import { tokenOf } from '../local/token-of.ts';

export const citizen = 'bernd';
/** A system of the office beside the one of README, with a key of its own. */
export const office = 'parking-hannover-desk';
/** Whom the request does not concern. */
export const somebodyElse = 'anna';
export const caseReference = 'BPA-2026-000123';
export const types = {
  residence: 'residents.parking-permit.v1',
  address: 'residents.address.v1',
  vehicle: 'vehicles.parking-permit.v1',
} as const;

interface Titled {
  readonly title: { readonly en: string };
}

interface Described {
  readonly fields: readonly (Titled & { readonly path: string })[];
}

/** A request as the person sees it. */
export interface Asked {
  readonly id: string;
  readonly authority: { readonly name: string };
  readonly purposeTitle: { readonly en: string };
  readonly requestersWords: { readonly caseReference?: string };
  readonly items: readonly (Titled & {
    readonly evidenceType: string;
    readonly register: string;
    readonly legalBasis: string;
    readonly fields: readonly Titled[];
    readonly state: string;
  })[];
}

/** A request as its authority sees it. */
export interface RequestState {
  readonly id: string;
  readonly state: string;
  readonly items: readonly {
    readonly evidenceType: string;
    readonly state: string;
    readonly release?: string;
  }[];
}

export interface Shown {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly evidence: Values;
}

export interface Values {
  readonly [name: string]: Values | string | null;
}

export interface Answer {
  readonly status: number;
  /** Of a refusal. */
  readonly code?: string;
  readonly detail?: string;
  readonly evidence?: Values;
}

/** Who calls the gateway in the session, over HTTP and with tokens of their own. */
export class Cast {
  private constructor(
    readonly endpoints: Endpoints,
    private readonly taker: Taker,
    /** Of fields, by their paths. */
    readonly titles: ReadonlyMap<string, string>,
  ) {}

  static async of(endpoints: Endpoints): Promise<Cast> {
    const url = `${endpoints.apps.gateway}/v1/evidence-types`;
    const { evidenceTypes } = await sendJson<{ readonly evidenceTypes: readonly Described[] }>({
      method: 'GET',
      url,
      token: await tokenOf(endpoints, citizen),
    });
    const titles = evidenceTypes.flatMap(({ fields }) =>
      fields.map(({ path, title }) => [path, title.en] as const),
    );
    return new Cast(endpoints, await registerTaker(endpoints, office), new Map(titles));
  }

  /** @throws LocalFailure where the answer is no good one */
  async call<T>(name: string, path: string, body?: object): Promise<T> {
    const response = await this.send(name, path, body);
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as T;
    throw new LocalFailure(`${path} answered ${response.status} to ${name}: ${text}`);
  }

  ask(evidenceTypes: readonly string[]): Promise<RequestState> {
    const person = { idnr: this.endpoints.citizens[citizen]!.idnr };
    const items = evidenceTypes.map((evidenceType) => ({ evidenceType }));
    const { purpose } = question;
    return this.call(office, '/v1/requests', { purpose, person, items, caseReference });
  }

  state = (id: string): Promise<RequestState> => this.call(office, `/v1/requests/${id}`);

  choose(evidenceType: string): Promise<string> {
    const { plate } = this.endpoints.citizens[citizen]!;
    const further = evidenceType === types.vehicle ? { subject: { plate } } : {};
    return choose(this.endpoints, citizen, evidenceType, further);
  }

  /** @param request that it answers */
  async preview(evidenceType: string, consentId: string, request?: string): Promise<Shown> {
    const { idnr, birthDate, plate } = this.endpoints.citizens[citizen]!;
    const subject = evidenceType === types.vehicle ? { plate } : { idnr, birthDate };
    const { authority, purpose } = question;
    const items = [{ evidenceType, subject, consentId }];
    const body = { authority, purpose, items, ...(request !== undefined && { request }) };
    const { previews } = await this.call<{ previews: readonly Shown[] }>(citizen, '/v1/previews', body);
    const [shown] = previews;
    if (shown?.status === 'EVIDENCE') return shown;
    throw new LocalFailure(
      `The preview was answered ${shown?.status}: remove .local and start again for fresh sample data.`,
    );
  }

  /** @returns the release, which the authority alone can open */
  async use({ id, key }: Shown): Promise<string> {
    return (await this.call<{ release: string }>(citizen, `/v1/previews/${id}/use`, { key })).release;
  }

  async take(release: string, key: string): Promise<Answer> {
    const releaseId = await this.taker.open(release);
    const response = await this.send(office, '/v1/releases', { releaseId }, { 'idempotency-key': key });
    return { ...((await response.json()) as Omit<Answer, 'status'>), status: response.status };
  }

  private async send(name: string, path: string, body?: object, headers = {}): Promise<Response> {
    const url = this.endpoints.apps.gateway + path;
    const token = await tokenOf(this.endpoints, name);
    return send({ method: body ? 'POST' : 'GET', url, token, headers, ...(body && { body }) });
  }
}
