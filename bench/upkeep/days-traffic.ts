import { setTimeout as delay } from 'node:timers/promises';
import { ClientCredentials } from '#libs/service-kit';
import { sendJson } from '../../deploy/local/http-json.ts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { authorityOf } from '../../deploy/local/sample-split.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { demoCitizens } from '../../deploy/sample/demo-citizens.ts';
import { sample } from '../../deploy/sample/sample.ts';
import { question } from '../lookup/setup.ts';

const ACT_EVERY_MS = 50;
/** Below the ten a second that the demo policy lets an office ask. */
const LOOKUP_EVERY_MS = 125;
const MOST_FAULTS = 20;
const streets = ['Probegasse', 'Musterwall'];
const hannover = { ags: '03241001', postcode: '30159', place: 'Hannover', houseNumber: '7' };

export const kinds = ['move', 'transfer', 'lookup'] as const;
export type Kind = (typeof kinds)[number];

interface Version {
  readonly id: string;
  readonly version: number;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Three offices at work: residents move, a vehicle goes to and fro, and an authority asks two registers. */
export class DaysTraffic {
  /** Milliseconds until each answer. */
  readonly waits: Readonly<Record<Kind, number[]>> = { move: [], transfer: [], lookup: [] };
  readonly faults: string[] = [];
  private readonly residents: Version[] = [];
  private vehicle: Version = { id: '', version: 0 };
  private consentId = '';
  private readonly moves: Send;
  private readonly transfers: Send;
  private readonly asks: Send;

  constructor(private readonly stack: IsolatedStack) {
    this.moves = office(stack, 'officer-residents');
    this.transfers = office(stack, 'officer-vehicles');
    this.asks = office(stack, 'parking-hannover');
  }

  /** Records the demo people and vehicles of Hannover; the authority subscribes to moves of one of them. */
  async prepare(): Promise<void> {
    const people = sample({ seed: 1, residents: 5, vehicles: 2, referenceDate: '2026-01-01' });
    for (const { register, record } of people) {
      if (authorityOf(register, record) !== this.stack.endpoints.clients[`officer-${register}`]?.authority)
        continue;
      const send = register === 'residents' ? this.moves : this.transfers;
      const made = (await send(`/v1/${register}`, record)) as Version;
      if (register === 'residents') this.residents.push(made);
      else this.vehicle = made;
    }
    const { purpose } = question;
    const lastDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const subjects = [{ idnr: demoCitizens.anna.idnr, reference: 'BP-2026-1' }];
    await this.asks('/v1/subscriptions', { purpose, eventTypes: ['resident.moved.v1'], lastDay, subjects });
  }

  /** Anna consents, as she would on any day. */
  async consent(): Promise<void> {
    const { grant: _, ...asked } = question;
    const token = await tokenOf(this.stack.endpoints, 'anna');
    const base = `${this.stack.endpoints.apps.gateway}/v1/consents`;
    const url = `${base}/notice?${new URLSearchParams(asked).toString()}`;
    const notice = await sendJson<{ sha256: string; kind: string }>({ method: 'GET', url, token });
    const body = { kind: notice.kind, ...asked, noticeSha256: notice.sha256 };
    this.consentId = (await sendJson<{ id: string }>({ method: 'POST', url: base, token, body })).id;
  }

  /** Does the work while the offices are at theirs. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const done = new AbortController();
    const atWork = [
      this.again('move', ACT_EVERY_MS, done.signal, (n) => this.move(n)),
      this.again('transfer', ACT_EVERY_MS, done.signal, () => this.transfer()),
      this.again('lookup', LOOKUP_EVERY_MS, done.signal, (n) => this.lookup(n)),
    ];
    try {
      return await work();
    } finally {
      done.abort();
      await Promise.all(atWork);
    }
  }

  private async again(
    kind: Kind,
    everyMs: number,
    signal: AbortSignal,
    once: (n: number) => Promise<void>,
  ): Promise<void> {
    for (let n = 0; !signal.aborted; n += 1) {
      const begun = performance.now();
      try {
        await once(n);
        this.waits[kind].push(performance.now() - begun);
      } catch (error) {
        if (this.faults.length < MOST_FAULTS) this.faults.push(`${kind}: ${String(error).slice(0, 300)}`);
        await delay(500);
      }
      await delay(everyMs);
    }
  }

  private async move(n: number): Promise<void> {
    const who = n % this.residents.length;
    const { id, version } = this.residents[who]!;
    const address = { ...hannover, street: streets[version % 2] };
    const act = { ground: 'BMG §17(1)', effectiveOn: today(), expectedVersion: version, address };
    const receipt = (await this.moves(`/v1/residents/${id}/acts/move`, act)) as Version;
    this.residents[who] = { id, version: receipt.version };
  }

  private async transfer(): Promise<void> {
    const { id, version } = this.vehicle;
    const { idnr, birthDate } = version % 2 === 0 ? demoCitizens.anna : demoCitizens.clara;
    const person = { kind: 'PERSON', idnr, birthDate, familyName: 'Muster', givenNames: 'Kim' };
    const holder = { ...person, address: { ...hannover, street: 'Beispielweg' } };
    const act = { ground: 'FZV §15', effectiveOn: today(), expectedVersion: version, holder };
    const receipt = (await this.transfers(`/v1/vehicles/${id}/acts/transfer`, act)) as Version;
    this.vehicle = { id, version: receipt.version };
  }

  private async lookup(n: number): Promise<void> {
    const { purpose, evidenceType } = question;
    const { idnr, birthDate, plate } = demoCitizens.anna;
    const body =
      n % 2 === 0
        ? { purpose, evidenceType, subject: { idnr, birthDate }, consentId: this.consentId }
        : { purpose, evidenceType: 'vehicles.parking-permit.v1', subject: { plate } };
    const { status } = (await this.asks('/v1/lookups', body)) as { readonly status: string };
    if (status !== 'EVIDENCE') throw new Error(`answered ${status}`);
  }
}

type Send = (path: string, body: object) => Promise<unknown>;

/** Requests of a demo client with a bound token and a proof each, dated by this process's clock. */
function office(stack: IsolatedStack, name: string): Send {
  const { clientId, privateJwk, audience, scopes } = stack.endpoints.clients[name]!;
  const credentials = new ClientCredentials({
    issuerUrl: stack.endpoints.issuer,
    clientId,
    clientJwk: JSON.stringify(privateJwk),
    audience,
    scope: scopes.join(' '),
  });
  return async (path, body) => {
    const url = audience + path;
    const headers = { ...(await credentials.headers('POST', url)), 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as unknown;
  };
}
