import { mkdirSync, writeFileSync } from 'node:fs';
import { type CollectedSpan, eventually, TraceCollector } from '#libs/test-kit';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { authorityOf } from '../deploy/local/sample-split.ts';
import { sendJson } from '../deploy/local/http-json.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { sample } from '../deploy/sample/sample.ts';
import { needlesOf } from './canary-search.ts';

type Register = 'residents' | 'vehicles';
interface Case {
  readonly id: string;
  readonly vehicleId: string;
  readonly enquiry: string;
}

const street = 'Zugvogelweg-7Q';
const muenchen = { ags: '09162000', postcode: '80331', place: 'München', street, houseNumber: '21' };
const { anna } = demoCitizens;
/** What a newcomer sees: `dist/traces.txt`, of which docs/operate.md shows one. */
const SHOWN = new URL('../dist/traces.txt', import.meta.url);

describe('what a collector of traces gets', () => {
  let stack: IsolatedStack;
  let collector: TraceCollector;
  let act: { readonly id: string; readonly eventId: string };
  let opened: Case;

  beforeAll(async () => {
    collector = await TraceCollector.start();
    stack = await IsolatedStack.start(['identity', 'residents', 'vehicles', 'gateway']);
    const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    await Promise.all(
      (['gateway', 'vehicles', 'identity', 'residents'] as const).map((app) => stack.startApp(app, traced)),
    );
    const demo = sample({ seed: 1, residents: 5, vehicles: 2, referenceDate: '2026-01-01' });
    for (const { register, record } of demo)
      await post(register, `/v1/${register}`, record, authorityOf(register, record));
    act = await move();
    const cases = () => read<{ cases: readonly Case[] }>('/v1/cases?limit=100');
    const answered = ({ enquiry }: Case): boolean => enquiry === 'ANSWERED';
    const found = await eventually('there is a case', cases, (told) => told.cases.some(answered));
    opened = found.cases.find(answered)!;
    await refuse();
  });
  afterAll(async () => {
    await stack?.stop();
    await collector?.stop();
  });

  async function post<T = { readonly id: string }>(
    register: Register,
    path: string,
    body: object,
    authority?: string,
  ): Promise<T> {
    const token = await tokenOf(stack.endpoints, `officer-${register}`, authority);
    return sendJson<T>({ method: 'POST', url: stack.endpoints.apps[register] + path, token, body });
  }
  async function read<T>(path: string): Promise<T> {
    const token = await tokenOf(stack.endpoints, 'officer-vehicles');
    return sendJson<T>({ method: 'GET', url: stack.endpoints.apps.vehicles + path, token });
  }
  async function move(): Promise<typeof act> {
    type Found = { readonly records: readonly { readonly id: string; readonly version: number }[] };
    const office = 'meldebehoerde-hannover';
    const { records } = await post<Found>('residents', '/v1/residents/search', { idnr: anna.idnr }, office);
    const { id, version } = records[0]!;
    const said = { ground: `told by ${anna.idnr}`, effectiveOn: '2026-03-01', expectedVersion: version };
    return post('residents', `/v1/residents/${id}/acts/move`, { ...said, address: muenchen }, office);
  }

  /** Lookups that are refused, by whoever writes a number wherever one can be written. */
  async function refuse(): Promise<void> {
    const { gateway } = stack.endpoints.apps;
    const token = await tokenOf(stack.endpoints, 'parking-hannover');
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': anna.idnr,
      traceparent: '00-c0ffee00c0ffee00c0ffee00c0ffee00-beefbeefbeefbeef-01',
      tracestate: `stranger=${anna.idnr}`,
      baggage: `person=${anna.idnr}`,
    };
    const body = JSON.stringify({
      evidenceType: anna.idnr,
      purpose: anna.idnr,
      subject: { idnr: anna.idnr },
    });
    const lookup = `${gateway}/v1/lookups`;
    for (const url of [
      lookup,
      `${lookup}?idnr=${anna.idnr}`,
      `${lookup}/${anna.idnr}`,
      `${gateway}/v1/%00${anna.idnr}`,
    ])
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBeGreaterThanOrEqual(400);
  }

  const spanWhere = (service: string, name: string): Promise<CollectedSpan> =>
    eventually(
      `${service} has sent ${name}`,
      () => collector.spans.find((span) => span.service === service && span.name === name),
      (span) => span !== undefined,
    ) as Promise<CollectedSpan>;

  const shape = (traceId: string): readonly string[] =>
    collector
      .tree(traceId)
      .split('\n')
      .map((line) => line.replace(/ {2}\d+\.\d ms.*/, ''));

  it('leads from a lookup to the register', async () => {
    const permits = await spanWhere('residents', 'POST /internal/v1/disclosures');
    const ofLookup = () => shape(permits.traceId);
    const lines = await eventually('the lookup is told whole', ofLookup, (all) => all.length >= 6);
    expect(lines).toEqual([
      'gateway  server  POST /v1/lookups',
      '  gateway  internal  decisions',
      '  gateway  internal  permits to residents',
      '    gateway  client  POST',
      '      residents  server  POST /internal/v1/disclosures',
      '  gateway  internal  decisions',
    ]);
  });

  it('leads from an act to who hears of it elsewhere, whomever it concerns there', async () => {
    const { traceId } = await spanWhere('vehicles', 'process resident.moved.v1');
    const wanted = [
      'residents  server  POST /v1/residents/:id/acts/move',
      '  residents  producer  append events',
      '    vehicles  consumer  process resident.moved.v1',
    ];
    await eventually(
      'the act is told whole',
      () => shape(traceId),
      (all) => wanted.every((line) => all.includes(line)),
    );
    const { traceId: lookup } = await spanWhere('residents', 'POST /internal/v1/disclosures');
    mkdirSync(new URL('.', SHOWN), { recursive: true });
    writeFileSync(SHOWN, `${collector.tree(lookup)}\n\n${collector.tree(traceId)}\n`);
  });

  it('names nobody and nothing: no number, address, id, pseudonym or path of a request', async () => {
    await eventually(
      'the refusals are told',
      () =>
        collector.spans.filter(({ attributes }) => Number(attributes['http.response.status_code']) >= 400),
      ({ length }) => length >= 2,
    );
    const bytes = Buffer.concat(collector.received);
    const inIt = (texts: readonly string[]): readonly string[] =>
      needlesOf(texts).filter((needle) => bytes.includes(needle));
    const canaries = [anna.idnr, anna.plate, anna.birthDate, street, muenchen.postcode, 'told by'];
    const ids = [act.id, act.eventId, opened.id, opened.vehicleId];
    expect(inIt([...canaries, ...ids, '127.0.0.1', 'select ', 'stranger'])).toEqual([]);
    // As it would find them.
    expect(inIt(['/v1/residents/:id/acts/move'])).not.toEqual([]);
  });
});
