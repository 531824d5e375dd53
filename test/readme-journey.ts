import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '#libs/test-kit';
import { readChanges } from '../deploy/local/change-reader.ts';
import { type Endpoints, observerLogin } from '../deploy/local/endpoints.ts';
import { sendJson } from '../deploy/local/http-json.ts';
import { root } from '../deploy/local/repository.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { commandsOf, documents, type PageCommands } from '../deploy/local/testing/page-commands.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = commandsOf(readme);
/** The commands of the README, in order; `kcat` has a block of its own because not every machine has the program. */
export const readmeCommands = blocks.filter((block) => !block.includes('kcat'));

interface Disclosures {
  readonly disclosures?: readonly { readonly lookupId: string }[];
}

interface Moved {
  readonly eventId: string;
  readonly recordedAt: string;
}

interface Case {
  readonly id: string;
  readonly enquiry: string;
  readonly reportedAt: string;
  readonly openedAt: string;
}

export interface ReadmeStack {
  readonly page: PageCommands;
  readonly endpoints: Endpoints;
  /** What each block printed. */
  readonly texts: readonly string[];
}

/** What the README promises, on a stack that somebody else has started. */
export function describeReadmeJourney(stack: () => ReadmeStack): void {
  /** What each block printed, one JSON document per line. */
  let printed: readonly (readonly Record<string, unknown>[])[];
  let page: PageCommands;
  let endpoints: Endpoints;

  beforeAll(() => {
    ({ page, endpoints } = stack());
    printed = stack().texts.map(documents);
  });

  it('shows the answer that the first lookup really gets', () => {
    const shown = JSON.parse(/```json\n(.*?)```/s.exec(readme)?.[1] ?? '') as Record<string, unknown>;
    const { lookupId: _id, asOf: _asOf, provenance: _from, ...lasting } = shown;
    expect(printed[0]?.[0]).toMatchObject(lasting);
    expect(Object.keys(printed[0]?.[0] ?? {})).toEqual(Object.keys(shown));
  });

  it('shows Anna what the office would get, and gives the office that once she uses it', () => {
    const [, registered, shown, granted] = printed;
    expect(registered?.[0]).toMatchObject({ clientId: 'parking-hannover', jwk: { crv: 'P-256' } });
    const [preview] = (shown?.[0]?.['previews'] ?? []) as Record<string, unknown>[];
    const { id, key, evidence } = preview ?? {};
    expect(preview).toMatchObject({ status: 'EVIDENCE', basis: { kind: 'CHOICE' } });
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(granted?.[0]).toMatchObject({
      status: 'EVIDENCE',
      basis: { kind: 'CHOICE' },
      previewId: id,
      evidence,
    });
  });

  it('is refused, refused after withdrawal, and neutral where it says so', () => {
    const [, , , , refused, withdrawn, neutral] = printed;
    expect(refused?.[0]).toMatchObject({ status: 403, code: 'field-not-granted' });
    expect(withdrawn?.[0]).toMatchObject({ state: 'WITHDRAWN' });
    expect(withdrawn?.[1]).toMatchObject({ status: 403, code: 'consent-withdrawn' });
    expect(neutral?.[0]?.['previews']).toEqual([
      {
        id: expect.any(String) as string,
        status: 'NO_EVIDENCE',
        evidenceType: 'residents.parking-permit.v1',
        otherWays: ['ENTER_IT', 'BRING_PAPER'],
      },
    ]);
  });

  it('shows every one of these to the citizen concerned, and to nobody else', () => {
    const [vehicle, , shown, granted, refused, withdrawn, neutral, lists] = printed;
    const seenBy = (index: number): unknown[] =>
      (lists?.[index] as Disclosures | undefined)?.disclosures?.map(({ lookupId }) => lookupId) ?? [];
    const ofPreview = (answer: Record<string, unknown> | undefined): unknown =>
      (answer?.['previews'] as { id: string }[] | undefined)?.[0]?.id;
    const answers = [vehicle?.[0], granted?.[0], refused?.[0], withdrawn?.[1]];
    for (const id of [...answers.map((answer) => answer?.['lookupId']), ofPreview(shown?.[0])]) {
      expect(seenBy(0)).toContain(id);
      expect(seenBy(1)).not.toContain(id);
    }
    expect(seenBy(1)).toContain(ofPreview(neutral?.[0]));
  });

  it('lets Clara, who was locked after she chose, withdraw', () => {
    expect(printed[7]?.[2]).toMatchObject({ state: 'WITHDRAWN' });
  });

  it('records a move whose event names no person', async () => {
    const receipt = printed[9]?.[0] as Moved | undefined;
    expect(receipt).toMatchObject({ changedFields: ['addresses'] });
    const topic = 'register.residents.changes.v1';
    const reader = await readChanges(observerLogin(endpoints.kafka), topic);
    const event = await reader.find(receipt?.eventId ?? '');
    await reader.close();
    expect(event).toMatchObject({ specversion: '1.0', type: 'resident.moved.v1' });
    expect(JSON.stringify(event)).not.toMatch(/Probegasse|Hannover|02471038561/);
    // .ci/run installs kcat; elsewhere its command is run where the program exists.
    if (!(await exists('kcat'))) return;
    const kcat = blocks.find((block) => block.includes('kcat')) ?? '';
    expect(documents(await page.run(kcat.replace('-o -1', '-o beginning')))).toContainEqual(event);
  });

  it('delivers the move to the office that follows Bernd, under its own file number', () => {
    const [receipt, feed] = printed[9] as unknown as [Moved, { events: readonly object[] }];
    expect(feed.events).toMatchObject([
      { id: receipt.eventId, type: 'resident.moved.v1', subject: 'BPA-2026-000123' },
    ]);
    expect(JSON.stringify(feed)).not.toMatch(/Probegasse|Hannover|02471038561/);
  });

  it('leads to a case at the vehicle office, and Bernd sees what was disclosed for it', async () => {
    const [receipt] = printed[9] as unknown as [Moved];
    const found = await answered(receipt.recordedAt);
    expect(found).toMatchObject({ kind: 'HOLDER_ADDRESS_CHANGED', enquiry: 'ANSWERED' });
    const ms = Date.parse(found.openedAt) - Date.parse(found.reportedAt);
    process.stdout.write(`A move became a case at the vehicle office ${ms} ms after it was recorded.\n`);
    const seen = await get<Disclosures>('gateway', '/v1/me/disclosures', 'bernd');
    expect(seen.disclosures).toContainEqual(
      expect.objectContaining({ caseReference: found.id, outcome: 'DISCLOSED' }),
    );
    const [shown] = printed[10] as unknown as [{ cases: readonly object[] }];
    expect(Array.isArray(shown.cases)).toBe(true);
  });

  it('shows operators the streams, and that nothing is parked', async () => {
    expect(stack().texts[11]).toMatch(/^As of \S+ \S+ UTC$/m);
    expect(stack().texts[11]).toMatch(/No dead letters/);
    // It says so where a part does not answer in time, as a busy broker may.
    const again = () => page.run('npm run -s einmal -- streams || true');
    const streams = await eventually('all parts answer', again, (shown) => !shown.includes('MISSING'));
    expect(streams).toMatch(/register\.residents\.changes\.v1/);
    expect(streams).toMatch(/vehicles\.reactions/);
  });

  /** The case of the move that was recorded at that moment, once its enquiry was answered. */
  async function answered(reportedAt: string): Promise<Case> {
    const path = '/v1/cases?limit=100';
    const found = await eventually(
      'there is a case',
      async () => {
        const { cases } = await get<{ cases: readonly Case[] }>('vehicles', path, 'officer-vehicles');
        return cases.find((each) => Date.parse(each.reportedAt) === Date.parse(reportedAt));
      },
      (each) => each !== undefined && each.enquiry !== 'PENDING',
    ).catch((cause: unknown) => {
      const warned = (['vehicles', 'gateway', 'identity'] as const).flatMap((app) => page.warningsOf(app));
      throw new Error([String(cause), ...warned].join('\n'), { cause });
    });
    return found as Case;
  }

  async function get<T>(app: 'gateway' | 'vehicles', path: string, name: string): Promise<T> {
    const token = await tokenOf(endpoints, name);
    return sendJson({ method: 'GET', url: endpoints.apps[app] + path, token });
  }
}

const exists = (program: string): Promise<boolean> =>
  promisify(execFile)('which', [program]).then(
    () => true,
    () => false,
  );
