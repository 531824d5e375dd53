import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnScript } from '#libs/test-kit';
import { type RecordVersion, rowOf, withRow } from '../projections/record-version.rules.ts';
import { OrderFreeHash } from './replay-proof.rules.ts';
import { anEvent } from './replay.builder.ts';
import { ExpectedRows } from './row-comparison.ts';
import { TallyMaker } from './tally-maker.ts';

const KEYS = 1_500;
const IN_MEMORY = 200;
const CHUNK = 100;

describe('what is tallied of more keys than memory keeps', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'einmal-tally-'));
  });
  afterEach(() => {
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('counts every key once, with its last version, whatever comes when', async () => {
    const maker = new TallyMaker(folder, IN_MEMORY);
    // Second versions of the first hundred, then all first ones, then one of them again.
    const numbers = [...Array(100).keys()].map((n) => n + KEYS).concat([...Array(KEYS).keys()], 5);
    for (const [index, n] of numbers.entries()) {
      maker.add(anEvent(n, KEYS), Buffer.from(`${n}`), n % 3);
      if (index % CHUNK === 0) await maker.flush();
    }
    const tally = await maker.tally();
    await maker.close();
    const last = new OrderFreeHash();
    for (let n = 0; n < KEYS; n++) last.add(`subject-${n} ${n < 100 ? 2 : 1}`);
    expect(tally).toMatchObject({ events: numbers.length, keys: KEYS, lastVersionsHash: last.toString() });
    expect(tally).not.toHaveProperty('lastVersions');
  });

  const found = async function* (rows: Iterable<RecordVersion>): AsyncGenerator<readonly RecordVersion[]> {
    yield [...rows];
  };
  const compared = async (events: readonly ReturnType<typeof anEvent>[], rows: Iterable<RecordVersion>) => {
    const expected = new ExpectedRows(folder, IN_MEMORY);
    for (let start = 0; start < events.length; start += CHUNK)
      await expected.add(events.slice(start, start + CHUNK));
    const comparison = await expected.compare(found(rows), true);
    await expected.close();
    return comparison;
  };

  it('folds the events of each record in their order, and finds a single row that is wrong', async () => {
    // Versions 3 and then 2, which changes nothing, then 5: version 1, 2 and 4 are missing.
    const events = [2, 1, 4].flatMap((version) =>
      Array.from({ length: KEYS }, (_, n) => anEvent(version * KEYS + n, KEYS)),
    );
    const rows = new Map<string, RecordVersion>();
    for (const event of events)
      rows.set(event.data.recordId, withRow(rows.get(event.data.recordId), rowOf(event)));
    const whole = await compared(events, rows.values());
    expect(whole).toMatchObject({ verified: true, records: KEYS, expected: KEYS, equal: KEYS, wrong: 0 });
    expect(whole.missingVersions).toBe(3 * KEYS);
    expect(whole.foundHash).toBe(whole.expectedHash);

    const [first] = rows.values();
    rows.set(first!.recordId, { ...first!, missing: 2 });
    expect(await compared(events, rows.values())).toMatchObject({ verified: false, wrong: 1 });
    rows.delete(first!.recordId);
    expect(await compared(events, rows.values())).toMatchObject({ verified: false, wrong: 1 });
  });

  it('needs no memory that grows with the keys', async () => {
    const keys = 100_000;
    const script = new URL('../testing/tally-many.ts', import.meta.url);
    // Rows of all records alone would need more.
    const child = spawnScript(script, [folder, `${keys}`, '2000'], ['--max-old-space-size=24']);
    const found = { tally: { keys }, comparison: { verified: true, records: keys } };
    const message = once(child, 'message');
    const [told] = (await Promise.race([message, once(child, 'exit')])) as unknown[];
    expect(told).toMatchObject(found);
  });
});
